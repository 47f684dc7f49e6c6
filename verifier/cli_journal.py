"""``verifier journal`` and ``verifier terminal``: the terminal's keys, heads to carry away, and the auditor's desk.

Exit status of `journal verify`: 0 all holds, 1 bent, 3 it holds but something in it proves nothing, 2 not verified.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from credential.display import display_safe
from credential.language import Language
from verifier.options import AT, LANG, STORE

if TYPE_CHECKING:
    from verifier.journal.examine import Means

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_OWN = click.option("--journal", type=_FILE, required=True, help="Le journal du terminal. / The terminal's journal.")
_CERTIFICATE = click.option("--certificate", type=_FILE, help="Certificat du terminal. / The terminal's certificate.")
_KEY = click.option("--key", "fingerprint", metavar="HEX", help="Ou son empreinte. / Or its fingerprint, by hand.")
_HEADS = click.option("--heads", type=_FOLDER, help="Têtes exportées. / Heads that were exported.")
BENT, DOUBTFUL = 1, 3


@click.group()
def terminal() -> None:
    """Les clés de ce terminal. / The keys of this terminal."""


@terminal.command()
@_OWN
@LANG
def init(*, journal: Path, lang: str) -> None:
    """Crée le journal et ses clés, ou les montre. / Make the journal and its keys, or show them.

    Give the issuer the request beside the keys: `issuer certify OFFICE REQUEST --role terminal ...`.
    """
    from verifier.journal.journal import Journal
    from verifier.journal.keys import REQUEST, keys_folder
    from verifier.journal.words import INIT

    language = Language(lang)
    with _one_line(language):
        opened = Journal.open(journal)
        count = opened.end().number
    request = keys_folder(journal) / REQUEST
    for line in INIT:
        click.echo(
            line.in_(language).format(
                journal=display_safe(str(journal)),
                count=count,
                fingerprint=opened.keys.fingerprint,
                request=display_safe(str(request)),
            )
        )


@click.group()
def journal() -> None:
    """Le journal : vérifier, exporter, tête. / The journal: verify, export, head."""


@journal.command()
@_OWN
@click.option("--out", type=_FOLDER, required=True, help="Un dossier sur la clé USB. / A folder on the stick.")
@AT
@LANG
def head(*, journal: Path, out: Path, at: datetime | None, lang: str) -> None:
    """Exporte la tête du journal, à chaque mise à jour. / Export the journal's head, with every update round."""
    from verifier.journal.heads import export_head
    from verifier.journal.journal import Journal
    from verifier.journal.words import HEAD

    language = Language(lang)
    with _one_line(language):
        opened = Journal.existing(journal)
        end = opened.end()
        path = export_head(end, opened.keys, at or datetime.now(UTC), out)
    click.echo(HEAD.in_(language).format(path=display_safe(str(path)), count=end.number))


@journal.command()
@click.argument("file", type=_FILE)
@_CERTIFICATE
@_KEY
@_HEADS
@STORE
@AT
@LANG
def verify(
    *,
    file: Path,
    certificate: Path | None,
    fingerprint: str | None,
    heads: Path | None,
    store: Path,
    at: datetime | None,
    lang: str,
) -> None:
    """Vérifie un journal et nomme le premier enregistrement faux. / Verify a journal, name the first false record."""
    from verifier.journal.examine import examine
    from verifier.journal.screens import examination_lines

    language = Language(lang)
    with _one_line(language):
        means = _means(file=file, certificate=certificate, fingerprint=fingerprint, heads=heads, store=store, at=at)
        found = examine(file, means)
    for line in examination_lines(file.name, means, found, language):
        click.echo(line)
    if found.broken is not None:
        sys.exit(BENT)
    sys.exit(DOUBTFUL if found.doubts or found.elsewhere else 0)


@journal.command()
@click.argument("file", type=_FILE)
@click.option("--csv", "form", flag_value="csv", help="Pour un tableur. / For a spreadsheet.")
@click.option("--json", "form", flag_value="json", default=True, help="Un objet JSON par ligne. / One object a line.")
@_CERTIFICATE
@_KEY
@_HEADS
@STORE
@AT
@LANG
def export(
    *,
    file: Path,
    form: str,
    certificate: Path | None,
    fingerprint: str | None,
    heads: Path | None,
    store: Path,
    at: datetime | None,
    lang: str,
) -> None:
    """Écrit les enregistrements qui tiennent. / Write the records that hold, up to the first that does not."""
    from verifier.journal.examine import examining
    from verifier.journal.export import csv_lines, json_lines
    from verifier.journal.screens import first_false

    language = Language(lang)
    with _one_line(language):
        means = _means(file=file, certificate=certificate, fingerprint=fingerprint, heads=heads, store=store, at=at)
        with examining(file, means) as (records, found):
            for line in csv_lines(records) if form == "csv" else json_lines(records):
                click.echo(line)
    if found.broken is not None:
        click.echo(first_false(found.broken, language), err=True)
        sys.exit(BENT)


def _means(
    *,
    file: Path,
    certificate: Path | None,
    fingerprint: str | None,
    heads: Path | None,
    store: Path,
    at: datetime | None,
) -> Means:
    """Gather what a journal is verified with: a certified key, or one whose fingerprint the auditor knows."""
    from verifier.journal.means import certified_means, fingerprint_means

    now = at or datetime.now(UTC)
    if certificate is not None and fingerprint is None:
        return certified_means(certificate, store, heads, now)
    if fingerprint is not None and certificate is None:
        return fingerprint_means(file, fingerprint, heads, now)
    raise click.UsageError("give --certificate (with --store), or --key: a journal does not vouch for itself")


@contextmanager
def _one_line(language: Language) -> Iterator[None]:
    """Turn what went wrong into one line; exit status 2."""
    from trust_store.refusal import TrustStoreError
    from trust_store.words import refusal_line
    from verifier.certified import CertifiedError, unfit_line
    from verifier.journal.fault import JournalError
    from verifier.journal.words import fault_line

    try:
        yield
    except JournalError as error:
        _fail(fault_line(error, language))
    except CertifiedError as error:
        _fail(unfit_line(error, language))
    except TrustStoreError as error:
        _fail(refusal_line(error.refusal, display_safe(error.detail), language))


def _fail(line: str) -> NoReturn:
    click.echo(f"verifier: {line}", err=True)
    sys.exit(2)
