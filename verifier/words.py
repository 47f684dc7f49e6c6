"""What an officer reads: one table of sentences, French first, exhaustive by test.

Each reason has a word of what is the matter and one next step. The article of the Code de la route is named where
`FACTS` is sure of it, and the program stops there: it gives no legal advice.
"""

from __future__ import annotations

from typing import Final

from credential.language import Bilingual
from credential.reason import Outcome, Question
from verifier.reason_words import ReasonWords
from verifier.words_entitled import ENTITLED_WORDS
from verifier.words_genuine import GENUINE_WORDS

OUTCOME_WORDS: Final = {
    Outcome.PASSED: Bilingual("VALIDE", "VALID"),
    Outcome.ATTENTION: Bilingual("VALIDE - À VÉRIFIER", "VALID - TO CHECK"),
    Outcome.INDETERMINATE: Bilingual("INDÉTERMINÉ", "UNDETERMINED"),
    Outcome.FAILED: Bilingual("REFUSÉ", "REFUSED"),
}
OUTCOME_SHAPES: Final = {
    Outcome.PASSED: "✔",
    Outcome.ATTENTION: "▲",
    Outcome.INDETERMINATE: "?",
    Outcome.FAILED: "✖",
}
QUESTION_WORDS: Final = {
    Question.GENUINE: Bilingual("Authentique et actuel ?", "Genuine and live?"),
    Question.ENTITLED: Bilingual("Droit de conduire ?", "Right to drive?"),
}
REASON_WORDS: Final = GENUINE_WORDS | ENTITLED_WORDS

__all__ = ["OUTCOME_SHAPES", "OUTCOME_WORDS", "QUESTION_WORDS", "REASON_WORDS", "ReasonWords"]
