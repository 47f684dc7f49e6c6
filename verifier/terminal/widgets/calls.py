"""What the verdict screen asks or tells beside the verdict: each a line or two, above the report."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from credential.language import Bilingual, Language
from verifier.journal.answer import PortraitAnswer
from verifier.terminal import call_words, keys
from verifier.terminal.recorder import Filed, Recorded
from verifier.terminal.shift import OpenCheck
from verifier.terminal.shown import Line, ours
from verifier.terminal.widgets.characters import Characters
from verifier.terminal.widgets.key_bar import KeyButton


class FaceQuestion(Horizontal):
    """Is it the driver? Two keys, large enough for a glove."""

    def __init__(self, has_portrait: bool, language: Language) -> None:
        super().__init__(classes="attention")
        self._words = call_words.IS_IT_THE_DRIVER if has_portrait else call_words.IS_IT_THE_PERSON
        self._language = language

    def compose(self) -> ComposeResult:
        """The question, yes, no."""
        yield Line(ours(self._words.in_(self._language), "bold"))
        yield KeyButton(keys.MATCHES, self._language)
        yield KeyButton(keys.DIFFERS, self._language)


class Calls(Vertical):
    """All that is asked or told of one check, the most urgent first; often nothing."""

    def __init__(self, check: OpenCheck, language: Language) -> None:
        super().__init__()
        self._check = check
        self._language = language

    def compose(self) -> ComposeResult:
        """Each call that there is."""
        check, language = self._check, self._language
        if check.recorded is Recorded.NOT_RECORDED:
            yield self._line(call_words.NOT_RECORDED, "failed")
        claims = check.judged.verdict.claims
        if check.answer_is_due and claims is not None:
            yield FaceQuestion(claims.portrait is not None, language)
        yield from self._answered()
        if check.seen_before is not None:
            words = call_words.SEEN_BEFORE.in_(language).format(max(round(check.seen_before / 60), 1))
            yield Line(ours(words, "bold"), classes="attention")
        if check.asked is not None and check.judged.nonce is None:
            yield Characters(check.asked, language)
        elif check.judged.nonce is not None:
            yield self._line(call_words.CHARACTERS_ANSWERED, "passed")
        if check.filed is not None:
            yield self._line(call_words.FILED[check.filed], "passed" if check.filed is Filed.FILED else "failed")

    def _answered(self) -> Iterator[Widget]:
        if self._check.answer is PortraitAnswer.MATCHES:
            yield self._line(call_words.FACE_MATCHES, "passed")
        elif self._check.answer is PortraitAnswer.DIFFERS:
            yield self._line(call_words.FACE_DIFFERS, "failed")

    def _line(self, words: Bilingual, outcome: str) -> Line:
        return Line(ours(words.in_(self._language), "bold"), classes=outcome)
