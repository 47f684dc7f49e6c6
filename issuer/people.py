"""The people of a register as facts. Points are not among them: they stay between holder and State."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TitleFormat(StrEnum):
    """The document that shows the right to drive today."""

    CARD_2013 = "card_2013"
    PINK_3_VOLETS = "pink_3_volets"
    EU_MDL = "eu_mdl"
    FOREIGN_NON_EU = "foreign_non_eu"
    DIGITAL = "digital"
    CEPC = "CEPC"
    ADCS = "ADCS"
    LOSS_RECEIPT = "loss_receipt"
    PREFECT_EAD_ORDER = "prefect_EAD_order"


class Sex(StrEnum):
    """As a register writes it; X where it is not stated."""

    FEMALE = "F"
    MALE = "M"
    UNSTATED = "X"


class StatusWord(StrEnum):
    """What the register says of a person's right to drive."""

    VALID = "valid"
    INVALID = "invalid"
    SUSPENDED = "suspended"
    RESTRICTED = "restricted"
    INVALIDATED = "invalidated"
    ANNULLED = "annulled"
    RETAINED = "retained"
    LOST_OR_STOLEN = "lost_or_stolen"
    NOT_RECOGNISED = "not_recognised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The document held: `neph` has 12 digits, `mrz` 30 characters; None where the title has none."""

    format: TitleFormat
    document_number: str
    issued: date
    expires: date
    neph: str | None
    mrz: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One category held. `expires` is None where it has no date of its own; `codes` are those of field 12."""

    code: str
    issued: date
    expires: date | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryStatus:
    """The word at import, and `details`: the JSON object as it came (kind, from, until, authority, ...)."""

    word: StatusWord
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a register. `given_name` is empty for a single name; `probation` is JSON as it came."""

    id: str
    family_name: str
    given_name: str
    usage_name: str | None
    birth_date: date
    birth_date_as_printed: str | None
    birth_place: str
    sex: Sex
    issuing_country: str
    title: Title
    categories: tuple[Category, ...]
    codes_all_categories: tuple[str, ...]
    registry_status: RegistryStatus
    probation: Mapping[str, object] | None


def to_json(person: Person) -> dict[str, object]:
    """Return the JSON object that `people_json.parse_person` reads back to an equal person."""
    title = person.title
    return {
        "id": person.id,
        "family_name": person.family_name,
        "given_name": person.given_name,
        "usage_name": person.usage_name,
        "birth_date": person.birth_date.isoformat(),
        "birth_date_as_printed": person.birth_date_as_printed,
        "birth_place": person.birth_place,
        "sex": person.sex.value,
        "issuing_country": person.issuing_country,
        "title": {
            "format": title.format.value,
            "document_number": title.document_number,
            "issued": title.issued.isoformat(),
            "expires": title.expires.isoformat(),
            "neph": title.neph,
            "mrz": title.mrz,
        },
        "categories": [_category_json(category) for category in person.categories],
        "codes_all_categories": list(person.codes_all_categories),
        "registry_status": dict(person.registry_status.details),
        "probation": None if person.probation is None else dict(person.probation),
    }


def _category_json(category: Category) -> dict[str, object]:
    expires = None if category.expires is None else category.expires.isoformat()
    codes = list(category.codes)
    return {"code": category.code, "issued": category.issued.isoformat(), "expires": expires, "codes": codes}
