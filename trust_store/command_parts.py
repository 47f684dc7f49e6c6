"""What the commands of `trust-store` share: their options, a certificate as a file, and how they refuse."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from credential.display import display_safe
from credential.language import Language
from trust_store.archiving import MEGABYTE, Archiving, archived, beside
from trust_store.certificate import CertificateError, read_certificate
from trust_store.options import Moment
from trust_store.refusal import TrustStoreError
from trust_store.words import NOT_ARCHIVED, refusal_line

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

REFUSED: Final = 1
FILE: Final = click.Path(path_type=Path, dir_okay=False)


def language_of(_context: click.Context, _parameter: click.Parameter, value: str) -> Language:
    """Read the option `--lang`."""
    return Language(value)


LANG = click.option(
    "--lang", type=click.Choice([each.value for each in Language]), default="fr", callback=language_of, help="fr, en"
)
STORE = click.option("--store", type=FILE, required=True, help="Le magasin, un fichier. / The store, one file.")
AT = click.option("--at", type=Moment(), help="L'heure à supposer. / The time to assume, instead of the clock's.")


def certificate_in(path: Path, option: str) -> bytes:
    """Read a certificate in DER or PEM, as DER."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        content = path.read_bytes()
        if content.startswith(b"-----BEGIN"):
            content = x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
        read_certificate(content)
    except (OSError, CertificateError, ValueError) as error:
        raise click.UsageError(f"{option}: {display_safe(path.name)}: {type(error).__name__}") from error
    return content


def private_key_in(content: bytes) -> ec.EllipticCurvePrivateKey:
    """Read a private key in PEM; an encrypted one with the passphrase of CARTON_ROSE_PASSPHRASE."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    secret = os.environ.get("CARTON_ROSE_PASSPHRASE")
    is_locked = content.startswith(b"-----BEGIN ENCRYPTED")
    try:
        key = load_pem_private_key(content, os.fsencode(secret) if secret and is_locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise click.UsageError("--key: no private key in PEM, or CARTON_ROSE_PASSPHRASE is not its own") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise click.UsageError("--key: P-256, P-384")
    return key


@contextmanager
def archiving(store: Path, folder: Path | None, megabytes: int, lang: Language) -> Iterator[None]:
    """Archive the states of a store before and after the body; what cannot be kept is one line, and no refusal."""

    def notice(error: TrustStoreError) -> None:
        click.echo(NOT_ARCHIVED.in_(lang).format(where=display_safe(error.detail)), err=True)

    with archived(store, Archiving(folder=folder or beside(store), limit=megabytes * MEGABYTE), notice):
        yield


def refuse(error: TrustStoreError, lang: Language) -> NoReturn:
    """Say in one line what was refused and what to do, and end with exit status 1."""
    click.echo(refusal_line(error.refusal, display_safe(error.detail), lang), err=True)
    sys.exit(REFUSED)
