"""What every command of `issuer` shares: the office it works at, the moment, the passphrase, and how it fails."""

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

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


def _now() -> datetime:
    from issuer.output import now

    return now()


AT = click.option("--at", type=Moment(), default=_now, show_default="now", help="The moment to act at (RFC 3339).")


def open_office(folder: Path) -> Office:
    """Open the office in `folder`. Raises OfficeError or KeystoreError."""
    from issuer.office import Office

    return Office.open(folder, passphrase=passphrase())


def passphrase() -> Callable[[], bytes]:
    """From the environment, or asked for once at the terminal."""
    from issuer.keystore import passphrase_from

    return passphrase_from(os.environ) or _ask


def new_passphrase() -> Callable[[], bytes]:
    """As `passphrase`, but asked for twice."""
    from issuer.keystore import passphrase_from

    return passphrase_from(os.environ) or (lambda: _ask(confirm=True))


def _ask(confirm: bool = False) -> bytes:
    if not sys.stdin.isatty():
        raise click.UsageError("set CARTON_ROSE_PASSPHRASE, or make the office with --insecure-test-keys")
    answer: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return answer.encode()


@contextmanager
def one_line() -> Iterator[None]:
    """Turn what went wrong into one line for the user; exit status 2."""
    from credential.reason import CredentialError
    from issuer.artwork.codes import CodeTextError
    from issuer.office_settings import OfficeError
    from issuer.output import OutputError
    from issuer.people_json import PeopleError
    from issuer.phone import PhoneError
    from issuer.pki import PkiError
    from issuer.portal.settings import PortalError
    from issuer.private_keys import KeystoreError
    from issuer.register_tables import RegisterError
    from trust_store.refusal import TrustStoreError

    known = (CodeTextError, CredentialError, KeystoreError, OfficeError, OutputError, PeopleError, PhoneError, PkiError)
    try:
        yield
    except (*known, PortalError, RegisterError, TrustStoreError) as error:
        _fail(str(error))
    except ModuleNotFoundError as error:
        _fail(f"{error.name} is not installed; install the extra that the command needs (see README)")
    except OSError as error:
        _fail(f"{error.filename or 'the disk'}: {error.strerror}; check the path and its rights")


def _fail(line: str) -> NoReturn:
    click.echo(f"issuer: {display_safe(line, 400)}", err=True)
    raise SystemExit(2)


def shown(path: Path) -> str:
    """Return a path as it may be shown."""
    return display_safe(str(path))
