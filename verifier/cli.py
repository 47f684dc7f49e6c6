"""The command ``verifier``: check scans from files, text and cameras, or open the officer's screen."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credential.display import display_safe
from trust_store.options import Moment
from verifier.cli_replay import replay
from verifier.options import CardLineText, StatedContext, StatedVehicle

if TYPE_CHECKING:
    from credential.language import Language
    from trust_store.refusal import TrustStoreError
    from trust_store.store import TrustStore
    from verifier.documents.card_line import CardLine
    from verifier.entitlement.context import Context
    from verifier.entitlement.vehicle import Vehicle
    from verifier.inquiry import Answer, Inquiry

STORE_VARIABLE = "CARTON_ROSE_STORE"


def default_store() -> Path:
    """The trust store of this user: $CARTON_ROSE_STORE, or a file in the user's data folder."""
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "carton-rose" / "trust.sqlite"


STORE = click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    default=default_store,
    show_default=f"${STORE_VARIABLE} or the user's data folder",
    help="Magasin de confiance. / Trust store.",
)
AT = click.option("--at", type=Moment(), help="Moment du contrôle (RFC 3339). / Moment of the check.")
LANG = click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
VEHICLE = click.option(
    "--vehicle", type=StatedVehicle(), help="Véhicule : B, ou kind=car,mass=1900,seats=4. / Vehicle."
)


@click.group()
@click.version_option(package_name="carton-rose", prog_name="verifier")
def verifier() -> None:
    """Contrôle un permis numérique, hors ligne. / Check a digital licence, offline."""


verifier.add_command(replay)


@verifier.command()
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
    from verifier.summary import exit_status, trust_lines

    if scenarios is not None:
        sys.exit(_judge_scenarios(scenarios))
    if not inputs:
        raise click.UsageError("nothing to check: give a file, a text, camera:0 or --scenarios FILE")
    language = Language(lang)
    trust = _open(store, language)
    stated = replace(context or UNKNOWN_CONTEXT, card=card)
    _warn_of_number(stated)
    inquiry = Inquiry(trust=trust, now=at or datetime.now(UTC), vehicle=vehicle, nonce=nonce, context=stated)
    outcomes = set()
    if not as_json:
        for line in trust_lines(trust, inquiry.now, language):
            click.echo(line)
    for spec in inputs:
        for answer in inquiry.ask(spec):
            outcomes.add(answer.verdict.outcome)
            _show(answer, spec, inquiry, language, as_json)
    sys.exit(exit_status(outcomes))


@verifier.command()
@click.argument("source", required=False)
@VEHICLE
@STORE
@AT
@LANG
def scan(*, source: str | None, vehicle: Vehicle | None, store: Path, at: datetime | None, lang: str) -> None:
    """Ouvre l'écran de contrôle. / Open the officer's screen.

    SOURCE: camera:0, a video, a folder of pictures, http://127.0.0.1:PORT/...
    """
    from credential.language import Language
    from verifier.terminal.launch import run_scan

    sys.exit(run_scan(source, store, Language(lang), at, vehicle))


@verifier.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def rules(*, folder: Path) -> None:
    """Écrit les règles en pages, par genre de véhicule. / Write the rules as pages, by kind of vehicle."""
    from verifier.rule_pages.pages import write_pages

    click.echo(f"{len(write_pages(folder))} pages: {display_safe(str(folder))}")


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


def _show(answer: Answer, spec: str, inquiry: Inquiry, language: Language, as_json: bool) -> None:
    from verifier.report import report
    from verifier.summary import card_lines, summary

    source = spec if len(spec) <= 200 else spec[:200] + "..."
    if as_json:
        content = report(
            answer.verdict, source=source, trust=inquiry.trust, checked_at=answer.at, card=inquiry.context.card
        )
        click.echo(json.dumps(content, ensure_ascii=True))
        return
    label = f"{source} ({answer.label})" if answer.label and answer.label not in ("picture", "text") else source
    for line in (
        *summary(answer.verdict, label, inquiry.vehicle, language, answer.at),
        *card_lines(answer.verdict, inquiry.context.card, language),
    ):
        click.echo(line)


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
