"""A matter that the officer can answer at once: what it is about, and beside it yes and no, or where to state it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from credential.language import Bilingual, Language
from verifier.entitlement.context import Context
from verifier.terminal import keys
from verifier.terminal.circumstance_phrases import CHOSEN, NO, STATE, YES
from verifier.terminal.circumstances import Circumstance
from verifier.terminal.shown import Line
from verifier.terminal.widgets.key_bar import Key, KeyButton


class AskedRow(Horizontal):
    """One matter of the to-do list, with the fields that answer it."""

    def __init__(self, matter: Content, asked: Sequence[Circumstance], context: Context, language: Language) -> None:
        super().__init__()
        self._matter = matter
        self._asked = asked
        self._stated = context
        self._language = language

    def compose(self) -> ComposeResult:
        """The matter, then a field for each answer."""
        yield Line(self._matter, classes="matter")
        for each in self._asked:
            for key in answers(each, self._stated):
                yield KeyButton(key, self._language)


def answers(circumstance: Circumstance, context: Context) -> Iterator[Key]:
    """Yield the keys that answer: yes and no (its letter once, twice), or the one that opens all circumstances."""
    if not circumstance.is_flag:
        action = f"app.circumstances('{circumstance.name}')"
        is_stated = circumstance.is_stated(context)
        yield Key(pressed=keys.CIRCUMSTANCES.pressed, words=_marked(STATE, is_stated), action=action)
        return
    letter, stated = circumstance.letter, circumstance.of(context)
    for pressed, words, value in ((letter, YES, True), (f"{letter} {letter}", NO, False)):
        action = f"app.state('{circumstance.name}', {value})"
        yield Key(pressed=pressed, words=_marked(words, stated is value), action=action)


def _marked(words: Bilingual, is_chosen: bool) -> Bilingual:
    return Bilingual(f"{CHOSEN} {words.fr}", f"{CHOSEN} {words.en}") if is_chosen else words
