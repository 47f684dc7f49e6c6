"""The keys of a screen, each to be pressed, clicked or touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from credential.language import Bilingual, Language
from verifier.terminal.shown import Line, joined, ours


class Rank(Enum):
    """How large a key is to the finger."""

    MAIN = "main"
    SIDE = "side"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key: what is pressed, what it says, and the action that it stands for."""

    pressed: str
    words: Bilingual
    action: str
    rank: Rank = Rank.MAIN


class KeyButton(Line):
    """One key: what is pressed above what it does, so that ten columns hold both."""

    def __init__(self, key: Key, language: Language) -> None:
        super().__init__(_words(key, language), classes=key.rank.value)
        self._action = key.action

    def take(self, key: Key, language: Language) -> None:
        """Be another key, of the same rank."""
        self.show(_words(key, language))
        self._action = key.action

    def on_click(self) -> None:
        """Do what the key does: in the application's own turn, for it may take this key away."""
        self.app.call_later(self.app.run_action, self._action)


class KeyBar(Horizontal):
    """The keys of a screen, side by side; a narrow screen has the main ones alone, and the menu has all."""

    def __init__(self, keys: Iterable[Key], language: Language) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._language = language

    def compose(self) -> ComposeResult:
        """Put the main keys before the others."""
        yield from (KeyButton(key, self._language) for key in _in_order(self._keys))

    def relabel(self, keys: Iterable[Key], language: Language) -> None:
        """Take keys that may have other words, one for each that is there."""
        for button, key in zip(self.query(KeyButton), _in_order(keys), strict=True):
            button.take(key, language)


def _in_order(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: key.rank is not Rank.MAIN)


def _words(key: Key, language: Language) -> Content:
    return joined((ours(f" {key.pressed} ", "bold reverse"), ours(key.words.in_(language))), "\n")
