"""What a check did not look at. An officer is told so: nothing unknown is ever taken for valid."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique
from typing import Final

from credential.claims import LicenceClaims
from credential.language import Bilingual
from verifier.entitlement.vehicle import Vehicle
from verifier.verdict import Verdict


@unique
class Unchecked(Enum):
    """One thing that was not checked."""

    CONTENT = "content"
    VEHICLE = "vehicle"
    FACE = "face"
    NO_PORTRAIT = "no_portrait"
    RELAY = "relay"
    ONLINE = "online"


UNCHECKED_WORDS: Final = {
    Unchecked.CONTENT: Bilingual(
        "Rien de ce code n'est prouvé : son contenu n'est pas affiché.",
        "Nothing in this code is proven: its content is not shown.",
    ),
    Unchecked.VEHICLE: Bilingual("La catégorie : véhicule non indiqué.", "The category: vehicle not stated."),
    Unchecked.FACE: Bilingual(
        "Le visage : à comparer par vous au portrait.", "The face: compare it with the portrait yourself."
    ),
    Unchecked.NO_PORTRAIT: Bilingual(
        "Le visage : aucun portrait n'a été montré (second code).", "The face: no portrait was shown (second code)."
    ),
    Unchecked.RELAY: Bilingual(
        "Un relais vidéo en direct : aucun code ne l'exclut.",
        "A live relay by video: no code excludes it.",
    ),
    Unchecked.ONLINE: Bilingual(
        "Le fichier national : pas de consultation en ligne.", "The national file: no look-up."
    ),
}


def unchecked(verdict: Verdict, vehicle: Vehicle | None) -> tuple[Unchecked, ...]:
    """List what the check behind `verdict` left out; never empty, as no check asks the national file."""
    if verdict.claims is None:
        return (Unchecked.CONTENT, Unchecked.ONLINE)
    return tuple(_left_out(verdict, verdict.claims, vehicle))


def _left_out(verdict: Verdict, claims: LicenceClaims, vehicle: Vehicle | None) -> Iterator[Unchecked]:
    if vehicle is None:
        yield Unchecked.VEHICLE
    yield Unchecked.NO_PORTRAIT if claims.portrait is None else Unchecked.FACE
    token = verdict.evidence.token if verdict.evidence else None
    if token is not None:
        yield Unchecked.RELAY
    yield Unchecked.ONLINE
