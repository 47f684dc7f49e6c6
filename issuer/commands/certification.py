"""`issuer certify`: certificates for the keys of terminals and auditors."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from issuer.commands.desk import AT, FOLDER, one_line, open_office, shown

ROLES = ("terminal", "auditor")


@click.command()
@FOLDER
@click.argument("request", metavar="REQUEST", type=click.Path(path_type=Path))
@click.option("--role", type=click.Choice(ROLES), required=True, help="Signs a journal, or opens evidence.")
@click.option("--name", required=True, help="The common name, such as 'terminal 12'. No person's name.")
@click.option("--country", default="FR", show_default=True, help="Whose root signs.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="CERTIFICATE")
@AT
def certify(folder: Path, request: Path, role: str, name: str, country: str, out: Path, at: datetime) -> None:
    """Certify the key behind REQUEST (`verifier terminal init`, `verifier evidence init`), for 456 days."""
    from cryptography.hazmat.primitives.serialization import Encoding

    from issuer.certify import MAX_REQUEST
    from issuer.certify import certify as certify_key
    from issuer.output import write_file

    with one_line():
        office = open_office(folder)
        if country not in office.countries():
            raise click.UsageError(f"{country!r} has no root here: write one of {', '.join(office.countries())}")
        with request.open("rb") as stream:
            content = stream.read(MAX_REQUEST + 1)
        certificate = certify_key(office, content, at, role=role, country=country, name=name)
        write_file(out, certificate.public_bytes(Encoding.DER))
    click.echo(f"{shown(out)}: a SPECIMEN certificate for {role}, until {certificate.not_valid_after_utc:%Y-%m-%d}")
