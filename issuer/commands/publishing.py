"""`issuer publish`, `issuer rotate`, `issuer lint` and `issuer samples`: what leaves the office."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from credential.display import display_safe
from issuer.commands.desk import AT, FOLDER, one_line, open_office, shown
from trust_store.options import Moment

ANNOUNCED = ("document-signer", "status-signer", "iaca")
"""Published first, used later."""
ROTATED = (*ANNOUNCED, "list-signer", "root", "targets", "snapshot", "timestamp", "daily")


@click.command()
@FOLDER
@click.argument("out", type=click.Path(path_type=Path))
@AT
def publish(folder: Path, out: Path, at: datetime) -> None:
    """Publish in OUT what terminals need: a TUF repository of trust list, block list, certificates, status lists."""
    from issuer.publish import publish as publish_all

    with one_line():
        made = publish_all(open_office(folder), out, at)
    click.echo(f"{shown(out)}: {len(made.signers)} signers, {len(made.status_tokens)} status lists")


@click.command()
@FOLDER
@click.argument("role", type=click.Choice(ROTATED))
@click.option("--country", default="FR", show_default=True, help="Whose document or status signer.")
@click.option("--use-from", type=Moment(), help="When a new signer signs first. Default: 7 days after --at.")
@AT
def rotate(folder: Path, role: str, country: str, use_from: datetime | None, at: datetime) -> None:
    """Give a role new keys. It travels with the next publication, and no terminal needs a hand.

    A new document signer, status signer or IACA root is published first and used later; the old one stays to its
    end. A new list signer is named by the old one, and signs from the next publication on.
    """
    from issuer.generations import NOTICE
    from issuer.office import LIST_SIGNER
    from issuer.publisher_keys import rotate as rotate_role
    from issuer.successions import roll_over_list_signer
    from issuer.tuf_repository import RoleName

    with one_line():
        office = open_office(folder)
        if role in ANNOUNCED:
            used_from = use_from or at + NOTICE
            if country not in office.countries():
                raise click.UsageError(f"{country!r} is no country here: write one of {', '.join(office.countries())}")
            office.roll_over(country, role, at, used_from)
            click.echo(f"{country} {role}: a new one is made; publish it now, it signs from {used_from:%Y-%m-%d %H:%M}")
        elif role == LIST_SIGNER:
            roll_over_list_signer(office, at)
            click.echo(f"{role}: a new one is made, and named by the one before; publish now")
        else:
            rotate_role(office, RoleName(role), at)
            click.echo(f"{role}: new keys are made; publish now")


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@click.option("--signer", type=click.Path(path_type=Path), help="The certificate of whoever signed a credential.")
@AT
def lint(source: Path, signer: Path | None, at: datetime) -> None:
    """Say what is wrong with a certificate, a list, a credential or a published folder. Exit status 1 if anything."""
    from issuer.lint import lint as examine

    with one_line():
        notes = examine(source, at, None if signer is None else signer.read_bytes())
    for note in notes:
        detail = f" ({display_safe(note.detail)})" if note.detail else ""
        click.echo(f"{note.complaint.name.lower()}: {display_safe(note.where)}: {note.complaint.value}{detail}")
    if not notes:
        click.echo(f"{shown(source)}: nothing to complain of")
    sys.exit(1 if notes else 0)


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--pictures/--no-pictures", default=True, help="Draw the pictures and the film too.")
def samples(out: Path, pictures: bool) -> None:
    """Write the catalogue of sample scans to OUT, byte for byte the same each time."""
    from issuer.samples import write_catalogue

    with one_line():
        count = write_catalogue(out, pictures=pictures)
    click.echo(f"{shown(out)}: {count} samples")
