"""The one way in which text from outside gets onto a screen.

Textual reads markup in a plain `str` and passes escape bytes on to the terminal, so screens take `Content` alone,
and whatever came out of a credential, a certificate, a file name or an exception becomes `Content` here.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from credential.display import display_safe


def shown(text: str, style: str = "") -> Content:
    """Make text from outside safe to show: no control characters, no markup."""
    return ours(display_safe(text), style)


def ours(text: str, style: str = "") -> Content:
    """Take text of our own tables as it stands: brackets in it are brackets, never markup."""
    return Content.styled(text, style) if style else Content(text)


def joined(parts: Iterable[Content], between: str = " ") -> Content:
    """Put pieces side by side, leaving out empty ones."""
    return Content(between).join([part for part in parts if part.plain])


class Line(Static):
    """A line, or paragraph, of a screen. It takes `Content`, so that no `str` is ever read as markup."""

    def __init__(self, content: Content, *, classes: str | None = None, id: str | None = None) -> None:
        super().__init__(content, markup=False, classes=classes, id=id)

    def show(self, content: Content) -> None:
        """Replace the content, if it is another."""
        if content != self.content:
            self.update(content)
