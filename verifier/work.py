"""The costly steps of a check that depend on nothing but their arguments.

A terminal does each anew and keeps nothing of a driver. A replay (`verifier.replay`) remembers them, keyed by the very
bytes: a phone shows the same licence in every code, and its signature holds once and for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from credential.claims import LicenceClaims, StatusReference
from credential.cose import Sign1, VerifiedPayload
from credential.keys import VerificationKey
from trust_store.status import StatusAnswer
from trust_store.store import TrustStore


class Work:
    """Does each step anew."""

    def verify(self, message: Sign1, key: VerificationKey) -> VerifiedPayload:
        """Verify an issuer's signature. Raises as `Sign1.verify` does."""
        return message.verify(key)

    def claims(self, payload: VerifiedPayload, disclosures: tuple[bytes, ...]) -> LicenceClaims:
        """Read claims. Raises as `LicenceClaims.parse` does."""
        return LicenceClaims.parse(payload, disclosures)

    def device_key(self, _payload: VerifiedPayload, cnf: Mapping[Any, Any]) -> VerificationKey:
        """Read the device key `cnf` of the licence `_payload`. Raises as `VerificationKey.of_cose_key` does."""
        return VerificationKey.of_cose_key(cnf)

    def status(self, trust: TrustStore, reference: StatusReference, country: str) -> StatusAnswer:
        """Ask the snapshot's status lists about a licence whose signer belongs to `country`."""
        return trust.status(reference.uri, reference.idx, country)


ANEW: Final = Work()
