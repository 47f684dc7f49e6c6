"""The stage on which all samples play: one office, its people, their phones, and fixed times.

Tests use it too (tests/world.py): all is valid until one thing is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from credential import cbor
from credential.cbor import CBORTag
from credential.claims import LicenceClaims
from credential.cose import SIGN1_TAG, Header, sig_structure
from credential.encoding import encode_claims
from credential.forms import TYPE_ATTESTATION, Form
from credential.keys import Algorithm, sign_raw
from credential.qr_text import wrap
from issuer.messages import sign_issued
from issuer.mint import REDACTED, Minted, mint_attestation, mint_licence
from issuer.office import Office
from issuer.people_json import parse_people
from issuer.phone import Phone
from issuer.private_keys import Curve, Protection
from issuer.publish import publication, publish
from issuer.specimen_keys import derive_specimen_key
from trust_store.profile import kid_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cryptography.hazmat.primitives.asymmetric import ec

    from issuer.people import Person
    from trust_store.publication import Publication

SEED: Final = "carton-rose samples 2026 SPECIMEN"
MADE: Final = datetime(2026, 11, 1, 8, tzinfo=UTC)
MINTED: Final = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
PUBLISHED: Final = datetime(2026, 12, 1, 5, tzinfo=UTC)
NOW: Final = datetime(2026, 12, 1, 13, tzinfo=UTC)
"""The moment of most samples: 1 December 2026, 14:00 in Paris."""
SHOWN: Final = NOW - timedelta(seconds=4)
"""When the phone signed the code that is scanned at `NOW`."""


class Scene:
    """An office in `folder` with all the people of the catalogue. Calls in the same order give the same bytes."""

    def __init__(self, folder: Path, people: Sequence[Person], seed: str = SEED) -> None:
        self.office = Office.create(folder, Protection.INSECURE_TEST, MADE, seed=seed)
        self.people = {person.id: person for person in people}
        for country in sorted({person.issuing_country for person in people}):
            self.office.document_signer(country, MADE)
            self.office.status_signer(country, MADE)
        with self.office.register() as register:
            register.add_people(people)
        self._seed = seed.encode()

    def attestation(self, person_id: str, at: datetime = MINTED, *, portrait: bool = False) -> Minted:
        """Mint a printed attestation."""
        return mint_attestation(self.office, self.people[person_id], at, portrait=portrait)

    def licence(self, person_id: str, at: datetime = MINTED, *, days: int = 30) -> Minted:
        """Mint a licence for the person's phone."""
        return mint_licence(self.office, self.people[person_id], at, self.device_key(person_id).public_key(), days=days)

    def phone(self, person_id: str, licence: Minted | None = None) -> Phone:
        """The person's phone, with `licence` or a new one."""
        held = licence or self.licence(person_id)
        return Phone.holding(held.data, self.device_key(person_id))

    def device_key(self, person_id: str) -> ec.EllipticCurvePrivateKey:
        """The key in the person's phone."""
        return derive_specimen_key(f"phone {person_id}", self._seed, Curve.P256)

    def changed(self, minted: Minted, change: Callable[[LicenceClaims], LicenceClaims]) -> Minted:
        """Mint again with other claims: what an issuer would have signed by mistake, or an insider on purpose."""
        claims = change(minted.claims)
        form = Form.LICENCE if claims.cnf is not None else Form.ATTESTATION
        redacted = REDACTED if form is Form.LICENCE else ()
        payload, disclosures = encode_claims(claims, redacted=redacted, salt=self.office.random.token)
        signer = self.office.document_signer(minted.claims.issuing_country, MADE)
        data = sign_issued(form, payload, signer, disclosures)
        return replace(minted, data=data, disclosures=tuple(disclosures), claims=claims)

    def signed(self, payload: bytes, *, country: str = "FR", **header: Any) -> str:  # noqa: ANN401 - header values of any CBOR type
        """Sign raw payload bytes as an attestation; `header` adds or replaces protected parameters by label."""
        signer = self.office.document_signer(country, MADE)
        protected: dict[int, Any] = {
            Header.ALG: -7,
            Header.KID: kid_of(signer.certificate),
            Header.TYP: TYPE_ATTESTATION,
        }
        protected |= {int(label.removeprefix("label_")): value for label, value in header.items()}
        protected_bytes = cbor.encode(protected)
        # Whatever the header says, the signature is a right ES256 one: what is tested is the header.
        signature = sign_raw(Algorithm.ES256, sig_structure(protected_bytes, payload), signer.key, deterministic=True)
        return wrap(cbor.encode(CBORTag(SIGN1_TAG, [protected_bytes, {}, payload, signature])))

    def publication(self, at: datetime = PUBLISHED, odd: Mapping[str, int] | None = None) -> Publication:
        """What the office publishes at `at`; `odd` gives raw status values for all credentials of some people."""
        return publication(self.office, at, self._places(odd or {}))

    def publish(self, out: Path, at: datetime, odd: Mapping[str, int]) -> None:
        """Write the publication of `at` as a repository."""
        publish(self.office, out, at, self._places(odd))

    def _places(self, odd: Mapping[str, int]) -> dict[tuple[str, int], int]:
        with self.office.register() as register:
            return {
                (minted.status.uri, minted.status.idx): value
                for person_id, value in odd.items()
                for minted in register.minted(person_id)
            }


def sample_people() -> tuple[Person, ...]:
    """Read the people of the samples."""
    return parse_people(people_json())


def people_json() -> bytes:
    """The people of the samples, as this package ships them."""
    return (resources.files("issuer.samples") / "people.json").read_bytes()
