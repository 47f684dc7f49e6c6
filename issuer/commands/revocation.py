"""`issuer status`, `issuer block` and `issuer unblock`: what is taken back, and what is given again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credential.display import display_safe
from issuer.commands.desk import AT, FOLDER, one_line, open_office, shown

if TYPE_CHECKING:
    from issuer.people import StatusWord
    from issuer.register import Register


@click.command()
@FOLDER
@click.option("--person", "person_id", metavar="ID", help="Whose right to drive.")
@click.option("--credential", "credential_id", metavar="ID", help="Or one credential alone: invalid or lost_or_stolen.")
@click.option("--set", "word", required=True, metavar="WORD", help="valid, suspended, restricted, annulled, ...")
@click.option("--publish", "out", type=click.Path(path_type=Path), help="A publication to bring up to date at once.")
@AT
def status(
    folder: Path, person_id: str | None, credential_id: str | None, word: str, out: Path | None, at: datetime
) -> None:
    """Set what the register says of a person's right to drive, or revoke one credential alone, for good.

    It travels with the next publication. With --publish, only the status lists that name it are made anew.
    """
    from issuer.publish import republish

    with one_line():
        office = open_office(folder)
        with office.register() as register:
            uris = _change(register, person_id, credential_id, _word(word), at)
        renewed = republish(office, out, uris, at) if out is not None else 0
    made = f"; {renewed} status list(s) made anew in {shown(out)}" if out else ""
    click.echo(f"{display_safe(person_id or credential_id or '')}: {word}{made}")


def _word(word: str) -> StatusWord:
    from issuer.people import StatusWord

    words = [each.value for each in StatusWord]
    if word not in words:
        raise click.UsageError(f"{word!r} is no status: write one of {', '.join(words)}")
    return StatusWord(word)


def _change(
    register: Register, person_id: str | None, credential_id: str | None, word: StatusWord, at: datetime
) -> set[str]:
    """Set the status, and return the lists that change."""
    if person_id is not None and credential_id is None:
        register.set_status(person_id, word, at)
        return {minted.status.uri for minted in register.minted(person_id)}
    if credential_id is not None and person_id is None:
        return {register.revoke_credential(credential_id, word, at).status.uri}
    raise click.UsageError("give --person or --credential, one of them")


@click.command()
@FOLDER
@click.option("--person", "person_id", required=True, metavar="ID")
def credentials(folder: Path, person_id: str) -> None:
    """List what was minted for a person, oldest first: id, form, last day, and whether it is revoked."""
    from issuer.licences import paris_date

    with one_line(), open_office(folder).register() as register:
        register.person(person_id)
        for each in register.minted(person_id):
            line = f"{display_safe(each.credential_id)} {each.form.value}, until {paris_date(each.exp)}"
            revoked = each.revocation
            click.echo(line if revoked is None else f"{line}, {revoked.word.value} since {revoked.at:%Y-%m-%d}")


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
