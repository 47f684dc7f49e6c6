"""Does the card in the driver's hand belong to the licence on the screen?"""

from __future__ import annotations

from collections.abc import Iterator

from credential.claims import LicenceClaims
from credential.reason import Reason
from verifier.documents.card_line import CardLine
from verifier.verdict import Finding

_STATES = {"FR": "FRA"}


def card_findings(claims: LicenceClaims, card: CardLine | None) -> Iterator[Finding]:
    """Yield what the card's line says against the licence: nothing where they belong together.

    Another number under the same name is an older or newer card of the same person; any other difference is another
    person's card, or a changed one.
    """
    if card is None:
        return
    differences = card_differences(claims, card)
    if differences in (("number",), ("number", "expiry")):
        yield Finding(Reason.TITLE_SUPERSEDED, card.number)
    elif differences:
        yield Finding(Reason.CARD_MISMATCH, ", ".join(differences))


def card_differences(claims: LicenceClaims, card: CardLine) -> tuple[str, ...]:
    """Name what differs between a card's line and the licence: State, number, expiry, name; nothing if it belongs."""
    return tuple(_differences(claims, card))


def _differences(claims: LicenceClaims, card: CardLine) -> Iterator[str]:
    if _STATES.get(claims.issuing_country) != card.state:
        yield "State"
    if card.number != claims.document_number:
        yield "number"
    if not card.expires_on(claims.expiry_date):
        yield "expiry"
    if not card.is_of(_surname(claims)):
        yield "name"


def _surname(claims: LicenceClaims) -> str:
    return claims.family_name_national_character or claims.family_name
