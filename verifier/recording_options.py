"""What the command line says about recording: where, as whom, and what to do when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from credential.display import display_safe

if TYPE_CHECKING:
    from datetime import datetime

    from trust_store.refusal import TrustStoreError
    from trust_store.store import TrustStore
    from verifier.evidence.filing import Filing
    from verifier.journal.book import Book

JOURNAL = click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CARTON_ROSE_JOURNAL",
    help="Journal du terminal, créé au besoin. / The terminal's journal, made where there is none.",
)
AGENT = click.option("--agent", default="", metavar="PSEUDONYM", help="Pseudonyme, jamais un nom. / Never a name.")
UNRECORDED = click.option(
    "--unrecorded",
    type=click.Choice(["go-on", "stop"]),
    default="go-on",
    show_default=True,
    help="Si rien ne peut être enregistré. / When a check cannot be recorded.",
)
FILE_EVIDENCE = click.option(
    "--file-evidence",
    type=click.Path(path_type=Path, file_okay=False),
    help="Verse chaque contrôle, scellé, dans ce dossier. / File each check, sealed, in this folder.",
)
EVIDENCE_KEY = click.option(
    "--evidence-key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Certificat de l'auditeur. / The auditor's certificate.",
)
WITH_PICTURE = click.option(
    "--with-picture", is_flag=True, help="Verse aussi l'image lue. / File the picture that was read too."
)


def open_book(journal: Path | None, agent: str, unrecorded: str) -> Book | None:
    """Make the book that the options name; None without a journal. Raises UsageError for a pseudonym that is none."""
    if journal is None:
        return None
    from verifier.journal.book import Book, Unrecorded
    from verifier.journal.fault import JournalError

    try:
        return Book(journal, agent, Unrecorded(unrecorded))
    except JournalError as error:
        wanted = "32 letters without accents, digits, . _ - at most"
        raise click.UsageError(f"--agent {display_safe(agent)!r}: {wanted}") from error


def require_together(folder: Path | None, certificate: Path | None, book: Book | None) -> None:
    """Evidence needs a folder, an auditor's certificate and a journal. Raises UsageError for a part of them."""
    if (folder is None) is not (certificate is None) or (folder is not None and book is None):
        raise click.UsageError("--file-evidence, --evidence-key, --journal: the three go together")


def open_filing(
    folder: Path | None,
    certificate: Path | None,
    book: Book | None,
    trust: TrustStore | TrustStoreError,
    now: datetime,
) -> Filing | None:
    """Make ready to file what the options say; None where nothing is to be filed. Raises UsageError."""
    require_together(folder, certificate, book)
    if folder is None or certificate is None:
        return None
    from credential.language import Language
    from trust_store.store import TrustStore
    from verifier.certified import CertifiedError, unfit_line
    from verifier.evidence.filing import Filing

    if not isinstance(trust, TrustStore):
        raise click.UsageError("--evidence-key: without trust data no certificate can be believed")
    try:
        return Filing.set_up(folder, certificate, trust, now)
    except CertifiedError as error:
        raise click.UsageError(f"--evidence-key {unfit_line(error, Language.FR)}") from error
