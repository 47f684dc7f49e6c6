"""A road in memory: issuer, phones, a terminal's trust store, one moment. All is valid until a test changes one thing.

It is the scene on which the samples play, with a store taken in as a terminal takes in a publication.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from credential import cbor
from credential.cbor import CBORTag
from credential.claims import CLAIM_TAGS, LicenceClaims
from credential.cose import SIGN1_TAG, Header, Sign1
from credential.forms import AUDIENCE, Issued, TokenClaims, decode_form
from credential.qr_text import wrap
from issuer.messages import sign_presentation
from issuer.mint import Minted
from issuer.samples.scene import NOW, PUBLISHED, SHOWN, Scene
from issuer.samples.writer import cast
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.publication import Publication
from trust_store.refusal import TrustStoreError
from trust_store.store import TrustStore, assemble
from verifier.check import check
from verifier.entitlement.vehicle import Vehicle
from verifier.scan import PastPresentation, Scan
from verifier.verdict import Verdict

DRIVER = "P25"
"""A driver of category B, of whom there is nothing to say."""


class World:
    """The road. `trust` holds what was published on 1 December 2026; every driver of the samples has a status."""

    def __init__(self, folder: Path) -> None:
        self.scene = Scene(folder / "office", cast())
        # One licence of everybody, so that the published status lists know them all.
        self.licences = {person_id: self.scene.licence(person_id, days=90) for person_id in self.scene.people}
        self.attestation = self.scene.attestation(DRIVER)
        self.publication = self.scene.publication(PUBLISHED)
        self.trust = trusting(self.publication)

    def check(
        self,
        text: str,
        *,
        companion: str | None = None,
        now: datetime = NOW,
        trust: TrustStore | TrustStoreError | None = None,
        vehicle: str | None = None,
        nonce: str | None = None,
        earlier: Sequence[PastPresentation] = (),
    ) -> Verdict:
        """Judge a text as a terminal does that stands on this road at `now`."""
        return check(
            Scan(text=text, companion=companion),
            self.trust if trust is None else trust,
            now,
            vehicle=None if vehicle is None else Vehicle(category=vehicle),
            nonce=nonce,
            earlier=earlier,
        )

    def code(self, person_id: str = DRIVER, at: datetime = SHOWN, nonce: str | None = None) -> str:
        """The living code on somebody's phone."""
        return self.scene.phone(person_id, self.licences[person_id]).present(at, nonce)

    def companion(self, person_id: str = DRIVER) -> str:
        """The second code on somebody's phone: the portrait."""
        return wrap_companion(list(self.licences[person_id].disclosures))

    def paper(self, change: Callable[[LicenceClaims], LicenceClaims]) -> str:
        """The driver's printed attestation, had the issuer signed something else. It holds no portrait."""
        return self.scene.changed(self.attestation, change).text

    def changed_code(
        self, change: Callable[[LicenceClaims], LicenceClaims], at: datetime = SHOWN, person_id: str = DRIVER
    ) -> str:
        """The living code of a licence that says something else."""
        licence = self.scene.changed(self.licences[person_id], change)
        return self.scene.phone(person_id, licence).present(at)

    def presented(
        self,
        *,
        licence: Issued | None = None,
        key_of: str = DRIVER,
        payload: bytes | None = None,
        **changes: Any,  # noqa: ANN401 - fields of TokenClaims
    ) -> str:
        """The driver's licence under a key binding token with other claims, another key, or another payload."""
        token = TokenClaims(aud=AUDIENCE, iat=int(SHOWN.timestamp()), exp=None, nbf=None, cnonce=None)
        content = replace(token, **changes).encode() if payload is None else payload
        return wrap(sign_presentation(item(licence or self.bare()), content, self.scene.device_key(key_of)))

    def bare(self, person_id: str = DRIVER, disclosures: Sequence[bytes] = ()) -> Issued:
        """Somebody's licence as the phone presents it, with `disclosures` beside it."""
        form = decode_form(self.licences[person_id].data)
        assert isinstance(form, Issued)
        return replace(form, disclosures=tuple(disclosures))

    def claims_map(self, minted: Minted) -> dict[Any, Any]:
        """The claims of a minted credential as they are signed: integer labels."""
        content: dict[Any, Any] = cbor.decode(
            Sign1.decode(minted.data).unverified_payload, tags=CLAIM_TAGS, redacted=True
        )
        return content


def trusting(publication: Publication, now: datetime = NOW) -> TrustStore:
    """Take in a publication as a new terminal of the test profile does."""
    return assemble(merge(Holdings(profile=Profile.TEST), publication, now, None)[0])


def item(licence: Issued) -> CBORTag:
    """Put a licence together again as the CBOR item that stands in a presentation's header."""
    message = licence.message
    unprotected: Mapping[int, object] = {Header.SD_CLAIMS: list(licence.disclosures)} if licence.disclosures else {}
    parts = [message.protected_bytes, dict(unprotected), message.unverified_payload, message.signature]
    return CBORTag(SIGN1_TAG, parts)


def wrap_companion(disclosures: list[bytes]) -> str:
    """The text of a companion code with any disclosures."""
    return wrap(cbor.encode(disclosures), "PDD1:")
