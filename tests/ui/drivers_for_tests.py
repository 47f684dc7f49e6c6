"""Drivers for the screens: verdicts made by hand, with nothing signed, and an application to show them in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from textual.pilot import Pilot

from credential.claims import DrivingPrivilege, LicenceClaims
from credential.forms import Form
from credential.labels import TitleFormat
from credential.language import Language
from credential.reason import Reason
from trust_store.profile import Profile
from trust_store.store import TrustStore
from verifier.entitlement.vehicle import Vehicle
from verifier.terminal.app import ScanApp
from verifier.terminal.judged import Judged
from verifier.terminal.recorder import Recorder
from verifier.terminal.screens.verdict import VerdictScreen
from verifier.terminal.shift import OpenCheck
from verifier.terminal.shown import Line
from verifier.terminal.spoken import Asking, four_characters
from verifier.verdict import Finding, Verdict

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
CLAIMS = LicenceClaims(
    iss="FR:SPECIMEN",
    sub="specimen-0001",
    exp=int(NOW.timestamp()) + 86_400,
    iat=int(NOW.timestamp()) - 86_400,
    nbf=None,
    cti=None,
    cnf=None,
    status=None,
    family_name="SPECIMEN-DURAND",
    given_name="Maëlle Zoé",
    birth_date=date(1991, 3, 12),
    document_number="ZZ9000001",
    issue_date=date(2021, 5, 3),
    expiry_date=date(2036, 5, 3),
    issuing_country="FR",
    issuing_authority="Préfecture SPECIMEN",
    un_distinguishing_sign="F",
    driving_privileges=(
        DrivingPrivilege(category="AM", issue_date=date(2007, 6, 1)),
        DrivingPrivilege(category="B", issue_date=date(2010, 6, 12), codes=("01.06", "78")),
        DrivingPrivilege(
            category="C", issue_date=date(2015, 2, 2), expiry_date=date(2030, 2, 2), codes=("95(2029-01-31)",)
        ),
    ),
    title_format=TitleFormat.DIGITAL,
)
"""A licence of a person who does not exist."""


class Clocks:
    """Two clocks that a test turns: the wall's stands still, the monotonic one is moved by hand."""

    def __init__(self) -> None:
        self.now = NOW
        self.seconds = 1000.0

    def wall(self) -> datetime:
        """The wall clock."""
        return self.now

    def monotonic(self) -> float:
        """Seconds."""
        return self.seconds


def verdict(*reasons: Reason, details: tuple[str, ...] = (), claims: LicenceClaims | None = CLAIMS) -> Verdict:
    """Make a verdict with these reasons, each with its detail where one is given."""
    padded = (*details, *[""] * len(reasons))
    findings = tuple(Finding(reason, detail) for reason, detail in zip(reasons, padded, strict=False))
    return Verdict(form=Form.PRESENTATION, claims=claims, findings=findings)


def judged(of: Verdict, *, text: str = "PDC1:SPECIMEN", vehicle: Vehicle | None = None) -> Judged:
    """Wrap a verdict as the terminal holds it."""
    return Judged(texts=(text,), monotonic=1000.0, now=NOW, vehicle=vehicle, verdict=of)


def verdict_screen(app: ScanApp, of: Judged) -> VerdictScreen:
    """The screen of a check that was just opened."""
    return VerdictScreen(app.station, OpenCheck(judged=of, since=app.station.monotonic()))


def with_portrait(image: bytes, claims: LicenceClaims = CLAIMS) -> LicenceClaims:
    """The same licence with its portrait disclosed."""
    return replace(claims, portrait=image)


def terminal(
    clocks: Clocks,
    *,
    profile: Profile = Profile.TEST,
    language: Language = Language.FR,
    recorder: Recorder | None = None,
    needs_journal: bool = False,
    asking: Asking = Asking.CLOCKS,
    draw: Callable[[], str] = four_characters,
) -> ScanApp:
    """A terminal without a camera, on an empty store."""
    return ScanApp(
        TrustStore.empty(profile),
        source=None,
        clock=clocks.wall,
        monotonic=clocks.monotonic,
        language=language,
        recorder=recorder,
        needs_journal=needs_journal,
        asking=asking,
        draw=draw,
    )


def work(
    shift: Callable[[ScanApp, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (80, 24),
    app: ScanApp | None = None,
) -> None:
    """Let hands work at a terminal of *size*: `app`, or one without a camera."""

    async def run() -> None:
        working = app or terminal(Clocks())
        async with working.run_test(size=size) as pilot:
            await shift(working, pilot)

    asyncio.run(run())


def words_on(app: ScanApp) -> str:
    """All text of the visible screen, as widgets hold it."""
    lines = (widget for widget in app.screen.query(Line) if widget.display)
    return "\n".join(str(line.content) for line in lines)


def cells_on(app: ScanApp) -> list[str]:
    """The rows of the screen as they are drawn."""
    return [strip.text for strip in app.screen._compositor.render_strips()]
