"""What a replay remembers between scans: results of pure functions, under the exact bytes that they came from.

Only what succeeded is kept; a failure is worked out again. Whom we believe and what is revoked is asked anew for each
scan. Bounds are counts: a licence takes about 6 kB.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from credential.claims import LicenceClaims
from credential.cose import Sign1, VerifiedPayload
from credential.forms import TokenHeader, token_header
from credential.keys import VerificationKey
from verifier.entitlement.believed import goes_by_daylight
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.standing import Standing
from verifier.entitlement.vehicle import Vehicle
from verifier.report import claims_json
from verifier.verdict import Finding
from verifier.work import Work

MOST: Final = 4096
"""Licences that are remembered."""
MOST_JUDGED: Final = 16
"""Judgements that are remembered of one licence: of as many hours, vehicles and states of its status."""
HOUR: Final = 3600
"""Seconds. Since 1911 midnight in Paris has been a whole hour of UTC: within such an hour the day is one."""


@dataclass(slots=True, kw_only=True)
class _Licence:
    """What is remembered of one object of claims. It holds the object, whose id so stays its own."""

    claims: LicenceClaims
    text: bytes
    goes_by_daylight: bool
    judged: dict[tuple[Vehicle | None, Standing, int], tuple[Finding, ...]] = field(default_factory=dict)
    last: tuple[Vehicle | None, Standing, int, tuple[Finding, ...]] | None = None
    """The last of `judged`: codes of one phone follow one another, and the same objects need no hash of their own."""


class Remembered(Work):
    """Does each step once. For replays alone: it keeps claims of drivers in memory."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._header = lru_cache(most)(token_header)
        self._verified: dict[tuple[bytes, bytes, bytes, VerificationKey], VerifiedPayload] = {}
        self._parsed = lru_cache(most)(LicenceClaims.parse)
        self._device_keys: dict[bytes, VerificationKey] = {}
        self._licences: dict[int, _Licence] = {}

    def token_header(self, protected: bytes) -> TokenHeader | None:
        """Read a token's protected header, once: the codes of one phone have it in common, with the licence in it."""
        return self._header(protected)

    def verify(self, message: Sign1, key: VerificationKey) -> VerifiedPayload:
        """Verify an issuer's signature, once. The algorithm stands in the protected bytes, and keys are one each."""
        name = (message.protected_bytes, message.unverified_payload, message.signature, key)
        known = self._verified.get(name)
        if known is None:
            known = message.verify(key)
            self._room(self._verified)
            self._verified[name] = known
        return known

    def claims(self, payload: VerifiedPayload, disclosures: tuple[bytes, ...]) -> LicenceClaims:
        """Read claims, once for the same disclosures."""
        return self._parsed(payload, disclosures)

    def device_key(self, payload: VerifiedPayload, cnf: Mapping[Any, Any]) -> VerificationKey:
        """Read a device key, once. `cnf` is never redacted, so that the payload alone says it."""
        known = self._device_keys.get(payload)
        if known is None:
            known = VerificationKey.of_cose_key(cnf)
            self._room(self._device_keys)
            self._device_keys[payload] = known
        return known

    def entitlement(
        self, claims: LicenceClaims, vehicle: Vehicle | None, now: float, standing: Standing, context: Context
    ) -> Iterable[Finding]:
        """Judge the right to drive, once an hour, where only the day counts and nothing was seen or asked."""
        licence = self._licence(claims)
        if context is not UNKNOWN_CONTEXT or now < 0 or licence.goes_by_daylight or standing.is_dated:
            return super().entitlement(claims, vehicle, now, standing, context)
        hour, last = int(now // HOUR), licence.last
        if last is not None and last[0] is vehicle and last[1] is standing and last[2] == hour:
            return last[3]
        known = licence.judged.get((vehicle, standing, hour))
        if known is None:
            known = tuple(super().entitlement(claims, vehicle, now, standing, context))
            if len(licence.judged) >= MOST_JUDGED:
                licence.judged.clear()
            licence.judged[vehicle, standing, hour] = known
        licence.last = (vehicle, standing, hour, known)
        return known

    def claims_text(self, claims: LicenceClaims) -> bytes:
        """Write claims as canonical JSON, once for the same object."""
        return self._licence(claims).text

    def _licence(self, claims: LicenceClaims) -> _Licence:
        known = self._licences.get(id(claims))
        if known is None:
            text = json.dumps(_everything(claims), sort_keys=True).encode()
            self._room(self._licences)
            known = _Licence(claims=claims, text=text, goes_by_daylight=goes_by_daylight(claims))
            self._licences[id(claims)] = known
        return known

    def _room(self, kept: dict[Any, Any]) -> None:
        if len(kept) >= self._most:
            kept.clear()


def _everything(claims: LicenceClaims) -> dict[str, object]:
    """All claims: what a report shows, and the registered ones beside them."""
    status = claims.status
    return {
        **claims_json(claims),
        "iss": claims.iss,
        "sub": claims.sub,
        "times": [claims.nbf, claims.iat, claims.exp],
        "cti": None if claims.cti is None else claims.cti.hex(),
        "cnf": None if claims.cnf is None else [[key, _plain(value)] for key, value in claims.cnf.items()],
        "status": None if status is None else [status.uri, status.idx],
    }


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
