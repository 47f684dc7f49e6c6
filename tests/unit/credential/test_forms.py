"""The forms: which one a message is, and that its headers hold exactly what the form needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cbor2
import pytest

from credential.cbor import CBORTag
from credential.cose import Header
from credential.forms import (
    Form,
    Issued,
    Presentation,
    TokenClaims,
    decode_companion,
    decode_form,
    encode_companion,
)
from credential.reason import CredentialError, Reason
from credential.sd_cwt import MAX_DISCLOSURES
from tests.unit.credential.specimen import (
    ATTESTATION_HEADER,
    KID,
    LICENCE_HEADER,
    TOKEN,
    issued,
    payload,
    presentation,
    without,
)

DISCLOSURE = cbor2.dumps([bytes(16), "value", 1])
NOTHING: dict[Any, Any] = {}
INNER = cbor2.loads(issued(LICENCE_HEADER))


def reason_of(act: Callable[[], object]) -> Reason:
    with pytest.raises(CredentialError) as refusal:
        act()
    return refusal.value.reason


def refusal(data: bytes) -> Reason:
    return reason_of(lambda: decode_form(data))


def test_an_attestation_is_told() -> None:
    form = decode_form(issued(ATTESTATION_HEADER))
    assert isinstance(form, Issued)
    assert (form.form, form.kid, form.disclosures) == (Form.ATTESTATION, KID, ())


def test_a_licence_is_told_with_its_disclosures() -> None:
    form = decode_form(issued(LICENCE_HEADER, {Header.SD_CLAIMS: [DISCLOSURE]}))
    assert isinstance(form, Issued)
    assert (form.form, form.disclosures) == (Form.LICENCE, (DISCLOSURE,))


def test_a_licence_with_nothing_redacted_has_no_disclosures() -> None:
    form = decode_form(issued(LICENCE_HEADER))
    assert isinstance(form, Issued)
    assert form.disclosures == ()


def test_a_presentation_is_told_with_its_licence() -> None:
    inner = cbor2.loads(issued(LICENCE_HEADER, {Header.SD_CLAIMS: [DISCLOSURE]}))
    form = decode_form(presentation(inner))
    assert isinstance(form, Presentation)
    assert (form.licence.form, form.licence.disclosures) == (Form.LICENCE, (DISCLOSURE,))


@pytest.mark.parametrize("header", [ATTESTATION_HEADER, LICENCE_HEADER], ids=["attestation", "licence"])
@pytest.mark.parametrize(
    "further", [{Header.X5CHAIN: b"certificate"}, {Header.SD_ALG: -16}, {3: 0}, {15: {1: "FR"}}, {"kid": KID}]
)
def test_a_further_protected_parameter_is_malformed(header: dict[Any, Any], further: dict[Any, Any]) -> None:
    assert refusal(issued({**header, **further})) is Reason.MALFORMED


@pytest.mark.parametrize("header", [ATTESTATION_HEADER, LICENCE_HEADER], ids=["attestation", "licence"])
@pytest.mark.parametrize("kid", [b"", KID[:-1], KID + b"9", "SPECIMEN", 8, None, [KID]])
def test_a_kid_of_another_shape_is_malformed(header: dict[Any, Any], kid: object) -> None:
    assert refusal(issued({**header, Header.KID: kid})) is Reason.MALFORMED


def test_a_missing_kid_is_malformed() -> None:
    assert refusal(issued(without(ATTESTATION_HEADER, Header.KID))) is Reason.MALFORMED


@pytest.mark.parametrize("typ", [0, 60, 62, 292, 295, -61, True, "application/cwt", b"\x3d", None, [61]])
def test_another_type_is_no_accusation(typ: object) -> None:
    assert refusal(issued({**ATTESTATION_HEADER, Header.TYP: typ})) is Reason.NOT_A_LICENCE


def test_a_missing_type_is_no_accusation() -> None:
    assert refusal(issued(without(ATTESTATION_HEADER, Header.TYP))) is Reason.NOT_A_LICENCE


@pytest.mark.parametrize("unprotected", [{5: 0}, {Header.X5CHAIN: b"c"}, {Header.SD_CLAIMS: [DISCLOSURE]}, {"x": 0}])
def test_an_attestation_with_an_unprotected_parameter_is_malformed(unprotected: dict[Any, Any]) -> None:
    assert refusal(issued(ATTESTATION_HEADER, unprotected)) is Reason.MALFORMED


@pytest.mark.parametrize("further", [{5: 0}, {Header.X5CHAIN: b"certificate"}, {"x": 0}])
@pytest.mark.parametrize("disclosures", [NOTHING, {Header.SD_CLAIMS: [DISCLOSURE]}], ids=["alone", "beside sd_claims"])
def test_a_licence_with_another_unprotected_parameter_is_malformed(
    further: dict[Any, Any], disclosures: dict[Any, Any]
) -> None:
    assert refusal(issued(LICENCE_HEADER, {**disclosures, **further})) is Reason.MALFORMED


BAD_LISTS: list[object] = [[], {}, None, DISCLOSURE, [1], ["text"], [DISCLOSURE, None], [[DISCLOSURE]]]


@pytest.mark.parametrize("disclosures", [*BAD_LISTS, [DISCLOSURE] * (MAX_DISCLOSURES + 1)])
def test_a_list_of_disclosures_of_another_shape_is_malformed(disclosures: object) -> None:
    assert refusal(issued(LICENCE_HEADER, {Header.SD_CLAIMS: disclosures})) is Reason.MALFORMED
    assert reason_of(lambda: decode_companion(cbor2.dumps(disclosures))) is Reason.MALFORMED


def test_a_companion_is_written_and_read_in_its_order() -> None:
    disclosures = [DISCLOSURE, b"second", b"first"]
    assert decode_companion(encode_companion(disclosures)) == tuple(disclosures)


def test_as_many_disclosures_as_allowed_are_read() -> None:
    disclosures = [bytes((number,)) for number in range(MAX_DISCLOSURES)]
    assert decode_companion(encode_companion(disclosures)) == tuple(disclosures)


@pytest.mark.parametrize("unprotected", [{5: 0}, {Header.SD_CLAIMS: [DISCLOSURE]}, {Header.KID: KID}])
def test_a_presentation_with_an_unprotected_parameter_is_malformed(unprotected: dict[Any, Any]) -> None:
    assert refusal(presentation(unprotected=unprotected)) is Reason.MALFORMED


@pytest.mark.parametrize("further", [{Header.KID: KID}, {Header.X5CHAIN: b"certificate"}, {3: 0}, {"x": 0}])
def test_a_presentation_with_a_further_protected_parameter_is_malformed(further: dict[Any, Any]) -> None:
    assert refusal(presentation(header=further)) is Reason.MALFORMED


ATTESTATION = cbor2.loads(issued(ATTESTATION_HEADER))
WITHIN_ITSELF = cbor2.loads(presentation())


@pytest.mark.parametrize(
    ("kcwt", "reason"),
    [
        (None, None),
        (0, Reason.MALFORMED),
        (issued(LICENCE_HEADER), Reason.MALFORMED),
        (INNER.value, Reason.MALFORMED),
        (CBORTag(18, []), Reason.MALFORMED),
        (CBORTag(17, INNER.value), Reason.MALFORMED),
        (CBORTag(18, INNER), Reason.MALFORMED),
        (ATTESTATION, Reason.MALFORMED),
        (WITHIN_ITSELF, Reason.MALFORMED),
    ],
    ids=["itself", "a number", "bytes", "untagged", "empty", "tag 17", "tag twice", "attestation", "presentation"],
)
def test_only_a_licence_may_stand_in_a_presentation(kcwt: object, reason: Reason | None) -> None:
    if reason is None:
        assert isinstance(decode_form(presentation(kcwt)), Presentation)
    else:
        assert refusal(presentation(kcwt)) is reason


def test_a_presentation_without_its_licence_is_malformed() -> None:
    assert refusal(issued({Header.ALG: -7, Header.TYP: 294, Header.KID: KID})) is Reason.MALFORMED


def test_a_licence_with_another_licence_in_its_header_is_malformed() -> None:
    assert refusal(issued({**LICENCE_HEADER, Header.KCWT: INNER})) is Reason.MALFORMED


def test_the_claims_of_a_token_are_written_and_read() -> None:
    token = TokenClaims(aud="roadside-check", iat=5, exp=9, nbf=4, cnonce=b"K7QX")
    assert TokenClaims.parse(payload({3: token.aud, 4: 9, 5: 4, 6: 5, 39: b"K7QX"})) == token
    assert TokenClaims.parse(payload(cbor2.loads(token.encode()))) == token


@pytest.mark.parametrize(
    "claims",
    [
        [],
        0,
        without(TOKEN, 3),
        without(TOKEN, 6),
        {**TOKEN, 1: "iss"},
        {**TOKEN, 2: "sub"},
        {**TOKEN, 8: 0},
        {**TOKEN, "x": 0},
        {**TOKEN, 3: b"roadside-check"},
        {**TOKEN, 3: ["roadside-check"]},
        *({**TOKEN, label: value} for label in (4, 5, 6) for value in (True, 1.5, "1", b"1", [1])),
        {**TOKEN, 39: "K7QX"},
        {**TOKEN, 39: 7},
    ],
)
def test_a_token_of_another_shape_is_malformed(claims: object) -> None:
    assert reason_of(lambda: TokenClaims.parse(payload(claims))) is Reason.MALFORMED
