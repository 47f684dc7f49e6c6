"""What is said of circumstances on the screens, in both languages. What each is called stands with the vocabulary."""

from __future__ import annotations

from typing import Final

from credential.language import Bilingual

CIRCUMSTANCES: Final = Bilingual("Contexte de ce conducteur seulement", "Context of this driver alone")
HOW_TO_STATE: Final = Bilingual(
    "lettre ou toucher : valeur suivante · ← → valeur · chiffres : 90, 1712",
    "letter or touch: next value · ← → value · digits: 90, 1712",
)
STATED: Final = Bilingual("Déclaré par l'agent", "Stated by the officer")
YES: Final = Bilingual("OUI", "YES")
NO: Final = Bilingual("NON", "NO")
STATE: Final = Bilingual("Indiquer", "State it")
CHOSEN: Final = "●"
"""Stands before the answer that was given: never told by colour alone."""
