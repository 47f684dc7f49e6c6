"""``verifier check``: judge pictures, pages, films and texts, and record each verdict where a journal is named."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credential.display import display_safe
from verifier.options import AT, LANG, STORE, VEHICLE, CardLineText, StatedContext
from verifier.recording_options import (
    AGENT,
    EVIDENCE_KEY,
    FILE_EVIDENCE,
    JOURNAL,
    UNRECORDED,
    WITH_PICTURE,
    open_book,
    open_filing,
)

if TYPE_CHECKING:
    from credential.language import Language
    from trust_store.refusal import TrustStoreError
    from trust_store.store import TrustStore
    from verifier.documents.card_line import CardLine
    from verifier.entitlement.context import Context
    from verifier.entitlement.vehicle import Vehicle
    from verifier.evidence.filing import Filing
    from verifier.inquiry import Answer, Inquiry
    from verifier.journal.book import Book
    from verifier.keeping import Keeper, Kept

STOPPED = 3
"""Exit status where checks did not go on, as one could not be recorded."""


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne. / One JSON object a line.")
@click.option("--nonce", help="Les quatre caractères demandés. / The four characters asked for.")
@VEHICLE
@click.option("--context", type=StatedContext(), help="Circonstances : passengers=1,motorway=yes. / Circumstances.")
@click.option("--mrz", "card", type=CardLineText(), help="Ligne de la carte physique. / The card's line.")
@click.option(
    "--scenarios",
    type=click.Path(path_type=Path),
    help="Fichier de scénarios, sans titre ni magasin. / Scenarios, without credential or store.",
)
@JOURNAL
@AGENT
@UNRECORDED
@FILE_EVIDENCE
@EVIDENCE_KEY
@WITH_PICTURE
@STORE
@AT
@LANG
def check(
    *,
    inputs: tuple[str, ...],
    as_json: bool,
    nonce: str | None,
    vehicle: Vehicle | None,
    context: Context | None,
    card: CardLine | None,
    scenarios: Path | None,
    journal: Path | None,
    agent: str,
    unrecorded: str,
    file_evidence: Path | None,
    evidence_key: Path | None,
    with_picture: bool,
    store: Path,
    at: datetime | None,
    lang: str,
) -> None:
    """Juge des images, PDF, vidéos, textes. / Judge pictures, PDFs, videos, texts.

    INPUT: file, code text, - (standard input), camera:0, http://127.0.0.1:PORT/... (MJPEG).
    """
    from credential.language import Language
    from verifier.entitlement.context import UNKNOWN_CONTEXT
    from verifier.inquiry import Inquiry

    if scenarios is not None:
        sys.exit(_judge_scenarios(scenarios))
    if not inputs:
        raise click.UsageError("nothing to check: give a file, a text, camera:0 or --scenarios FILE")
    language = Language(lang)
    book = open_book(journal, agent, unrecorded)
    trust = _open(store, language)
    if book is not None:
        trust = book.believed_by(trust)
    stated = replace(context or UNKNOWN_CONTEXT, card=card)
    _warn_of_number(stated)
    now = at or datetime.now(UTC)
    inquiry = Inquiry(trust=trust, now=now, vehicle=vehicle, nonce=nonce, context=stated)
    filing = open_filing(file_evidence, evidence_key, book, trust, now)
    keeper = None if book is None else _keeper(book, filing, with_picture)
    sys.exit(_judge(inputs, inquiry, keeper, language, as_json))


def _keeper(book: Book, filing: Filing | None, with_picture: bool) -> Keeper:
    from verifier.keeping import Keeper

    return Keeper(book, filing, with_picture=with_picture)


def _judge(inputs: tuple[str, ...], inquiry: Inquiry, keeper: Keeper | None, language: Language, as_json: bool) -> int:
    """Judge, record and show one input after the other; return the exit status."""
    from verifier.summary import exit_status, trust_lines

    outcomes = set()
    if not as_json:
        for line in trust_lines(inquiry.trust, inquiry.now, language):
            click.echo(line)
    for spec in inputs:
        for answer in inquiry.ask(spec):
            outcomes.add(answer.verdict.outcome)
            kept = None if keeper is None else keeper.keep(answer, spec, inquiry)
            _show(answer, spec, inquiry, language, as_json=as_json, kept=kept)
            if kept is not None and kept.ends:
                return STOPPED
    return exit_status(outcomes)


def _warn_of_number(stated: Context) -> None:
    """Warn of a number that no card carries; it is compared all the same."""
    from verifier.documents.numbers import is_doubtful_on

    shown = stated.presented
    if shown is not None and shown.number is not None and is_doubtful_on(shown.form.value, shown.number):
        number = display_safe(shown.number)
        click.echo(f"verifier: {number} does not look like a card's number (as 13AA00002): read it again", err=True)


def _judge_scenarios(path: Path) -> int:
    """Print one JSON object a scenario; the exit status says whether all were understood, not how they were judged."""
    from verifier.entitlement.scenarios import load_scenarios, report
    from verifier.entitlement.vocabulary import StatementError

    status = 0
    try:
        for scenario in load_scenarios(path):
            if isinstance(scenario, StatementError):
                status = 2
                click.echo(f"verifier: {display_safe(str(scenario), 400)}", err=True)
            else:
                click.echo(json.dumps(report(scenario), ensure_ascii=True))
    except StatementError as error:
        click.echo(f"verifier: {display_safe(str(error), 400)}", err=True)
        return 2
    return status


def _show(
    answer: Answer,
    spec: str,
    inquiry: Inquiry,
    language: Language,
    *,
    as_json: bool,
    kept: Kept | None,
) -> None:
    from verifier.report import report

    source = spec if len(spec) <= 200 else spec[:200] + "..."
    if as_json:
        content = report(
            answer.verdict, source=source, trust=inquiry.trust, checked_at=answer.at, card=inquiry.context.card
        )
        if kept is not None:
            content["record"] = kept.number
        click.echo(json.dumps(content, ensure_ascii=True))
    else:
        for line in _lines(answer, source, inquiry, language):
            click.echo(line)
    if kept is not None:
        for line in () if as_json else kept.notes(language):
            click.echo(line)
        for line in kept.complaints(language):
            click.echo(line, err=True)


def _lines(answer: Answer, source: str, inquiry: Inquiry, language: Language) -> Iterator[str]:
    from verifier.summary import card_lines, summary

    label = f"{source} ({answer.label})" if answer.label and answer.label not in ("picture", "text") else source
    yield from summary(answer.verdict, label, inquiry.vehicle, language, answer.at)
    yield from card_lines(answer.verdict, inquiry.context.card, language)


def _open(store: Path, language: Language) -> TrustStore | TrustStoreError:
    """Open the trust store. Without one nobody is believed; the user hears of it once."""
    from trust_store.profile import Profile
    from trust_store.refusal import Refusal, TrustStoreError
    from trust_store.storage import open_store
    from trust_store.store import TrustStore
    from trust_store.words import refusal_line

    try:
        return open_store(store)
    except TrustStoreError as error:
        click.echo(f"verifier: {refusal_line(error.refusal, display_safe(error.detail), language)}", err=True)
        return TrustStore.empty(Profile.PRODUCTION) if error.refusal is Refusal.STORE_ABSENT else error
