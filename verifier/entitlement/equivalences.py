"""Categories that cover the vehicles of another one: by their own definition (R.221-4) or by equivalence (R.221-7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from verifier.entitlement.rules import Certainty, Rule, rule


@dataclass(frozen=True, slots=True)
class Equivalence:
    """`carrier` covers vehicles that need `need`, where `also` is held too."""

    need: str
    carrier: str
    rule: Rule
    also: str | None = None


HELD: Final = rule("Catégorie détenue.", "Category held.", "R.221-4")
BY_DEFINITION: Final[dict[str, tuple[str, ...]]] = {
    "C1": ("C1", "C"),
    "C1E": ("C1E", "CE"),
    "D1": ("D1", "D"),
    "D1E": ("D1E", "DE"),
}
"""Categories whose own definition covers the vehicles of a smaller one (R.221-4)."""

_MOTORCYCLES: Final = rule(
    "A autorise A2 et A1, A2 autorise A1.", "A covers A2 and A1, A2 covers A1.", "R.221-7"
)  # fmt: skip  # a table: a row a line
_QUADRICYCLES: Final = rule("B autorise les quadricycles L6e et L7e.", "B covers quadricycles L6e and L7e.", "R.221-7")
_TRAILERS: Final = rule("C1E, CE, D1E et DE autorisent BE.", "C1E, CE, D1E and DE cover BE.", "R.221-7")
_CE_DE: Final = rule("CE autorise DE si D est détenu.", "CE covers DE where D is held.", "R.221-7")
_C1E_D1E: Final = rule("C1E autorise D1E si D1 est détenu.", "C1E covers D1E where D1 is held.", "R.221-7")
_AM: Final = rule("Tout permis de conduire vaut pour AM.", "Any driving licence serves for AM.", "R.211-2")
_SET_96: Final = rule(
    "BE couvre l'ensemble de 3 500 à 4 250 kg.", "BE covers the set of 3,500 to 4,250 kg.", "R.221-4", Certainty.HIGH
)
EQUIVALENCES: Final = (
    Equivalence("A2", "A", _MOTORCYCLES),
    Equivalence("A1", "A", _MOTORCYCLES),
    Equivalence("A1", "A2", _MOTORCYCLES),
    Equivalence("B1", "B", _QUADRICYCLES),
    *(Equivalence("BE", each, _TRAILERS) for each in ("C1E", "CE", "D1E", "DE")),
    Equivalence("DE", "CE", _CE_DE, also="D"),
    Equivalence("D1E", "C1E", _C1E_D1E, also="D1"),
    Equivalence("D1E", "CE", _CE_DE, also="D"),
    *(
        Equivalence("AM", each, _AM)
        for each in ("A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE")
    ),
)
SETS_OF_96: Final = tuple(Equivalence("B", each, _SET_96) for each in ("BE", "C1E", "CE", "D1E", "DE"))
BY_NEED: Final = {
    need: tuple(each for each in EQUIVALENCES if each.need == need) for need in {each.need for each in EQUIVALENCES}
}
