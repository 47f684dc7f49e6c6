"""Licence claims: every element of another type than the registry's is malformed, and so is one that is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import cbor2
import pytest

from credential.cbor import CBORTag
from credential.claims import MAX_CODES, MAX_PRIVILEGES, DrivingPrivilege, LicenceClaims, StatusReference
from credential.cose import VerifiedPayload
from credential.labels import ELEMENTS, LICENCE_LABEL, Element, Kind, TitleFormat
from credential.reason import CredentialError, Reason
from tests.unit.credential.specimen import (
    BORN,
    DEVICE_KEY,
    claims,
    full_date,
    licence,
    payload,
    with_claim,
    with_element,
    without,
)


def refusal(value: object) -> Reason:
    with pytest.raises(CredentialError) as error:
        LicenceClaims.parse(payload(value))
    return error.value.reason


def parsed(value: object) -> LicenceClaims:
    return LicenceClaims.parse(payload(value))


def test_a_valid_licence_is_read_whole() -> None:
    licence_claims = parsed(claims())
    assert licence_claims.family_name == "SPECIMEN"
    assert licence_claims.birth_date == BORN
    assert licence_claims.title_format is TitleFormat.DIGITAL
    assert licence_claims.status == StatusReference(uri="https://status.example/0", idx=412)
    assert licence_claims.cnf == DEVICE_KEY
    assert licence_claims.driving_privileges == (
        DrivingPrivilege(category="B", issue_date=date(2010, 6, 1), expiry_date=date(2035, 1, 2), codes=("01.06",)),
    )
    assert licence_claims.unknown_labels == ()


@pytest.mark.parametrize("label", [1, 2, 4, 6, LICENCE_LABEL])
def test_a_missing_claim_is_malformed(label: int) -> None:
    assert refusal(without(claims(), label)) is Reason.MALFORMED


@pytest.mark.parametrize("label", [5, 7, 8, 65535])
def test_an_optional_claim_may_be_absent(label: int) -> None:
    parsed(without(claims(), label))


@pytest.mark.parametrize("element", [e for e in ELEMENTS if e.mandatory], ids=lambda element: element.name)
def test_a_missing_mandatory_element_is_malformed(element: Element) -> None:
    assert refusal(with_claim(LICENCE_LABEL, without(licence(), element.label))) is Reason.MALFORMED


EVERY_TYPE = {
    "null": None,
    "true": True,
    "number": 3,
    "negative": -3,
    "text": "Text",
    "long text": "x" * 151,
    "bytes": b"bytes",
    "array": [3],
    "map": {0: 3},
    "date": full_date(BORN),
    "tagged text": CBORTag(100, "1990-05-17"),
    "hash": CBORTag(60, bytes(32)),
}
GOOD_TYPES = {
    Kind.NAME: {"text"},
    Kind.TEXT: {"text"},
    Kind.DATE: {"date"},
    Kind.SEX: set[str](),
    Kind.COUNTRY: set[str](),
    Kind.IMAGE: {"bytes"},
    Kind.PRIVILEGES: set[str](),
    Kind.CODES: set[str](),
    Kind.TITLE_FORMAT: {"number"},
}


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.name)
def test_an_element_of_another_type_is_malformed(element: Element) -> None:
    for kind, value in EVERY_TYPE.items():
        if kind in GOOD_TYPES[element.kind]:
            parsed(with_element(element.label, value))
        else:
            assert refusal(with_element(element.label, value)) is Reason.MALFORMED, kind


@pytest.mark.parametrize(
    ("label", "value"),
    [
        (1, "x" * 151),
        (7, ""),
        (7, "x" * 65),
        (11, "fr"),
        (11, "F"),
        (11, "FRA"),
        (11, "F1"),
        (11, "\u00c9\u00c9"),
        (14, b""),
        (16, 3),
        (16, True),
        (17, 0),
        (17, 10),
        (17, True),
        (17, "digital"),
        (19, ["x"] * (MAX_CODES + 1)),
        (19, [""]),
        (19, [1]),
        (15, [{0: "B"}] * (MAX_PRIVILEGES + 1)),
    ],
)
def test_an_element_out_of_its_range_is_malformed(label: int, value: object) -> None:
    assert refusal(with_element(label, value)) is Reason.MALFORMED


@pytest.mark.parametrize(("label", "value"), [(1, ""), (1, "x" * 150), (7, "x" * 64), (16, 0), (16, 9), (19, [])])
def test_an_element_at_the_edge_of_its_range_is_read(label: int, value: object) -> None:
    parsed(with_element(label, value))


EPOCH = date(1970, 1, 1)


@pytest.mark.parametrize("day", [date(1880, 1, 1), date(1969, 12, 31), EPOCH, date(2000, 2, 29), date(2200, 1, 1)])
def test_a_date_is_days_since_1970(day: date) -> None:
    assert parsed(with_element(5, full_date(day))).birth_date == day


@pytest.mark.parametrize("days", [(date(1879, 12, 31) - EPOCH).days, (date(2200, 1, 2) - EPOCH).days, 2**63, -(2**64)])
def test_a_date_far_from_any_life_is_malformed(days: int) -> None:
    assert refusal(with_element(5, CBORTag(100, days))) is Reason.MALFORMED


@pytest.mark.parametrize("content", [True, 1.0, "1", b"1", None, [1], CBORTag(100, 1), BORN + timedelta(0)])
def test_a_date_with_another_content_is_malformed(content: Any) -> None:  # noqa: ANN401 - a content of any type
    value = content.isoformat() if isinstance(content, date) else content
    assert refusal(with_element(5, CBORTag(100, value))) is Reason.MALFORMED


def test_a_date_under_another_tag_is_malformed() -> None:
    assert refusal(with_element(5, CBORTag(60, 7441))) is Reason.MALFORMED


@pytest.mark.parametrize(
    "privilege",
    [
        {},
        [],
        "B",
        None,
        {1: full_date(BORN)},
        {0: 5},
        {0: ""},
        {0: "B", 4: "further"},
        {0: "B", "0": "B"},
        {0: "B", 1: 5},
        {0: "B", 2: "2035-01-02"},
        {0: "B", 2: CBORTag(60, bytes(32))},
        {0: "B", 3: "01.06"},
        {0: "B", 3: [106]},
        {0: "B", 3: [CBORTag(60, bytes(32))]},
        {0: "B", 3: ["x"] * (MAX_CODES + 1)},
    ],
)
def test_a_privilege_of_another_shape_is_malformed(privilege: object) -> None:
    assert refusal(with_element(15, [privilege])) is Reason.MALFORMED


@pytest.mark.parametrize("cnf", [[], 5, {}, {2: DEVICE_KEY}, {1: b"key"}, {1: DEVICE_KEY, 3: b"kid"}, {"1": {}}])
def test_a_confirmation_of_another_shape_is_malformed(cnf: object) -> None:
    assert refusal(with_claim(8, cnf)) is Reason.MALFORMED


GOOD_REFERENCE = {"idx": 0, "uri": "u"}


@pytest.mark.parametrize(
    "status",
    [[], 5, {}, {"status_list": None}, {"status_list": []}, {"identifier_list": GOOD_REFERENCE}]
    + [{"status_list": without(GOOD_REFERENCE, part)} for part in GOOD_REFERENCE]
    + [{"status_list": {**GOOD_REFERENCE, "idx": idx}} for idx in (-1, True, "0", None, b"\x00")]
    + [{"status_list": {**GOOD_REFERENCE, "uri": uri}} for uri in ("", "u" * 257, b"u", None, 5)],
)
def test_a_status_of_another_shape_is_malformed(status: object) -> None:
    assert refusal(with_claim(65535, status)) is Reason.MALFORMED


@pytest.mark.parametrize("label", [1, 2])
@pytest.mark.parametrize("value", [None, "", "x" * 65, 5, b"FR", True, ["FR"]])
def test_an_issuer_or_subject_of_another_type_is_malformed(label: int, value: object) -> None:
    assert refusal(with_claim(label, value)) is Reason.MALFORMED


@pytest.mark.parametrize("cti", [5, "text", bytes(65), [b""]])
def test_a_cti_of_another_type_is_malformed(cti: object) -> None:
    assert refusal(with_claim(7, cti)) is Reason.MALFORMED


def test_an_element_of_a_later_version_is_named_and_not_lost() -> None:
    assert parsed(with_element(99, {"anything": [1]})).unknown_labels == (99,)
    assert refusal(with_element("label", 1)) is Reason.MALFORMED


@pytest.mark.parametrize("data", [b"", b"\x80", b"\x00", cbor2.dumps(claims()) + b"\x00", b"\xff"])
def test_a_payload_that_is_no_map_is_malformed(data: bytes) -> None:
    with pytest.raises(CredentialError) as error:
        LicenceClaims.parse(VerifiedPayload(data))
    assert error.value.reason is Reason.MALFORMED


def test_a_portrait_is_not_shown_when_claims_are_printed() -> None:
    assert "SECRET" not in repr(parsed(with_element(14, b"SECRET")))
