"""The command ``issuer``: an office, its people, what it mints, and what it publishes. All of it is SPECIMEN."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from credential.display import display_safe
from trust_store.options import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from issuer.office import Office

ROTATED = ("document-signer", "status-signer", "root", "targets", "snapshot", "timestamp", "daily")
FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


def _now() -> datetime:
    from issuer.output import now

    return now()


AT = click.option("--at", type=Moment(), default=_now, show_default="now", help="The moment to act at (RFC 3339).")


@click.group()
@click.version_option(package_name="carton-rose", prog_name="issuer")
def issuer() -> None:
    """Issue SPECIMEN driving licences, for tests and demonstrations."""


@issuer.command()
@FOLDER
@click.option("--insecure-test-keys", is_flag=True, help="Keep the keys in the clear. For tests only.")
@click.option("--pkcs12", is_flag=True, help="Keep the keys as PKCS#12 files.")
@click.option(
    "--pkcs11", "module", metavar="MODULE", type=click.Path(path_type=Path), help="Keys in a token: its module."
)
@click.option("--token", "label", metavar="LABEL", help="The label of the token; its PIN is the passphrase.")
@click.option("--register", metavar="URL", help="A PostgreSQL register, such as postgresql+psycopg://HOST/NAME.")
@AT
def init(
    folder: Path,
    insecure_test_keys: bool,
    pkcs12: bool,
    module: Path | None,
    label: str | None,
    register: str | None,
    at: datetime,
) -> None:
    """Make an issuing office in DIR: keys, certificates, an empty register."""
    from issuer.keystore import Protection
    from issuer.office import Office
    from issuer.private_keys import TokenAddress

    if insecure_test_keys + pkcs12 + (module is not None) > 1 or (module is None) is not (label is None):
        raise click.UsageError("one of --insecure-test-keys, --pkcs12, and --pkcs11 with --token")
    protection = Protection.INSECURE_TEST if insecure_test_keys else Protection.ENCRYPTED
    protection = Protection.PKCS12 if pkcs12 else protection
    token = None if module is None or label is None else TokenAddress(module=module, label=label)
    with _one_line():
        passphrase = None if insecure_test_keys else _passphrase() if token else _new_passphrase()
        office = Office.create(folder, protection, at, passphrase=passphrase, register_url=register, token=token)
        office.register().close()
    kind = "NOT encrypted (insecure test keys)" if insecure_test_keys else "in the token" if token else "encrypted"
    click.echo(f"{_shown(folder)}: a SPECIMEN office for FR is ready; its keys are {kind}")


@issuer.command(name="import")
@FOLDER
@click.argument("people", metavar="PEOPLE.json", type=click.Path(path_type=Path))
@AT
def import_people(folder: Path, people: Path, at: datetime) -> None:
    """Add the people of a JSON file to the register."""
    from issuer.people_json import load_people

    with _one_line():
        office = _open(folder)
        newcomers = load_people(people)
        for country in sorted({person.issuing_country for person in newcomers}):
            office.document_signer(country, at)
            office.status_signer(country, at)
        with office.register() as register:
            added = register.add_people(newcomers)
    click.echo(f"{added} people added, {len(newcomers) - added} there already")


@issuer.command()
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

    with _one_line():
        require_target(out, PRINTED if form == "attestation" else STILL)
        office = _open(folder)
        if form == "attestation":
            if device_key is not None:
                raise click.UsageError("--device-key belongs to --form licence; an attestation is bound to no phone")
            _mint_attestation(office, person_id, at, out, portrait=not no_portrait)
        else:
            key_path = device_key or out.with_suffix(".key.pem")
            _mint_licence(office, person_id, at, out, key_path=key_path, days=days)
    click.echo(f"{_shown(out)}: {form} of {person_id}, SPECIMEN")


@issuer.command()
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

    with _one_line():
        require_target(out, (*STILL, *MOVING))
        phone = Phone.load(licence, devices.load(device_key, _passphrase()))
        if out.suffix in MOVING:
            codes = list(phone.codes(at, seconds))
            content = moving(codes, phone.companion(), out.suffix, renewal=RENEWAL.total_seconds())
        else:
            text = phone.companion() if companion else phone.present(at, nonce)
            if text is None:
                raise click.UsageError("this licence redacts nothing: there is no second code")
            content = still(text, out.suffix)
        write_file(out, content)
    click.echo(f"{_shown(out)}: {'second code' if companion else 'living code'}, SPECIMEN")


@issuer.command()
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

    with _one_line():
        words = [each.value for each in StatusWord]
        if word not in words:
            raise click.UsageError(f"{word!r} is no status: write one of {', '.join(words)}")
        office = _open(folder)
        with office.register() as register:
            register.set_status(person_id, StatusWord(word), at)
            uris = {minted.status.uri for minted in register.minted(person_id)}
        renewed = republish(office, out, uris, at) if out is not None else 0
    click.echo(f"{person_id}: {word}" + (f"; {renewed} status list(s) made anew in {_shown(out)}" if out else ""))


@issuer.command()
@FOLDER
@click.argument("role", type=click.Choice(ROTATED))
@click.option("--country", default="FR", show_default=True, help="Whose document or status signer.")
@click.option("--use-from", type=Moment(), help="When a new signer signs first. Default: 7 days after --at.")
@AT
def rotate(folder: Path, role: str, country: str, use_from: datetime | None, at: datetime) -> None:
    """Give a role new keys. It travels with the next publication, and no terminal needs a hand.

    A new document or status signer is published first and used later; the old one stays to its end.
    """
    from issuer.generations import NOTICE
    from issuer.publisher_keys import rotate as rotate_role
    from issuer.tuf_repository import RoleName

    with _one_line():
        office = _open(folder)
        if role in ROTATED[:2]:
            used_from = use_from or at + NOTICE
            if country not in office.countries():
                raise click.UsageError(f"{country!r} is no country here: write one of {', '.join(office.countries())}")
            office.roll_over(country, role, at, used_from)
            click.echo(f"{country} {role}: a new one is made; publish it now, it signs from {used_from:%Y-%m-%d %H:%M}")
        else:
            rotate_role(office, RoleName(role), at)
            click.echo(f"{role}: new keys are made; publish now")


@issuer.command()
@FOLDER
@click.option("--country", default="FR", show_default=True, help="Whose document signer.")
@AT
def block(folder: Path, country: str, at: datetime) -> None:
    """Block a country's document signer: its key is lost or misused."""
    with _one_line():
        office = _open(folder)
        if country not in office.countries():
            raise click.UsageError(f"{country!r} has no signer here: write one of {', '.join(office.countries())}")
        office.block(office.document_signer(country, at).certificate)
    click.echo(f"{country}: its document signer is blocked from the next publication on")


@issuer.command()
@FOLDER
@click.option("--country", default="FR", show_default=True, help="Whose document signer.")
@AT
def unblock(folder: Path, country: str, at: datetime) -> None:
    """Take a block back that was a mistake: signed, and said in every later publication."""
    with _one_line():
        office = _open(folder)
        if country not in office.countries():
            raise click.UsageError(f"{country!r} has no signer here: write one of {', '.join(office.countries())}")
        office.unblock(office.document_signer(country, at).certificate)
    click.echo(f"{country}: its document signer is believed again from the next publication on")


@issuer.command()
@FOLDER
@click.argument("out", type=click.Path(path_type=Path))
@AT
def publish(folder: Path, out: Path, at: datetime) -> None:
    """Publish in OUT what terminals need: a TUF repository of trust list, block list, certificates, status lists."""
    from issuer.publish import publish as publish_all

    with _one_line():
        made = publish_all(_open(folder), out, at)
    click.echo(f"{_shown(out)}: {len(made.signers)} signers, {len(made.status_tokens)} status lists")


@issuer.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@click.option("--signer", type=click.Path(path_type=Path), help="The certificate of whoever signed a credential.")
@AT
def lint(source: Path, signer: Path | None, at: datetime) -> None:
    """Say what is wrong with a certificate, a list, a credential or a published folder. Exit status 1 if anything."""
    from issuer.lint import lint as examine

    with _one_line():
        notes = examine(source, at, None if signer is None else signer.read_bytes())
    for note in notes:
        detail = f" ({display_safe(note.detail)})" if note.detail else ""
        click.echo(f"{note.complaint.name.lower()}: {display_safe(note.where)}: {note.complaint.value}{detail}")
    if not notes:
        click.echo(f"{_shown(source)}: nothing to complain of")
    sys.exit(1 if notes else 0)


@issuer.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--pictures/--no-pictures", default=True, help="Draw the pictures and the film too.")
def samples(out: Path, pictures: bool) -> None:
    """Write the catalogue of sample scans to OUT, byte for byte the same each time."""
    from issuer.samples import write_catalogue

    with _one_line():
        count = write_catalogue(out, pictures=pictures)
    click.echo(f"{_shown(out)}: {count} samples")


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
    key = devices.load_or_make(key_path, office.keys.protection, _passphrase())
    minted = mint_licence(office, person, at, key.public_key(), days=days)
    write_file(out, still(minted.text, out.suffix))
    if is_new:
        click.echo(f"{_shown(key_path)}: a new key for the test phone")


def _open(folder: Path) -> Office:
    from issuer.office import Office

    return Office.open(folder, passphrase=_passphrase())


def _passphrase() -> Callable[[], bytes]:
    """From the environment, or asked for once at the terminal."""
    from issuer.keystore import passphrase_from

    return passphrase_from(os.environ) or _ask


def _new_passphrase() -> Callable[[], bytes]:
    from issuer.keystore import passphrase_from

    return passphrase_from(os.environ) or (lambda: _ask(confirm=True))


def _ask(confirm: bool = False) -> bytes:
    if not sys.stdin.isatty():
        raise click.UsageError("set CARTON_ROSE_PASSPHRASE, or make the office with --insecure-test-keys")
    answer: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return answer.encode()


@contextmanager
def _one_line() -> Iterator[None]:
    """Turn what went wrong into one line for the user; exit status 2."""
    from credential.reason import CredentialError
    from issuer.artwork.codes import CodeTextError
    from issuer.keystore import KeystoreError
    from issuer.office import OfficeError
    from issuer.output import OutputError
    from issuer.people_json import PeopleError
    from issuer.phone import PhoneError
    from issuer.pki import PkiError
    from issuer.register_tables import RegisterError
    from trust_store.refusal import TrustStoreError

    known = (CodeTextError, CredentialError, KeystoreError, OfficeError, OutputError, PeopleError, PhoneError, PkiError)
    try:
        yield
    except (*known, RegisterError, TrustStoreError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or 'the disk'}: {error.strerror}; check the path and its rights")


def _fail(line: str) -> NoReturn:
    click.echo(f"issuer: {display_safe(line, 400)}", err=True)
    raise SystemExit(2)


def _shown(path: Path) -> str:
    return display_safe(str(path))
