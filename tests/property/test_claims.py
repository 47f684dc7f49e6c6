"""Licence claims: what the issuer writes is what everybody reads, redacted or not."""

from __future__ import annotations

import random
from datetime import date

from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from credential.claims import DrivingPrivilege, LicenceClaims, StatusReference
from credential.cose import VerifiedPayload
from credential.encoding import encode_claims
from credential.keys import cose_key
from credential.labels import CATEGORIES, ELEMENTS, Element, TitleFormat
from credential.reason import CredentialError, Reason
from credential.status_list import MAX_TIME

NAMES = st.text(max_size=40)
TEXTS = st.text(min_size=1, max_size=30)
DATES = st.dates(min_value=date(1880, 1, 1), max_value=date(2200, 1, 1))
CODES = st.lists(TEXTS, max_size=3).map(tuple)
CNF = cose_key(ec.derive_private_key(0xB041E, ec.SECP256R1()).public_key())

PRIVILEGES = st.builds(
    DrivingPrivilege,
    category=st.sampled_from(CATEGORIES),
    issue_date=st.none() | DATES,
    expiry_date=st.none() | DATES,
    codes=CODES,
)


@st.composite
def licences(draw: st.DrawFn) -> LicenceClaims:
    iat = draw(st.integers(min_value=0, max_value=MAX_TIME - 1))
    return LicenceClaims(
        iss=draw(TEXTS),
        sub=draw(TEXTS),
        iat=iat,
        exp=draw(st.integers(min_value=iat + 1, max_value=MAX_TIME)),
        nbf=draw(st.none() | st.integers(min_value=0, max_value=iat)),
        cti=draw(st.none() | st.binary(max_size=64)),
        cnf=draw(st.sampled_from([None, CNF])),
        status=draw(st.none() | st.builds(StatusReference, uri=TEXTS, idx=st.integers(0, (1 << 20) - 1))),
        family_name=draw(NAMES),
        given_name=draw(NAMES),
        birth_date=draw(DATES),
        document_number=draw(TEXTS),
        issue_date=draw(DATES),
        expiry_date=draw(DATES),
        issuing_country=draw(st.sampled_from(["FR", "DE", "XX"])),
        issuing_authority=draw(NAMES),
        un_distinguishing_sign=draw(TEXTS),
        driving_privileges=tuple(draw(st.lists(PRIVILEGES, max_size=4))),
        family_name_national_character=draw(st.none() | NAMES),
        given_name_national_character=draw(st.none() | NAMES),
        birth_place=draw(st.none() | NAMES),
        administrative_number=draw(st.none() | TEXTS),
        portrait=draw(st.none() | st.binary(min_size=1, max_size=300)),
        sex=draw(st.sampled_from([None, 0, 1, 2, 9])),
        title_format=draw(st.sampled_from(TitleFormat)),
        birth_date_as_printed=draw(st.none() | TEXTS),
        codes_all_categories=draw(CODES),
        usage_name=draw(st.none() | NAMES),
    )


STEPS = settings(max_examples=120, derandomize=True, deadline=None)


@STEPS
@given(licences())
def test_what_is_encoded_parses_to_the_same(claims: LicenceClaims) -> None:
    payload, disclosures = encode_claims(claims)
    assert disclosures == []
    assert LicenceClaims.parse(VerifiedPayload(payload)) == claims


@STEPS
@given(licences(), st.sets(st.sampled_from([element.name for element in ELEMENTS])), st.integers(0, 1 << 32))
def test_what_is_redacted_comes_back_with_all_disclosures(claims: LicenceClaims, redacted: set[str], seed: int) -> None:
    source = random.Random(seed)  # noqa: S311 - salts that repeat
    payload, disclosures = encode_claims(claims, redacted=redacted, salt=lambda: source.randbytes(16))
    source.shuffle(disclosures)
    assert LicenceClaims.parse(VerifiedPayload(payload), disclosures) == claims


@STEPS
@given(licences(), st.sampled_from([element for element in ELEMENTS if not element.mandatory]))
def test_what_is_not_disclosed_is_neither_read_nor_in_the_payload(claims: LicenceClaims, element: Element) -> None:
    source = random.Random(1)  # noqa: S311 - salts that repeat
    payload, disclosures = encode_claims(claims, redacted=[element.name], salt=lambda: source.randbytes(16))
    hidden = LicenceClaims.parse(VerifiedPayload(payload))
    assert getattr(hidden, element.name) in (None, ())
    assert len(disclosures) == (getattr(claims, element.name) not in (None, ()))


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.binary(max_size=120))
def test_parsing_any_bytes_raises_our_error_alone(data: bytes) -> None:
    try:
        LicenceClaims.parse(VerifiedPayload(data))
    except CredentialError as error:
        assert error.reason in (Reason.MALFORMED, Reason.DISCLOSURE_INVALID)
    else:
        raise AssertionError("random bytes are no licence")
