"""Verified bytes become licence claims: one immutable object, whatever form carried it.

Times are integers (seconds since 1970), dates are calendar dates, names are as signed. Anything of another type
than the registry in `credential.labels` says is MALFORMED: NaN, true, 1.0 and text never pass as a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from credential import cbor
from credential.cbor import ARRAYS, MAPS, CBORTag
from credential.cose import VerifiedPayload
from credential.labels import ELEMENTS, LICENCE_LABEL, MANDATORY, Kind, Privilege, TitleFormat
from credential.reason import CredentialError, Reason
from credential.sd_cwt import REDACTED_ELEMENT_TAG, disclose, is_redaction, require_ordered_times
from credential.status_list import MAX_TIME

DATE_TAG: Final = 100
CLAIM_TAGS: Final = frozenset({DATE_TAG, REDACTED_ELEMENT_TAG})
MAX_PRIVILEGES: Final = 32
MAX_CODES: Final = 64
_EPOCH: Final = date(1970, 1, 1).toordinal()
_EARLIEST: Final = date(1880, 1, 1).toordinal() - _EPOCH
_LATEST: Final = date(2200, 1, 1).toordinal() - _EPOCH

_ISS, _SUB, _EXP, _NBF, _IAT, _CTI, _CNF, _STATUS = 1, 2, 4, 5, 6, 7, 8, 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivingPrivilege:
    """One line of the table on the back of the card. `codes` are as printed, such as ``106(2026-06-15/...)``."""

    category: str
    issue_date: date | None = None
    expiry_date: date | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReference:
    """Where the licence's status stands: entry `idx` of the list `uri`."""

    uri: str
    idx: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceClaims:
    """What a verified licence says. Field names are ISO/IEC 18013-5 element names where ISO has them."""

    # CWT (RFC 8392)
    iss: str
    sub: str
    exp: int
    iat: int
    nbf: int | None
    cti: bytes | None
    cnf: Mapping[Any, Any] | None
    status: StatusReference | None
    # ISO/IEC 18013-5
    family_name: str
    given_name: str
    birth_date: date
    document_number: str
    issue_date: date
    expiry_date: date
    issuing_country: str
    issuing_authority: str
    un_distinguishing_sign: str
    driving_privileges: tuple[DrivingPrivilege, ...]
    family_name_national_character: str | None = None
    given_name_national_character: str | None = None
    birth_place: str | None = None
    administrative_number: str | None = None
    portrait: bytes | None = field(default=None, repr=False)
    sex: int | None = None
    # The project's own
    title_format: TitleFormat
    birth_date_as_printed: str | None = None
    codes_all_categories: tuple[str, ...] = ()
    usage_name: str | None = None
    unknown_labels: tuple[int, ...] = ()
    """Labels of elements that this version does not know: shown, never ignored."""

    @classmethod
    def parse(cls, payload: VerifiedPayload, disclosures: Sequence[bytes] = ()) -> LicenceClaims:
        """Read verified claims. Raises MALFORMED or DISCLOSURE_INVALID."""
        claims = cbor.decode(payload, tags=CLAIM_TAGS, redacted=True)
        if type(claims) is not dict:
            raise _malformed("the payload is no map")
        if None in claims.values():
            raise _malformed("a claim that is null")
        if disclosures:
            claims = disclose(claims, disclosures, CLAIM_TAGS)
        nbf, iat, exp = _time(claims, _NBF), _time(claims, _IAT), _time(claims, _EXP)
        if iat is None or exp is None:
            raise _malformed("iat or exp is missing")
        require_ordered_times(nbf, iat, exp)
        return cls(
            iss=_text(claims.get(_ISS), "iss"),
            sub=_text(claims.get(_SUB), "sub"),
            exp=exp,
            iat=iat,
            nbf=nbf,
            cti=_bytes_or_none(claims.get(_CTI), "cti"),
            cnf=_confirmation(claims.get(_CNF)),
            status=_status(claims.get(_STATUS)),
            **_elements(claims.get(LICENCE_LABEL)),
        )


def _elements(licence: object) -> dict[str, Any]:
    if not isinstance(licence, MAPS):
        raise _malformed("the licence map is missing")
    fields: dict[str, Any] = {}
    unknown: list[int] = []
    for label, value in licence.items():
        if type(label) is int:
            entry = _TABLE.get(label)
            if entry is not None:
                name, parser = entry
                fields[name] = parser(value, name)
            else:
                unknown.append(label)
        elif not is_redaction(label):  # what stays redacted is left out (step 10 of the draft's validation)
            raise _malformed("a label that is no number")
    if not fields.keys() >= MANDATORY:
        raise _malformed(f"missing: {', '.join(sorted(MANDATORY - fields.keys()))}")
    if unknown:
        fields["unknown_labels"] = tuple(unknown)
    return fields


def _malformed(detail: str) -> CredentialError:
    return CredentialError(Reason.MALFORMED, f"claims: {detail}")


def _name(value: object, name: str) -> str:
    if type(value) is not str or len(value) > 150:
        raise _malformed(f"{name} is no text of at most 150 characters")
    return value


def _text(value: object, name: str) -> str:
    if type(value) is not str or not 0 < len(value) <= 64:
        raise _malformed(f"{name} is no text of 1 to 64 characters")
    return value


def _bytes_or_none(value: object, name: str) -> bytes | None:
    if value is not None and (type(value) is not bytes or len(value) > 64):
        raise _malformed(f"{name} is no byte string of at most 64")
    return value


def _time(claims: Mapping[Any, Any], label: int) -> int | None:
    value = claims.get(label)
    if value is None and label not in claims:
        return None
    if type(value) is not int or not 0 <= value <= MAX_TIME:
        raise _malformed(f"claim {label} is no time")
    return value


def _date(value: object, name: str) -> date:
    if type(value) is not CBORTag or value.tag != DATE_TAG or type(value.value) is not int:
        raise _malformed(f"{name} is no date")
    days = value.value
    if not _EARLIEST <= days <= _LATEST:
        raise _malformed(f"{name} is out of range")
    return date.fromordinal(_EPOCH + days)


def _sex(value: object, name: str) -> int:
    if type(value) is not int or value not in (0, 1, 2, 9):
        raise _malformed(f"{name} is none of ISO/IEC 5218")
    return value


def _country(value: object, name: str) -> str:
    if type(value) is not str or len(value) != 2 or not (value.isascii() and value.isalpha() and value.isupper()):
        raise _malformed(f"{name} is no alpha-2 code")
    return value


def _image(value: object, name: str) -> bytes:
    if type(value) is not bytes or not value:
        raise _malformed(f"{name} is no byte string")
    return value


def _title_format(value: object, name: str) -> TitleFormat:
    if type(value) is not int:
        raise _malformed(f"{name} is no number")
    try:
        return TitleFormat(value)
    except ValueError as error:
        raise _malformed(f"{name} is not known") from error


def _codes(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, ARRAYS) or len(value) > MAX_CODES:
        raise _malformed(f"{name} is no array of at most {MAX_CODES}")
    return tuple(_text(code, name) for code in value)


def _privileges(value: object, name: str) -> tuple[DrivingPrivilege, ...]:
    if not isinstance(value, ARRAYS) or len(value) > MAX_PRIVILEGES:
        raise _malformed(f"{name} is no array of at most {MAX_PRIVILEGES}")
    return tuple(_privilege(item) for item in value)


_PRIVILEGE_LABELS: Final = frozenset(int(label) for label in Privilege)


def _privilege(item: object) -> DrivingPrivilege:
    if not isinstance(item, MAPS) or not item.keys() <= _PRIVILEGE_LABELS or None in item.values():
        raise _malformed("a driving privilege of another shape")
    issued, expires, codes = item.get(1), item.get(2), item.get(3)
    return DrivingPrivilege(
        category=_text(item.get(0), "vehicle_category_code"),
        issue_date=None if issued is None else _date(issued, "issue_date of a category"),
        expiry_date=None if expires is None else _date(expires, "expiry_date of a category"),
        codes=() if codes is None else _codes(codes, "codes"),
    )


def _confirmation(value: object) -> Mapping[Any, Any] | None:
    """Return the COSE_Key of ``cnf`` (RFC 8747): exactly ``{1: COSE_Key}``."""
    if value is None:
        return None
    if not isinstance(value, MAPS) or set(value) != {1} or not isinstance(value[1], MAPS):
        raise _malformed("cnf is not {1: COSE_Key}")
    cose_key: Mapping[Any, Any] = value[1]
    return cose_key


def _status(value: object) -> StatusReference | None:
    """Read ``{"status_list": {"idx", "uri"}}`` (draft-ietf-oauth-status-list section 6.3)."""
    if value is None:
        return None
    reference = value.get("status_list") if isinstance(value, MAPS) else None
    if not isinstance(reference, MAPS):
        raise _malformed("status holds no status_list")
    idx, uri = reference.get("idx"), reference.get("uri")
    if type(idx) is not int or idx < 0 or type(uri) is not str or not 0 < len(uri) <= 256:
        raise _malformed("status_list is not {idx, uri}")
    return StatusReference(uri=uri, idx=idx)


_PARSERS: Final = {
    Kind.NAME: _name,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.SEX: _sex,
    Kind.COUNTRY: _country,
    Kind.IMAGE: _image,
    Kind.PRIVILEGES: _privileges,
    Kind.CODES: _codes,
    Kind.TITLE_FORMAT: _title_format,
}
_TABLE: Final[Mapping[int, tuple[str, Callable[[object, str], Any]]]] = {
    element.label: (element.name, _PARSERS[element.kind]) for element in ELEMENTS
}
