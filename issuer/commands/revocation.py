"""`issuer status`, `issuer block` and `issuer unblock`: what is taken back, and what is given again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from issuer.commands.desk import AT, FOLDER, one_line, open_office, shown


@click.command()
@FOLDER
@click.option("--person", "person_id", required=True, metavar="ID")
@click.option("--set", "word", required=True, metavar="WORD", help="valid, suspended, restricted, annulled, ...")
@click.option("--publish", "out", type=click.Path(path_type=Path), help="A publication to bring up to date at once.")
@AT
def status(folder: Path, person_id: str, word: str, out: Path | None, at: datetime) -> None:
    """Set what the register says of a person's right to drive; it travels with the next publication.

    With --publish, only the status lists that name the person are made anew.
    """
    from issuer.people import StatusWord
    from issuer.publish import republish

    with one_line():
        words = [each.value for each in StatusWord]
        if word not in words:
            raise click.UsageError(f"{word!r} is no status: write one of {', '.join(words)}")
        office = open_office(folder)
        with office.register() as register:
            register.set_status(person_id, StatusWord(word), at)
            uris = {minted.status.uri for minted in register.minted(person_id)}
        renewed = republish(office, out, uris, at) if out is not None else 0
    click.echo(f"{person_id}: {word}" + (f"; {renewed} status list(s) made anew in {shown(out)}" if out else ""))


@click.command()
@FOLDER
@click.option("--country", default="FR", show_default=True, help="Whose document signer.")
@AT
def block(folder: Path, country: str, at: datetime) -> None:
    """Block a country's document signer: its key is lost or misused."""
    with one_line():
        office = open_office(folder)
        if country not in office.countries():
            raise click.UsageError(f"{country!r} has no signer here: write one of {', '.join(office.countries())}")
        office.block(office.document_signer(country, at).certificate)
    click.echo(f"{country}: its document signer is blocked from the next publication on")


@click.command()
@FOLDER
@click.option("--country", default="FR", show_default=True, help="Whose document signer.")
@AT
def unblock(folder: Path, country: str, at: datetime) -> None:
    """Take a block back that was a mistake: signed, and said in every later publication."""
    with one_line():
        office = open_office(folder)
        if country not in office.countries():
            raise click.UsageError(f"{country!r} has no signer here: write one of {', '.join(office.countries())}")
        office.unblock(office.document_signer(country, at).certificate)
    click.echo(f"{country}: its document signer is believed again from the next publication on")
