"""`issuer init` and `issuer import`: an office, and its people."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from issuer.commands.desk import AT, FOLDER, new_passphrase, one_line, open_office, passphrase, shown


@click.command()
@FOLDER
@click.option("--insecure-test-keys", is_flag=True, help="Keep the keys in the clear. For tests only.")
@click.option("--pkcs12", is_flag=True, help="Keep the keys as PKCS#12 files.")
@click.option(
    "--pkcs11", "module", metavar="MODULE", type=click.Path(path_type=Path), help="Keys in a token: its module."
)
@click.option("--token", "label", metavar="LABEL", help="The label of the token; its PIN is the passphrase.")
@click.option("--register", metavar="URL", help="A PostgreSQL register, such as postgresql+psycopg://HOST/NAME.")
@click.option("--status-uri", metavar="URL", help="How the names of its status lists begin.")
@AT
def init(
    folder: Path,
    insecure_test_keys: bool,
    pkcs12: bool,
    module: Path | None,
    label: str | None,
    register: str | None,
    status_uri: str | None,
    at: datetime,
) -> None:
    """Make an issuing office in DIR: keys, certificates, an empty register."""
    from issuer.office import Office
    from issuer.private_keys import Protection, TokenAddress

    if insecure_test_keys + pkcs12 + (module is not None) > 1 or (module is None) is not (label is None):
        raise click.UsageError("one of --insecure-test-keys, --pkcs12, and --pkcs11 with --token")
    protection = Protection.INSECURE_TEST if insecure_test_keys else Protection.ENCRYPTED
    protection = Protection.PKCS12 if pkcs12 else protection
    token = None if module is None or label is None else TokenAddress(module=module, label=label)
    with one_line():
        secret = None if insecure_test_keys else passphrase() if token else new_passphrase()
        office = Office.create(
            folder, protection, at, passphrase=secret, register_url=register, token=token, status_uri=status_uri
        )
        office.register().close()
    kind = "NOT encrypted (insecure test keys)" if insecure_test_keys else "in the token" if token else "encrypted"
    click.echo(f"{shown(folder)}: a SPECIMEN office for FR is ready; its keys are {kind}")


@click.command(name="import")
@FOLDER
@click.argument("people", metavar="PEOPLE.json", type=click.Path(path_type=Path))
@AT
def import_people(folder: Path, people: Path, at: datetime) -> None:
    """Add the people of a JSON file to the register."""
    from issuer.people_json import load_people
    from issuer.portal.points import add_balances, load_balances
    from issuer.portal.tables import open_portal_engine

    with one_line():
        office = open_office(folder)
        newcomers = load_people(people)
        for country in sorted({person.issuing_country for person in newcomers}):
            office.document_signer(country, at)
            office.status_signer(country, at)
        with office.register() as register:
            added = register.add_people(newcomers)
        engine = open_portal_engine(office.register_url)
        add_balances(engine, load_balances(people), at)
        engine.dispose()
    click.echo(f"{added} people added, {len(newcomers) - added} there already")
