"""The ages from which a French title is good for a vehicle (R.221-5), and what lowers those of lorries and buses."""

from __future__ import annotations

from typing import Final

from verifier.entitlement.rules import Rule, rule

MINIMUM_AGES: Final = {
    "AM": 14, "A1": 16, "B1": 16, "B": 17, "A2": 18, "A": 20, "BE": 18, "C1": 18, "C1E": 18,
    "C": 21, "CE": 21, "D1": 21, "D1E": 21, "D": 24, "DE": 24,
}  # fmt: skip  # a table: a row a line
LOWERED: Final = frozenset({"C", "CE", "D1", "D1E", "D", "DE"})
LOWERED_AGE: Final = 18
"""With the professional qualification (code des transports, R.3314-4), which may be a card of its own."""
BIG_TRICYCLE_AGE: Final = 21
LOWERED_AGES: Final = rule(
    f"C, CE, D1, D1E : 21 ans ; D, DE : 24 ans ; dès {LOWERED_AGE} ans avec la qualification professionnelle, à "
    "vérifier.",
    f"C, CE, D1, D1E: 21 years; D, DE: 24 years; from {LOWERED_AGE} with the professional qualification, to be seen.",
    "R.221-5",
)
AGES: Final[dict[str, Rule]] = {
    **{
        category: rule(f"{category} : {years} ans au moins.", f"{category}: {years} years at least.", "R.221-5")
        for category, years in MINIMUM_AGES.items()
        if category not in ("AM", "A")
    },
    "AM": rule("AM : 14 ans au moins.", "AM: 14 years at least.", "R.211-1"),
    "A": rule("A : A2 depuis 2 ans, donc 20 ans au moins.", "A: A2 for 2 years, so 20 years at least.", "R.221-5"),
    **dict.fromkeys(sorted(LOWERED), LOWERED_AGES),
}
BIG_TRICYCLE: Final = rule(
    f"Tricycle de plus de 15 kW : {BIG_TRICYCLE_AGE} ans, sauf A d'avant le 19/01/2013.",
    f"Tricycle over 15 kW: {BIG_TRICYCLE_AGE} years, but for A from before 19 January 2013.",
    "R.221-5",
)
