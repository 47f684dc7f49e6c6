"""The command ``verifier``: check scans, open the officer's screen, replay, and keep a journal."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credential.display import display_safe
from verifier.cli_check import check
from verifier.cli_evidence import evidence
from verifier.cli_journal import journal, terminal
from verifier.cli_replay import replay
from verifier.cli_update import update
from verifier.options import AT, LANG, STORE, VEHICLE
from verifier.recording_options import (
    AGENT,
    EVIDENCE_KEY,
    FILE_EVIDENCE,
    JOURNAL,
    UNRECORDED,
    open_book,
    require_together,
)

if TYPE_CHECKING:
    from verifier.entitlement.vehicle import Vehicle
    from verifier.journal.book import Book
    from verifier.terminal.book_recorder import Keeping


@click.group()
@click.version_option(package_name="carton-rose", prog_name="verifier")
def verifier() -> None:
    """Contrôle un permis numérique, hors ligne. / Check a digital licence, offline."""


@verifier.command()
@click.argument("source", required=False)
@VEHICLE
@STORE
@AT
@LANG
@click.option(
    "--ask",
    type=click.Choice(["never", "clocks", "always"]),
    default="clocks",
    show_default=True,
    help="Quand demander les quatre caractères. / When to ask for the four characters.",
)
@click.option(
    "--graphics",
    type=click.Choice(["auto", "ask", "off"]),
    default="auto",
    show_default=True,
    help="Portrait en pixels (kitty, sixel). / Portrait in pixels.",
)
@JOURNAL
@AGENT
@UNRECORDED
@FILE_EVIDENCE
@EVIDENCE_KEY
def scan(
    *,
    source: str | None,
    vehicle: Vehicle | None,
    journal: Path | None,
    agent: str,
    unrecorded: str,
    file_evidence: Path | None,
    evidence_key: Path | None,
    store: Path,
    at: datetime | None,
    lang: str,
    ask: str,
    graphics: str,
) -> None:
    """Ouvre l'écran de contrôle. / Open the officer's screen.

    SOURCE: camera:0, a video, a folder of pictures, http://127.0.0.1:PORT/...
    """
    from credential.language import Language
    from verifier.terminal.graphics import Graphics
    from verifier.terminal.launch import run_scan
    from verifier.terminal.spoken import Asking

    book = open_book(journal, agent, unrecorded)
    require_together(file_evidence, evidence_key, book)
    keeping = None if book is None else _keeping(book, file_evidence, evidence_key)
    sys.exit(
        run_scan(
            source,
            store,
            Language(lang),
            at,
            vehicle,
            asking=Asking(ask),
            graphics=Graphics(graphics),
            keeping=keeping,
        )
    )


def _keeping(book: Book, folder: Path | None, certificate: Path | None) -> Keeping:
    from verifier.terminal.book_recorder import Keeping

    return Keeping(book=book, folder=folder, certificate=certificate)


@verifier.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def rules(*, folder: Path) -> None:
    """Écrit les règles en pages, par genre de véhicule. / Write the rules as pages, by kind of vehicle."""
    from verifier.rule_pages.pages import write_pages

    click.echo(f"{len(write_pages(folder))} pages: {display_safe(str(folder))}")


for _command in (check, evidence, journal, replay, terminal, update):
    verifier.add_command(_command)
