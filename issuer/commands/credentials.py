"""`issuer mint` and `issuer present`: a signed credential, and the code that a phone shows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from issuer.commands.desk import AT, FOLDER, one_line, open_office, passphrase, shown

if TYPE_CHECKING:
    from issuer.office import Office


@click.command()
@FOLDER
@click.option("--person", "person_id", required=True, metavar="ID", help="Whom to mint for.")
@click.option("--form", type=click.Choice(["attestation", "licence"]), required=True)
@click.option("--device-key", type=click.Path(path_type=Path), help="The phone's key; made there if it is not.")
@click.option("--no-portrait", is_flag=True, help="An attestation without its portrait: a smaller code.")
@click.option("--days", type=click.IntRange(1, 400), default=30, show_default=True, help="Life of a licence.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="FILE.png, .svg, .pdf, .txt or .cbor.")
@AT
def mint(
    folder: Path,
    person_id: str,
    form: str,
    device_key: Path | None,
    no_portrait: bool,
    days: int,
    out: Path,
    at: datetime,
) -> None:
    """Sign a credential for one person, and write it to a file."""
    from issuer.output import PRINTED, STILL, require_target

    with one_line():
        require_target(out, PRINTED if form == "attestation" else STILL)
        office = open_office(folder)
        if form == "attestation":
            if device_key is not None:
                raise click.UsageError("--device-key belongs to --form licence; an attestation is bound to no phone")
            _mint_attestation(office, person_id, at, out, portrait=not no_portrait)
        else:
            key_path = device_key or out.with_suffix(".key.pem")
            _mint_licence(office, person_id, at, out, key_path=key_path, days=days)
    click.echo(f"{shown(out)}: {form} of {person_id}, SPECIMEN")


@click.command()
@click.argument("licence", metavar="LICENCE", type=click.Path(path_type=Path))
@click.option("--device-key", required=True, type=click.Path(path_type=Path), help="The phone's key.")
@click.option("--nonce", help="The four characters that the terminal asks for.")
@click.option("--companion", is_flag=True, help="Write the second code (the portrait) instead of the living one.")
@click.option(
    "--seconds", type=click.FloatRange(2, 600), default=8, show_default=True, help="Length of .apng and .avi."
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="FILE.png, .svg, .txt, .cbor, .apng or .avi."
)
@AT
def present(
    licence: Path,
    device_key: Path,
    nonce: str | None,
    companion: bool,
    seconds: float,
    out: Path,
    at: datetime,
) -> None:
    """Play the phone: show the living code of a licence, as a still or as a film with the portrait's code in turn."""
    from issuer import devices
    from issuer.output import MOVING, STILL, moving, require_target, still, write_file
    from issuer.phone import RENEWAL, Phone

    with one_line():
        require_target(out, (*STILL, *MOVING))
        phone = Phone.load(licence, devices.load(device_key, passphrase()))
        if out.suffix in MOVING:
            codes = list(phone.codes(at, seconds))
            content = moving(codes, phone.companion(), out.suffix, renewal=RENEWAL.total_seconds())
        else:
            text = phone.companion() if companion else phone.present(at, nonce)
            if text is None:
                raise click.UsageError("this licence redacts nothing: there is no second code")
            content = still(text, out.suffix)
        write_file(out, content)
    click.echo(f"{shown(out)}: {'second code' if companion else 'living code'}, SPECIMEN")


def _mint_attestation(office: Office, person_id: str, at: datetime, out: Path, *, portrait: bool) -> None:
    from issuer.mint import mint_attestation
    from issuer.output import printed, still, write_file

    with office.register() as register:
        person = register.person(person_id)
        word = register.status(person_id).word
    minted = mint_attestation(office, person, at, portrait=portrait)
    is_page = out.suffix == ".pdf"
    write_file(out, printed(minted.text, minted.claims, word) if is_page else still(minted.text, out.suffix))


def _mint_licence(office: Office, person_id: str, at: datetime, out: Path, *, key_path: Path, days: int) -> None:
    from issuer import devices
    from issuer.mint import mint_licence
    from issuer.output import still, write_file

    with office.register() as register:
        person = register.person(person_id)
    office.document_signer(person.issuing_country)  # a wrong passphrase is found out before it locks a new phone's key
    is_new = not key_path.exists()
    key = devices.load_or_make(key_path, office.keys.protection, passphrase())
    minted = mint_licence(office, person, at, key.public_key(), days=days)
    write_file(out, still(minted.text, out.suffix))
    if is_new:
        click.echo(f"{shown(key_path)}: a new key for the test phone")
