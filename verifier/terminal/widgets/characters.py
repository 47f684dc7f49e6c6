"""The four characters that the driver is to type, large enough to be read out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from credential.language import Language
from verifier.terminal import call_words
from verifier.terminal.big_letters import big
from verifier.terminal.shown import Line, ours


class Characters(Horizontal):
    """What to say, and the characters in letters three rows high."""

    def __init__(self, characters: str, language: Language) -> None:
        super().__init__()
        self.characters = characters
        self._language = language

    def compose(self) -> ComposeResult:
        """The request beside the characters, which are written small in it too."""
        spelled = " ".join(self.characters)
        yield Line(ours(call_words.HAVE_THEM_TYPED.in_(self._language).format(spelled), "bold"))
        yield Line(ours("\n".join(big(" ".join(self.characters))), "bold"), classes="large")
