"""From a person of the register to the claims of a licence or an attestation.

Names of ISO/IEC 18013-5 are in Latin-1; a name that needs more (OE ligature, Y with diaeresis) also has its
`*_national_character` element, which is the one people see. Points are in no credential.
"""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from credential.claims import DrivingPrivilege, LicenceClaims, StatusReference
from credential.labels import FORMATS_BY_WORD
from issuer.artwork.attestation_sheet import VALID_MONTHS, months_after

if TYPE_CHECKING:
    from issuer.people import Category, Person
    from issuer.randomness import Randomness

LICENCE_DAYS: Final = 30
"""A licence on a phone is renewed long before a lost phone matters; the title's own dates are inside it."""
AUTHORITY: Final = "SPECIMEN"
_ISO_5218: Final = {"M": 1, "F": 2, "X": 9}
_SIGNS: Final = {"FR": "F", "DE": "D", "ES": "E", "IT": "I", "BE": "B", "PT": "P", "LU": "L", "AT": "A"}
"""Distinguishing signs of vehicles in international traffic that are not the alpha-2 code."""
_LATIN_1: Final = {"Œ": "OE", "œ": "oe", "Ÿ": "Y", "ẞ": "SS", "\u2019": "'", "\u2010": "-", "\u2011": "-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The technical validity of one credential, in seconds since 1970: issued at `iat`, over at `exp`."""

    iat: int
    exp: int


def licence_validity(at: datetime, days: int = LICENCE_DAYS) -> Validity:
    """A licence for a phone: from now, for `days`."""
    return Validity(iat=int(at.timestamp()), exp=int((at + timedelta(days=days)).timestamp()))


def attestation_validity(at: datetime) -> Validity:
    """An attestation: from now to the end of the same day four months later, in Paris (R.225-6 III)."""
    paris = ZoneInfo("Europe/Paris")
    last = months_after(at.astimezone(paris).date(), VALID_MONTHS)
    ends = datetime.combine(last + timedelta(days=1), datetime.min.time(), paris)
    return Validity(iat=int(at.timestamp()), exp=int(ends.timestamp()))


def claims_of(
    person: Person,
    *,
    validity: Validity,
    status: StatusReference | None,
    randomness: Randomness,
    portrait: bytes | None,
    cnf: dict[Any, Any] | None = None,
) -> LicenceClaims:
    """Put together what is signed about `person`. `sub` is random: two credentials of one person cannot be linked."""
    title = person.title
    return LicenceClaims(
        iss=f"{person.issuing_country}:{AUTHORITY}",
        sub=base64.urlsafe_b64encode(randomness.token(12)).decode(),
        exp=validity.exp,
        iat=validity.iat,
        nbf=None,
        cti=None,
        cnf=cnf,
        status=status,
        family_name=latin_1(person.family_name),
        given_name=latin_1(person.given_name),
        family_name_national_character=_beside_latin_1(person.family_name),
        given_name_national_character=_beside_latin_1(person.given_name),
        usage_name=person.usage_name,
        birth_date=person.birth_date,
        birth_date_as_printed=person.birth_date_as_printed,
        birth_place=person.birth_place or None,
        document_number=title.document_number,
        administrative_number=title.neph,
        issue_date=title.issued,
        expiry_date=title.expires,
        issuing_country=person.issuing_country,
        issuing_authority=AUTHORITY,
        un_distinguishing_sign=_SIGNS.get(person.issuing_country, person.issuing_country),
        portrait=portrait,
        driving_privileges=tuple(_privilege(category) for category in person.categories),
        sex=_ISO_5218[person.sex.value],
        title_format=FORMATS_BY_WORD[title.format.value],
        codes_all_categories=person.codes_all_categories,
    )


def latin_1(name: str) -> str:
    """Write a name in the Latin-1 repertoire: ligatures taken apart, other marks taken off."""
    plain = "".join(_LATIN_1.get(character, character) for character in unicodedata.normalize("NFC", name))
    return "".join(character if _is_latin_1(character) else _without_marks(character) for character in plain)


def _beside_latin_1(name: str) -> str | None:
    """The name in its own characters, where Latin-1 cannot write it."""
    return name if latin_1(name) != name else None


def _is_latin_1(character: str) -> bool:
    return ord(character) < 0x100


def _without_marks(character: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if _is_latin_1(part))
    return plain or "?"


def _privilege(category: Category) -> DrivingPrivilege:
    return DrivingPrivilege(
        category=category.code, issue_date=category.issued, expiry_date=category.expires, codes=category.codes
    )


def paris_date(moment: int) -> date:
    """The calendar date in Paris of a time in seconds since 1970."""
    return datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo("Europe/Paris")).date()
