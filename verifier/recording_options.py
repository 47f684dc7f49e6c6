"""What the command line says about recording: where, as whom, and what to do when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from credential.display import display_safe

if TYPE_CHECKING:
    from verifier.journal.book import Book

JOURNAL = click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Journal du terminal, créé au besoin. / The terminal's journal, made where there is none.",
)
AGENT = click.option("--agent", default="", metavar="PSEUDONYM", help="Pseudonyme, jamais un nom. / Never a name.")
UNRECORDED = click.option(
    "--unrecorded",
    type=click.Choice(["go-on", "stop"]),
    default="go-on",
    show_default=True,
    help="Si rien ne peut être enregistré. / When a check cannot be recorded.",
)


def open_book(journal: Path | None, agent: str, unrecorded: str) -> Book | None:
    """Make the book that the options name; None without a journal. Raises UsageError for a pseudonym that is none."""
    if journal is None:
        return None
    from verifier.journal.book import Book, Unrecorded
    from verifier.journal.fault import JournalError

    try:
        return Book(journal, agent, Unrecorded(unrecorded))
    except JournalError as error:
        wanted = "32 letters without accents, digits, . _ - at most"
        raise click.UsageError(f"--agent {display_safe(agent)!r}: {wanted}") from error
