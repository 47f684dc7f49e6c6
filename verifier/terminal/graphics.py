"""Real pixels for the portrait, where the terminal has them: kitty's protocol or sixel, by `textual-image`.

That library asks the terminal when it is imported, and an unknown question may be echoed as rubbish, or its answer be
taken for keys. So it is imported only before the screen starts, and only where the environment names a terminal that
has pixels, or where the officer asks. A console, tmux, screen or an unknown terminal gets half blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, unique
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.widget import Widget

Draw: TypeAlias = "Callable[[Image | None], Widget]"
"""Makes a widget of `textual-image`, whose attribute `image` may be set to None to free the terminal's copy."""


@unique
class Graphics(Enum):
    """Whether the terminal is asked for pixels."""

    AUTO = "auto"
    """Where the environment names a terminal that has them."""
    ASK = "ask"
    OFF = "off"


TERMS: Final = ("kitty", "ghostty", "foot", "mlterm", "contour", "wezterm")
PROGRAMS: Final = frozenset({"WezTerm", "iTerm.app", "ghostty", "mintty", "contour"})


def may_have_pixels(environment: Mapping[str, str]) -> bool:
    """Tell by its name whether a terminal is worth asking; one inside tmux or screen is not."""
    term = environment.get("TERM", "")
    if environment.get("TMUX") or environment.get("STY") or term.startswith(("tmux", "screen")):
        return False
    return any(name in term for name in TERMS) or environment.get("TERM_PROGRAM", "") in PROGRAMS


def pixels_of_terminal(graphics: Graphics, environment: Mapping[str, str], *, is_terminal: bool) -> Draw | None:
    """Ask the terminal and return what draws its pixels; None where it has none. Before the screen starts."""
    wanted = graphics is Graphics.ASK or (graphics is Graphics.AUTO and may_have_pixels(environment))
    if not (wanted and is_terminal):
        return None
    from textual_image import renderable, widget

    return widget.Image if renderable.Image in (renderable.SixelImage, renderable.TGPImage) else None
