"""Minting: a person of the register becomes a signed credential, with a status index of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING

from credential import cbor
from credential.claims import LicenceClaims, StatusReference
from credential.encoding import encode_claims
from credential.forms import Form, encode_companion
from credential.keys import cose_key
from credential.qr_text import Prefix, wrap
from issuer.licences import Validity, attestation_validity, claims_of, licence_validity
from issuer.messages import sign_issued
from issuer.register_facts import MintedCredential, MintedForm
from issuer.register_facts import StatusReference as RegisterReference
from trust_store.profile import kid_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

    from issuer.office import Office
    from issuer.people import Person

REDACTED = ("portrait",)
"""What a licence lets its holder show or keep: the portrait travels as the companion code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minted:
    """A minted credential: COSE bytes, the disclosures that its holder keeps, and what was signed."""

    data: bytes
    disclosures: tuple[bytes, ...]
    claims: LicenceClaims

    @property
    def text(self) -> str:
        """The text of its QR code."""
        return wrap(self.data)

    @property
    def companion_text(self) -> str | None:
        """The text of the companion code; None when nothing is redacted."""
        return wrap(encode_companion(list(self.disclosures)), Prefix.COMPANION) if self.disclosures else None


def mint_attestation(office: Office, person: Person, at: datetime, *, portrait: bool = True) -> Minted:
    """Mint the printed form. Raises RegisterError, KeystoreError or OfficeError."""
    return _mint(office, person, attestation_validity(at), Form.ATTESTATION, portrait=portrait)


def mint_licence(
    office: Office, person: Person, at: datetime, device_key: ec.EllipticCurvePublicKey, *, days: int = 30
) -> Minted:
    """Mint the form for a phone, bound to its key (P-256). Raises RegisterError, KeystoreError or OfficeError."""
    return _mint(office, person, licence_validity(at, days), Form.LICENCE, device_key=device_key)


def portrait_of(person: Person) -> bytes:
    """Draw the person's portrait: always the same, and nobody's.

    The people of the samples have theirs kept with the program: a signed text must not change with an image library.
    """
    kept = resources.files("issuer.samples") / "portraits" / portrait_name(person)
    return kept.read_bytes() if kept.is_file() else draw_portrait_of(person)


def portrait_name(person: Person) -> str:
    """The file name of a kept portrait: everything that the drawing depends on."""
    return f"{person.id}-{person.sex.value}-{person.birth_date.year}.webp"


def draw_portrait_of(person: Person) -> bytes:
    """Draw the person's portrait anew."""
    from issuer.artwork.portraits import draw_portrait

    return draw_portrait(person.id, sex=person.sex.value, birth_year=person.birth_date.year)


def _mint(
    office: Office,
    person: Person,
    validity: Validity,
    form: Form,
    *,
    device_key: ec.EllipticCurvePublicKey | None = None,
    portrait: bool = True,
) -> Minted:
    signer = office.document_signer(person.issuing_country, datetime.fromtimestamp(validity.iat, UTC))
    with office.register() as register:
        place = register.allot_index(person.id, person.issuing_country, office.random)
        claims = claims_of(
            person,
            validity=validity,
            status=StatusReference(uri=place.uri, idx=place.idx),
            randomness=office.random,
            portrait=portrait_of(person) if portrait else None,
            cnf=cose_key(device_key) if device_key else None,
        )
        redacted = REDACTED if form is Form.LICENCE else ()
        payload, disclosures = encode_claims(claims, redacted=redacted, salt=office.random.token)
        register.record_minted(_record(person, form, claims, kid_of(signer.certificate), device_key))
    data = sign_issued(form, payload, signer, disclosures)
    return Minted(data=data, disclosures=tuple(disclosures), claims=claims)


def _record(
    person: Person, form: Form, claims: LicenceClaims, signer_kid: bytes, device_key: ec.EllipticCurvePublicKey | None
) -> MintedCredential:
    if claims.status is None:
        raise ValueError("a minted credential always has a status index")
    return MintedCredential(
        credential_id=claims.sub,
        person_id=person.id,
        form=MintedForm(form.value),
        signer_kid=signer_kid,
        iat=claims.iat,
        exp=claims.exp,
        status=RegisterReference(uri=claims.status.uri, idx=claims.status.idx),
        device_key_thumbprint=thumbprint_of(device_key) if device_key else None,
    )


def thumbprint_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """COSE Key Thumbprint (RFC 9679 section 3): SHA-256 over the required parameters, y in full."""
    numbers = key.public_numbers()
    required = {1: 2, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
    return hashlib.sha256(cbor.encode(required)).digest()
