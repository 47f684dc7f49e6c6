"""What an officer's terminal makes of pictures of a screen: a file at a time, or as a live source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from tests.browser.site import Terminal
from trust_store.storage import open_store
from verifier.capture.pictures import load_picture, read_picture
from verifier.session import Session
from verifier.verdict import Verdict

Shot = tuple[bytes, float, datetime]
"""A picture as PNG, with the terminal's two times: monotonic seconds and the wall's."""


def watch(terminal: Terminal, shots: Iterable[Shot], nonce: str | None = None) -> list[Verdict]:
    """The verdicts of a live source, one for each picture in which there was something to judge."""
    session = Session(open_store(terminal.desk.folder / "trust.sqlite"), nonce=nonce)
    seen = (
        session.see(read_picture(load_picture(picture, "screen")).texts, monotonic, now)
        for picture, monotonic, now in shots
    )
    return [verdict for verdict in seen if verdict is not None]


def texts_of(shots: Iterable[Shot]) -> Iterator[str]:
    """The texts of all codes in the pictures."""
    for picture, _, _ in shots:
        yield from read_picture(load_picture(picture, "screen")).texts


def shown_again(shot: Shot, *, later: timedelta, seconds: int = 7) -> list[Shot]:
    """A screenshot held before the camera `later`, one look a second."""
    picture, monotonic, now = shot
    moments = [later + timedelta(seconds=second) for second in range(seconds)]
    return [(picture, monotonic + moment.total_seconds(), now + moment) for moment in moments]
