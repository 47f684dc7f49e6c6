"""Ages below which no French title can be good for a vehicle (R.221-5)."""

from __future__ import annotations

from typing import Final

from verifier.entitlement.rules import Certainty, Rule, rule

MINIMUM_AGES: Final = {
    "AM": 14, "A1": 16, "B1": 16, "B": 17, "A2": 18, "A": 20, "BE": 18, "C1": 18, "C1E": 18,
    "C": 18, "CE": 18, "D1": 18, "D1E": 18, "D": 18, "DE": 18,
}  # fmt: skip
"""The ages of R.221-5 below which no French title can show the category. Those of the C and D families (21, 24) are
lowered by professional training that a title need not print: 18 is the floor."""
BIG_TRICYCLE_AGE: Final = 21
LOWERED_AGES: Final = rule(
    "C, CE, D1, D1E : 21 ans ; D, DE : 24 ans ; moins avec la qualification professionnelle. Refusé sous 18 ans.",
    "C, CE, D1, D1E: 21 years; D, DE: 24 years; less with professional qualification. Refused below 18.",
    "R.221-5",
    Certainty.MEDIUM,
)
AGES: Final[dict[str, Rule]] = {
    **{
        category: rule(f"{category} : {years} ans au moins.", f"{category}: {years} years at least.", "R.221-5")
        for category, years in MINIMUM_AGES.items()
        if category not in ("AM", "A")
    },
    "AM": rule("AM : 14 ans au moins.", "AM: 14 years at least.", "R.211-1"),
    "A": rule("A : A2 depuis 2 ans, donc 20 ans au moins.", "A: A2 for 2 years, so 20 years at least.", "R.221-5"),
    **dict.fromkeys(("C", "CE", "D1", "D1E", "D", "DE"), LOWERED_AGES),
}
BIG_TRICYCLE: Final = rule(
    f"Tricycle de plus de 15 kW : {BIG_TRICYCLE_AGE} ans, sauf A d'avant le 19/01/2013.",
    f"Tricycle over 15 kW: {BIG_TRICYCLE_AGE} years, but for A from before 19 January 2013.",
    "R.221-5",
)
