"""The command ``verifier replay``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from credential.display import display_safe

if TYPE_CHECKING:
    from verifier.replay.command import Replayed, Watch
    from verifier.replay.comparison import Comparison
    from verifier.replay.result import Result

MOST_NAMED: Final = 100
"""Cases that are named on the screen; the results and the report have them all."""
DIFFERS: Final = "✖"
LONGEST: Final = 400
_PATH: Final = click.Path(path_type=Path)
_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_FOLDER: Final = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--archive", "archives", multiple=True, type=_FOLDER, help="Instantanés de confiance. / Trust snapshots.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processus. / Processes.")
@click.option("--cluster", metavar="ADDRESS", help="Ordonnanceur Dask, tcp://... / Dask scheduler.")
@click.option("--results", type=_FILE, help="Résultats : .jsonl ou .parquet. / Results, one for each case.")
@click.option("--against", type=_PATH, help="Résultats d'avant, à comparer. / Earlier results to compare with.")
@click.option("--report", "reports", multiple=True, type=_FILE, help="Rapport : .html ou .pdf. / Report.")
@click.option("--second-opinion", is_flag=True, help="Juge aussi par une autre voie. / Judge by another path too.")
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
def replay(
    *,
    sources: tuple[Path, ...],
    archives: tuple[Path, ...],
    jobs: int,
    cluster: str | None,
    results: Path | None,
    against: Path | None,
    reports: tuple[Path, ...],
    second_opinion: bool,
    lang: str,
) -> None:
    """Rejoue des contrôles enregistrés et compare. / Replay recorded checks and compare.

    SOURCE: a folder or archive (zip, tar, tar.gz) of samples, .case files and .jsonl lines, or one such file.
    """
    from verifier.replay.case import CaseError
    from verifier.replay.command import Asked, replaying

    if cluster is not None and jobs != 1:
        raise click.UsageError("--jobs, --cluster: l'un des deux / one of the two")
    for path in reports:
        _require_report(path)
    asked = Asked(
        sources=sources,
        archives=archives,
        jobs=jobs,
        cluster=cluster,
        results=results,
        against=against,
        second_opinion=second_opinion,
    )
    try:
        with _watching() as watch, replaying(asked, watch) as replayed:
            for path in reports:
                _report(replayed, path, lang)
    except CaseError as error:
        click.echo(f"verifier: {display_safe(str(error), LONGEST)}", err=True)
        sys.exit(2)
    _say_changes(replayed.comparison)
    click.echo(f"{replayed.total} cases replayed, {replayed.noteworthy} differ")
    sys.exit(1 if replayed.noteworthy else 0 if replayed.total else 2)


def _require_report(path: Path) -> None:
    if path.suffix not in (".html", ".pdf"):
        raise click.UsageError(f"--report {display_safe(path.name)}: .html, .pdf")
    if path.exists():
        raise click.UsageError(f"--report {display_safe(path.name)}: existe déjà / is there already")


def _report(replayed: Replayed, path: Path, lang: str) -> None:
    from credential.language import Language
    from verifier.desk.write import write_report

    command = shlex.join(["verifier", *sys.argv[1:]])
    write_report(replayed, path, Language(lang), command=command, made_at=datetime.now(UTC))
    click.echo(f"{display_safe(path.name)}")


@contextmanager
def _watching() -> Iterator[Watch]:
    """Show a bar with rate and time left where a person looks, and name the cases that are not clean."""
    from verifier.replay.command import Watch

    named = 0

    def notice(result: Result) -> None:
        nonlocal named
        named += 1
        if named <= MOST_NAMED:
            click.echo(f"{DIFFERS} {display_safe(result.id)}: {display_safe(_why(result), LONGEST)}")
        elif named == MOST_NAMED + 1:
            click.echo("... : --results, --report")

    if not sys.stderr.isatty():
        yield Watch(begin=lambda _total, _done: None, advance=lambda _count: None, notice=notice)
        return
    from verifier.replay.progress import bar

    with bar() as (begin, advance):
        yield Watch(begin=begin, advance=advance, notice=notice)


def _why(result: Result) -> str:
    return "; ".join(part for part in (result.problem, *result.differs, result.opinion) if part)


def _say_changes(comparison: Comparison | None) -> None:
    if comparison is None:
        return
    for change, count in comparison.changes.most_common(MOST_NAMED):
        examples = ", ".join(comparison.examples[change][:3])
        line = f"{count} x {change.before} -> {change.after}: {examples}"
        click.echo(display_safe(line, LONGEST))
    click.echo(f"{comparison.same} same, {comparison.total} changed")
