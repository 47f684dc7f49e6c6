"""The command ``verifier``: check scans, open the officer's screen, replay, and keep a journal."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credential.display import display_safe
from verifier.cli_check import check
from verifier.cli_journal import journal, terminal
from verifier.options import AT, LANG, STORE, VEHICLE

if TYPE_CHECKING:
    from verifier.entitlement.vehicle import Vehicle

OUTCOME_DIFFERS = "✖"


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
def scan(*, source: str | None, vehicle: Vehicle | None, store: Path, at: datetime | None, lang: str) -> None:
    """Ouvre l'écran de contrôle. / Open the officer's screen.

    SOURCE: camera:0, a video, a folder of pictures, http://127.0.0.1:PORT/...
    """
    from credential.language import Language
    from verifier.terminal.launch import run_scan

    sys.exit(run_scan(source, store, Language(lang), at, vehicle))


@verifier.command()
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def replay(*, folders: tuple[Path, ...]) -> None:
    """Rejoue des échantillons et compare. / Replay samples and compare with what they expect.

    FOLDER: a catalogue with scans/ and trust/, as `issuer samples` writes it.
    """
    from verifier.replay import SampleError, differences, find_samples, load_sample
    from verifier.replay import replay as replay_sample

    total = differing = 0
    for folder in folders:
        for path in find_samples(folder / "scans"):
            total += 1
            try:
                sample = load_sample(path)
                found = list(differences(sample, replay_sample(sample, folder / "trust")))
            except SampleError as error:
                found = [str(error)]
            if found:
                differing += 1
                click.echo(f"{OUTCOME_DIFFERS} {display_safe(path.name)}: {display_safe('; '.join(found), 400)}")
    click.echo(f"{total} samples replayed, {differing} differ")
    sys.exit(1 if differing else 0 if total else 2)


@verifier.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def rules(*, folder: Path) -> None:
    """Écrit les règles en pages, par genre de véhicule. / Write the rules as pages, by kind of vehicle."""
    from verifier.rule_pages.pages import write_pages

    click.echo(f"{len(write_pages(folder))} pages: {display_safe(str(folder))}")


for _command in (check, journal, terminal):
    verifier.add_command(_command)
