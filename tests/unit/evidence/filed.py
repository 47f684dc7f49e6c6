"""Evidence for tests: a check on the road, recorded and sealed by a terminal."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from issuer.private_keys import Curve
from issuer.samples.scene import NOW
from issuer.specimen_keys import derive_specimen_key
from tests.unit.journal.journals import SEED
from tests.world import World
from verifier.evidence.filing import Filing, Scanned
from verifier.journal.book import Book
from verifier.journal.journal import Journal, Recorded
from verifier.replay.case import Recording

AUDITOR = derive_specimen_key("auditor", SEED, Curve.P256)
OTHER = derive_specimen_key("another auditor", SEED, Curve.P256)


def scanned(
    world: World, text: str | None = None, *, now: datetime = NOW, recording: Recording | None = None
) -> Scanned:
    """A driver's living code, judged."""
    text = world.code() if text is None else text
    verdict = world.check(text, now=now)
    return Scanned(verdict=verdict, texts=(text,), now=now, trust=world.trust, recording=recording)


def recorded(folder: Path, what: Scanned) -> tuple[Journal, Recorded]:
    """Its record in a journal of its own."""
    book = Book(folder / "journal.sqlite", "ag-7")
    kept = book.record(what.verdict, what.texts, what.trust, what.now)
    assert isinstance(kept, Recorded)
    return book.journal, kept


def file(folder: Path, what: Scanned) -> tuple[Journal, Path]:
    """File it: the terminal's journal, and the sealed file."""
    journal, kept = recorded(folder, what)
    return journal, Filing(folder / "evidence", AUDITOR.public_key()).file(what, kept, journal.keys)
