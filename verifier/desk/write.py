"""From a replay to its report on the disk."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from credential.language import Language
from verifier.desk.content import Grounds, Report, compose
from verifier.desk.tally import tally_of
from verifier.desk.thumbnails import thumbnails
from verifier.replay.case import CaseError
from verifier.replay.command import Replayed
from verifier.replay.stored import read_results


def write_report(replayed: Replayed, path: Path, language: Language, *, command: str, made_at: datetime) -> None:
    """Write the report as HTML or PDF, by the ending of its name; never over another file. Raises CaseError."""
    report = report_of(replayed, language, command=command, made_at=made_at)
    content = _rendered(report, path)
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise CaseError(f"{path.name}: cannot be written ({error.strerror})") from error


def report_of(replayed: Replayed, language: Language, *, command: str, made_at: datetime) -> Report:
    """Put together the report on a replay whose results are at hand."""
    tally = tally_of(read_results(replayed.results))
    grounds = Grounds(
        versions=replayed.versions,
        command=command,
        results_sha256=_sha256(replayed.results),
        made_at=made_at,
    )
    shown = thumbnails(replayed.sources.items(), tally.pictures, language) if tally.pictures else ()
    return compose(tally, replayed.comparison, grounds, language, shown)


def _rendered(report: Report, path: Path) -> bytes:
    if path.suffix == ".pdf":
        from verifier.desk.sheets import pdf_pages

        return pdf_pages(report)
    from verifier.desk.page import html_page

    return html_page(report)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
