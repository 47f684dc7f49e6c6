"""An update round carries the journal's head away: onto the stick that the update came on, or to its server.

The update does not hang on it, nor it on the update: a stick that brings nothing new, or nothing that is believed,
takes the head along all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from trust_store.plain_files import require_plain_folder
from trust_store.plain_writing import FolderPlace, Place
from trust_store.refusal import TrustStoreError
from trust_store.sources import AbsentFileError, folder_named, open_source
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.heads import leave_head
from verifier.journal.journal import Journal

HEADS: Final = "heads"
"""The folder of heads beside the publication's own; the publisher's commands leave it alone."""

PUBLICATION: Final = "metadata/timestamp.json"
"""What every update has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A head that was carried away: where it lies (show it by `display_safe`), and of how many records it is."""

    where: str
    records: int


def carry_head(journal: Path, source: str, folder: Path | None, now: datetime) -> Carried:
    """Leave the head of the journal at `now` (aware) in `folder`, or else where the update `source` came from.

    Raises JournalError; the journal is only read.
    """
    opened = Journal.existing(journal)
    end = opened.end()
    place = _place(source) if folder is None else FolderPlace(folder)
    name = leave_head(end, opened.keys, now, place)
    return Carried(where=place.where(name), records=end.number)


def _place(source: str) -> Place:
    """Find the place beside an update. Where none is (a stick that is gone, another folder), nothing is made."""
    try:
        next(open_source(source).chunks(PUBLICATION), None)
        stick = folder_named(source)
        if stick is not None:
            require_plain_folder(stick)
            return FolderPlace(stick / HEADS)
    except (TrustStoreError, AbsentFileError, FileNotFoundError) as error:
        detail = error.detail if isinstance(error, TrustStoreError) else f"{source}: no update is there"
        raise JournalError(JournalFault.UNWRITABLE, detail) from error
    # Here and not above: most terminals never ask a network.
    from trust_store.web_leaving import ServerPlace

    return ServerPlace(f"{source.rstrip('/')}/{HEADS}")
