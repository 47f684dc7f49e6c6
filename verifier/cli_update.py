"""``verifier update``: a terminal's whole round. Trust data come in, and the journal's head goes out the same way.

Exit status: 0 done, 1 the update is refused, 3 the update stands and the head was not taken along.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from credential.display import display_safe
from credential.language import Language
from trust_store.options import ARCHIVE, ARCHIVE_MB
from verifier.options import AT, LANG, STORE

STAYED = 3


@click.command()
@click.argument("source")
@STORE
@click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CARTON_ROSE_JOURNAL",
    help="Le journal dont la tête part. / The journal whose head goes along.",
)
@click.option(
    "--heads",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="CARTON_ROSE_HEADS",
    help="Où elle va, au lieu de SOURCE/heads. / Where it goes, instead of SOURCE/heads.",
)
@ARCHIVE
@ARCHIVE_MB
@AT
@LANG
def update(
    *,
    source: str,
    store: Path,
    journal: Path | None,
    heads: Path | None,
    archive: Path | None,
    archive_mb: int,
    at: datetime | None,
    lang: str,
) -> None:
    """Met à jour le terminal et emporte la tête du journal. / Update the terminal, take the journal's head along.

    SOURCE : un dossier, une clé, file://, http(s)://. / A folder, a stick, file://, http(s)://.
    """
    from trust_store.update_command import First, Kept, run_update

    language, now = Language(lang), at or datetime.now(UTC)
    kept = Kept(folder=archive, megabytes=archive_mb)
    refused = run_update(store, source, now, language, kept=kept, first=First())
    carried = _carry(journal, source, heads, now, language)
    sys.exit(refused or carried)


def _carry(journal: Path | None, source: str, heads: Path | None, now: datetime, language: Language) -> int:
    """Take the head along and say so; what keeps it here is one line. Returns the exit status."""
    from verifier.journal.fault import JournalError
    from verifier.journal.words import HEAD, NO_JOURNAL, NOT_CARRIED, fault_line
    from verifier.update_round import carry_head

    if journal is None:
        click.echo(NO_JOURNAL.in_(language), err=True)
        return 0
    try:
        carried = carry_head(journal, source, heads, now)
    except JournalError as error:
        click.echo(NOT_CARRIED.in_(language).format(why=fault_line(error, language)), err=True)
        return STAYED
    click.echo(HEAD.in_(language).format(path=display_safe(carried.where), count=carried.records))
    return 0
