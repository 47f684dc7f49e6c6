"""``verifier evidence``: the auditor's key, and opening what officers filed.

Exit status of `evidence open`: 0 all opened and signed by the terminal, 1 one does not hold, 3 signature not asked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from credential.display import display_safe
from credential.language import Language
from verifier.options import LANG, STORE

if TYPE_CHECKING:
    from credential.keys import VerificationKey

PASSPHRASE = "CARTON_ROSE_PASSPHRASE"  # noqa: S105 - the name of a variable
NOT_ASKED = 3
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def evidence() -> None:
    """Les preuves scellées : clé de l'auditeur, ouverture. / Sealed evidence: the auditor's key, opening."""


@evidence.command()
@click.argument("desk", type=_FOLDER)
@click.option("--insecure-test-key", is_flag=True, help="Clé en clair, pour les essais. / Key in the clear, for tests.")
@LANG
def init(*, desk: Path, insecure_test_key: bool, lang: str) -> None:
    """Crée la clé de l'auditeur et sa demande de certificat. / Make the auditor's key and its request.

    Certify it with `issuer certify OFFICE DESK/request.pem --role auditor ...`; terminals take the certificate.
    """
    from verifier.evidence.desk import make_key

    with _one_line(Language(lang)):
        made = make_key(desk, None if insecure_test_key else _new_passphrase())
    for path in made:
        click.echo(display_safe(str(path)))


@evidence.command(name="open")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--key", type=_FILE, required=True, help="La clé de l'auditeur. / The auditor's key.")
@click.option("--out", type=_FOLDER, required=True, help="Où écrire les dossiers. / Where to write the cases.")
@click.option("--certificate", type=_FILE, help="Certificat du terminal. / The terminal's certificate.")
@STORE
@LANG
def open_files(
    *, files: tuple[Path, ...], key: Path, out: Path, certificate: Path | None, store: Path, lang: str
) -> None:
    """Ouvre des preuves et écrit les cas à rejouer. / Open evidence and write the cases, to be replayed."""
    from verifier.evidence.desk import load_key, open_evidence
    from verifier.evidence.fault import EvidenceError, fault_line
    from verifier.evidence.screens import opened_lines

    language = Language(lang)
    with _one_line(language):
        private = load_key(key, _passphrase)
        terminal = None if certificate is None else _terminal(certificate, store)
    status = 0 if terminal is not None else NOT_ASKED
    for file in files:
        try:
            opened, written = open_evidence(file, private, terminal, out)
        except EvidenceError as error:
            click.echo(f"verifier: {display_safe(file.name)}: {fault_line(error, language)}", err=True)
            status = 1
            continue
        for line in opened_lines(file.name, opened, written, language):
            click.echo(line)
    sys.exit(status)


def _terminal(certificate: Path, store: Path) -> VerificationKey:
    """The key of a terminal for which an anchor of the store vouches. Raises CertifiedError, TrustStoreError."""
    from credential.keys import VerificationKey
    from trust_store.path import Role
    from trust_store.storage import open_store
    from verifier.certified import certified, public_key

    return VerificationKey.of(public_key(certified(certificate, open_store(store), Role.TERMINAL)))


def _passphrase() -> bytes:
    return _given() or _ask(confirm=False)


def _new_passphrase() -> bytes:
    return _given() or _ask(confirm=True)


def _given() -> bytes:
    return os.fsencode(os.environ.get(PASSPHRASE, ""))


def _ask(*, confirm: bool) -> bytes:
    if not sys.stdin.isatty():
        raise click.UsageError(f"set {PASSPHRASE}, or make the key with --insecure-test-key")
    answer: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return answer.encode()


@contextmanager
def _one_line(language: Language) -> Iterator[None]:
    """Turn what went wrong into one line; exit status 2."""
    from trust_store.refusal import TrustStoreError
    from trust_store.words import refusal_line
    from verifier.certified import CertifiedError, unfit_line
    from verifier.evidence.fault import EvidenceError, fault_line

    try:
        yield
    except EvidenceError as error:
        _fail(fault_line(error, language))
    except CertifiedError as error:
        _fail(unfit_line(error, language))
    except TrustStoreError as error:
        _fail(refusal_line(error.refusal, display_safe(error.detail), language))


def _fail(line: str) -> NoReturn:
    click.echo(f"verifier: {line}", err=True)
    sys.exit(2)
