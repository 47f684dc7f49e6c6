"""The costly steps of a check that depend on nothing but their arguments.

A terminal does each anew and keeps nothing of a driver. A replay (`verifier.replay`) remembers them, keyed by the very
bytes: a phone shows the same licence in every code, and its signature holds once and for all. Whom we believe, what is
revoked and what time it is are never among these steps: those are asked anew for every scan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from credential.claims import LicenceClaims
from credential.cose import Sign1, VerifiedPayload
from credential.forms import TokenHeader, token_header
from credential.keys import VerificationKey
from verifier.entitlement.believed import judge_entitlement
from verifier.entitlement.context import Context
from verifier.entitlement.standing import Standing
from verifier.entitlement.vehicle import Vehicle
from verifier.verdict import Finding


class Work:
    """Does each step anew."""

    def token_header(self, protected: bytes) -> TokenHeader | None:
        """Read a token's protected header, as `decode_form` asks for it. Raises as `token_header` does."""
        return token_header(protected)

    def verify(self, message: Sign1, key: VerificationKey) -> VerifiedPayload:
        """Verify an issuer's signature. Raises as `Sign1.verify` does."""
        return message.verify(key)

    def claims(self, payload: VerifiedPayload, disclosures: tuple[bytes, ...]) -> LicenceClaims:
        """Read claims. Raises as `LicenceClaims.parse` does."""
        return LicenceClaims.parse(payload, disclosures)

    def device_key(self, _payload: VerifiedPayload, cnf: Mapping[Any, Any]) -> VerificationKey:
        """Read the device key `cnf` of the licence `_payload`. Raises as `VerificationKey.of_cose_key` does."""
        return VerificationKey.of_cose_key(cnf)

    def entitlement(
        self, claims: LicenceClaims, vehicle: Vehicle | None, now: float, standing: Standing, context: Context
    ) -> Iterable[Finding]:
        """Judge the right to drive, as `judge_entitlement` does."""
        return judge_entitlement(claims, vehicle, now, standing, context)


ANEW: Final = Work()
