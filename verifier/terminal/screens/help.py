"""The whole manual: what the four words mean, what proves what, and which key does what."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from credential.reason import Outcome
from verifier.terminal import help_words, keys, phrases
from verifier.terminal.screens.framed import Laid
from verifier.terminal.shown import Line, joined, ours
from verifier.terminal.widgets.key_bar import Key
from verifier.terminal.widgets.outcome_band import OutcomeLine


class HelpScreen(Laid):
    """One page, to be read in a minute."""

    def body(self) -> ComposeResult:
        """Words first, then what to do, then keys."""
        yield Line(ours(self.say(phrases.KEY_HELP), "bold"), classes="title")
        with VerticalScroll():
            for outcome in Outcome:
                yield OutcomeLine(outcome, self.station.language)
                yield Line(ours(self.say(help_words.MEANINGS[outcome])), classes="meaning")
            for heading, text in help_words.CHAPTERS:
                yield Line(ours(self.say(heading), "bold"), classes="heading")
                yield Line(ours(self.say(text)))
            yield Line(ours(self.say(help_words.KEYS), "bold"), classes="heading")
            pressed = (
                joined((ours(f" {key} ", "bold reverse"), ours(self.say(does)))) for key, does in help_words.KEY_WORDS
            )
            yield Line(joined(pressed, "\n"))

    def keys(self) -> tuple[Key, ...]:
        """Back, in either language."""
        return (keys.back_key("h"), keys.LANGUAGE, keys.light_key(self.station.light))
