"""The colours: a day, a night and a high-contrast theme, and the contrast that they must have.

No outcome is told by colour alone; each has its word and its shape (`verifier.words`). The verdict's text stands
out by 7:1 or more (WCAG 2.2, 1.4.6) in sun light and at night, when nothing may flash white at dark-adapted eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from credential.reason import Outcome

if TYPE_CHECKING:
    from textual.theme import Theme

LEAST_CONTRAST: Final = 7.0


class Light(StrEnum):
    """Which of the themes; the value is Textual's name of it."""

    DAY = "carton-rose-day"
    NIGHT = "carton-rose-night"
    CONTRAST = "carton-rose-contrast"

    @property
    def following(self) -> Light:
        """The theme that the key changes to."""
        order = list(Light)
        return order[(order.index(self) + 1) % len(order)]


@dataclass(frozen=True, slots=True)
class Ink:
    """Text and what it stands on, as ``#rrggbb``."""

    text: str
    ground: str

    @property
    def contrast(self) -> float:
        """The contrast of the two, 1 to 21 (WCAG 2.2, "contrast ratio")."""
        lighter, darker = sorted((_luminance(self.text), _luminance(self.ground)), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """All colours of one theme."""

    page: Ink
    quiet: Ink
    """Labels and what is less important, on the page."""
    panel: Ink
    """The lines at the foot, and the keys."""
    profile: Ink
    """The banner of the test profile: a colour that no outcome has."""
    outcomes: dict[Outcome, Ink]


PALETTES: Final = {
    Light.DAY: Palette(
        page=Ink("#0b0f14", "#f5f7f9"),
        quiet=Ink("#3b4650", "#f5f7f9"),
        panel=Ink("#0b0f14", "#d5dde4"),
        profile=Ink("#ffffff", "#5b1a86"),
        outcomes={
            Outcome.PASSED: Ink("#ffffff", "#00552d"),
            Outcome.ATTENTION: Ink("#140d00", "#ffc21a"),
            Outcome.INDETERMINATE: Ink("#ffffff", "#2b3d8f"),
            Outcome.FAILED: Ink("#ffffff", "#98101a"),
        },
    ),
    Light.NIGHT: Palette(
        page=Ink("#cdd5db", "#0a0d10"),
        quiet=Ink("#9aa6b0", "#0a0d10"),
        panel=Ink("#cdd5db", "#1a2127"),
        profile=Ink("#e8ccff", "#35104f"),
        outcomes={
            Outcome.PASSED: Ink("#7dffb0", "#06361e"),
            Outcome.ATTENTION: Ink("#ffd24a", "#3d2c00"),
            Outcome.INDETERMINATE: Ink("#c3ceff", "#1a2560"),
            Outcome.FAILED: Ink("#ffc2bf", "#5a070d"),
        },
    ),
    Light.CONTRAST: Palette(
        page=Ink("#ffffff", "#000000"),
        quiet=Ink("#ffffff", "#000000"),
        panel=Ink("#000000", "#ffffff"),
        profile=Ink("#000000", "#ff9cff"),
        outcomes={
            Outcome.PASSED: Ink("#000000", "#00ff6a"),
            Outcome.ATTENTION: Ink("#000000", "#ffe600"),
            Outcome.INDETERMINATE: Ink("#000000", "#9fd3ff"),
            Outcome.FAILED: Ink("#000000", "#ff8a80"),
        },
    ),
}


def theme_of(light: Light) -> Theme:
    """Make Textual's theme; style sheets use the names ``$passed-ground``, ``$passed-text`` and so on."""
    from textual.theme import Theme

    palette = PALETTES[light]
    return Theme(
        name=light.value,
        primary=palette.panel.ground,
        foreground=palette.page.text,
        background=palette.page.ground,
        surface=palette.page.ground,
        panel=palette.panel.ground,
        dark=light is not Light.DAY,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    inks = {"page": palette.page, "quiet": palette.quiet, "keys": palette.panel, "profile": palette.profile}
    inks |= {outcome.value.lower(): ink for outcome, ink in palette.outcomes.items()}
    variables = {f"{name}-text": ink.text for name, ink in inks.items()}
    return variables | {f"{name}-ground": ink.ground for name, ink in inks.items()}


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
