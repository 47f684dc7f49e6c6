"""The registry that maps the integer labels of our licence map to ISO/IEC 18013-5 element names.

The labels exist to keep a QR code small; screens, JSON and journals show the names. Elements that ISO does not
have are the project's own and marked so. A label is never given a second meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum, unique
from typing import Final

LICENCE_LABEL: Final = -70001
"""The CWT claim that holds the licence: a private-use label (RFC 8392 section 9.1)."""


class Kind(Enum):
    """How an element is encoded."""

    NAME = "tstr of at most 150 characters"
    TEXT = "tstr of at most 64 characters, not empty"
    DATE = "full-date: tag 100, days since 1970-01-01 (RFC 8943)"
    SEX = "uint: 0, 1, 2 or 9 (ISO/IEC 5218)"
    COUNTRY = "tstr: ISO 3166-1 alpha-2, upper case"
    IMAGE = "bstr: WebP"
    PRIVILEGES = "array of driving privileges"
    CODES = "array of tstr, each a code as printed in field 12"
    TITLE_FORMAT = "uint: see TitleFormat"


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its label, its name and how it is encoded."""

    label: int
    name: str
    kind: Kind
    mandatory: bool = False


@unique
class TitleFormat(IntEnum):
    """The title behind the digital form (project's own element)."""

    CARD_2013 = 1
    PINK_3_VOLETS = 2
    CEPC = 3
    PREFECT_EAD_ORDER = 4
    LOSS_RECEIPT = 5
    EU_MDL = 6
    FOREIGN_NON_EU = 7
    DIGITAL = 8
    ADCS = 9

    @property
    def word(self) -> str:
        """The word of the people files, such as ``card_2013`` or ``CEPC``."""
        return _FORMAT_WORDS[self]


_FORMAT_WORDS: Final = {
    TitleFormat.CARD_2013: "card_2013",
    TitleFormat.PINK_3_VOLETS: "pink_3_volets",
    TitleFormat.CEPC: "CEPC",
    TitleFormat.PREFECT_EAD_ORDER: "prefect_EAD_order",
    TitleFormat.LOSS_RECEIPT: "loss_receipt",
    TitleFormat.EU_MDL: "eu_mdl",
    TitleFormat.FOREIGN_NON_EU: "foreign_non_eu",
    TitleFormat.DIGITAL: "digital",
    TitleFormat.ADCS: "ADCS",
}
FORMATS_BY_WORD: Final[Mapping[str, TitleFormat]] = {word: fmt for fmt, word in _FORMAT_WORDS.items()}

ELEMENTS: Final = (
    Element(1, "family_name", Kind.NAME, mandatory=True),
    Element(2, "given_name", Kind.NAME, mandatory=True),
    Element(3, "family_name_national_character", Kind.NAME),
    Element(4, "given_name_national_character", Kind.NAME),
    Element(5, "birth_date", Kind.DATE, mandatory=True),
    Element(6, "birth_place", Kind.NAME),
    Element(7, "document_number", Kind.TEXT, mandatory=True),
    Element(8, "administrative_number", Kind.TEXT),
    Element(9, "issue_date", Kind.DATE, mandatory=True),
    Element(10, "expiry_date", Kind.DATE, mandatory=True),
    Element(11, "issuing_country", Kind.COUNTRY, mandatory=True),
    Element(12, "issuing_authority", Kind.NAME, mandatory=True),
    Element(13, "un_distinguishing_sign", Kind.TEXT, mandatory=True),
    Element(14, "portrait", Kind.IMAGE),
    Element(15, "driving_privileges", Kind.PRIVILEGES, mandatory=True),
    Element(16, "sex", Kind.SEX),
    # The project's own elements.
    Element(17, "title_format", Kind.TITLE_FORMAT, mandatory=True),
    Element(18, "birth_date_as_printed", Kind.TEXT),
    Element(19, "codes_all_categories", Kind.CODES),
    Element(20, "usage_name", Kind.NAME),
)
BY_LABEL: Final[Mapping[int, Element]] = {element.label: element for element in ELEMENTS}
BY_NAME: Final[Mapping[str, Element]] = {element.name: element for element in ELEMENTS}
MANDATORY: Final = frozenset(element.name for element in ELEMENTS if element.mandatory)


class Privilege(IntEnum):
    """Labels inside one driving privilege (ISO/IEC 18013-5 7.2.4: vehicle_category_code and the rest)."""

    CATEGORY = 0
    ISSUE_DATE = 1
    EXPIRY_DATE = 2
    CODES = 3


CATEGORIES: Final = (*("AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE"),)
"""The categories of article R.221-4, from the lightest to the heaviest of each family."""
