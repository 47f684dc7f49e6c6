"""What a replay remembers between scans: results of pure functions, under the exact bytes that they came from.

Only what succeeded is kept; a failure is worked out again. Bounds are counts: a licence takes about 4 kB.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from credential.claims import LicenceClaims, StatusReference
from credential.cose import Sign1, VerifiedPayload
from credential.keys import VerificationKey
from trust_store.status import StatusAnswer
from trust_store.store import TrustStore
from verifier.report import claims_json
from verifier.work import Work

MOST: Final = 4096
"""Licences that are remembered."""


class Remembered(Work):
    """Does each step once. For replays alone: it keeps claims of drivers in memory."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._verified: dict[tuple[bytes, bytes, bytes, VerificationKey], VerifiedPayload] = {}
        self._parsed = lru_cache(most)(LicenceClaims.parse)
        self._device_keys: dict[bytes, VerificationKey] = {}
        self._statuses: dict[tuple[str, StatusReference, str], StatusAnswer] = {}
        self._texts: dict[int, tuple[LicenceClaims, bytes]] = {}

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

    def status(self, trust: TrustStore, reference: StatusReference, country: str) -> StatusAnswer:
        """Ask the lists, once for each entry: a snapshot's lists are what its id says."""
        name = (trust.snapshot_id, reference, country)
        known = self._statuses.get(name)
        if known is None:
            known = trust.status(reference.uri, reference.idx, country)
            self._room(self._statuses)
            self._statuses[name] = known
        return known

    def claims_text(self, claims: LicenceClaims) -> bytes:
        """Write claims as canonical JSON, once for the same object."""
        known = self._texts.get(id(claims))
        if known is None:
            text = json.dumps(_everything(claims), sort_keys=True).encode()
            self._room(self._texts)
            known = self._texts[id(claims)] = (claims, text)  # kept with the object, whose id stays its own
        return known[1]

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
