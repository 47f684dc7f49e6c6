"""Samples that pass, and those that pass with something for the officer to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from credential.claims import LicenceClaims
from credential.reason import Outcome, Reason
from issuer.samples.case import Case, Earlier
from issuer.samples.scene import NOW, PUBLISHED, SHOWN, Scene

_LIVE = timedelta(seconds=30)


def genuine(scene: Scene) -> Iterator[Case]:
    """Yield the genuine samples, in a fixed order."""
    yield from _living(scene)
    yield from _names(scene)
    yield from _categories(scene)
    yield from _papers(scene)
    yield from _aging(scene)


def passed(name: str, *texts: str, comment: str, now: datetime = NOW, vehicle: str | None = None) -> Case:
    """Make a sample that passes."""
    return Case(name=name, expect=Outcome.PASSED, reasons=(), now=now, comment=comment, texts=texts, vehicle=vehicle)


def to_look_at(
    name: str, *texts: str, reasons: tuple[Reason, ...], comment: str, now: datetime = NOW, vehicle: str | None = None
) -> Case:
    """Make a sample that is valid, with something to look at."""
    return Case(
        name=name, expect=Outcome.ATTENTION, reasons=reasons, now=now, comment=comment, texts=texts, vehicle=vehicle
    )


def _living(scene: Scene) -> Iterator[Case]:
    phone = scene.phone("P25")
    code, companion = phone.present(SHOWN), phone.companion() or ""
    yield passed("living-code", code, comment="a living code on a phone")
    yield passed("living-code-with-portrait", code, companion, comment="with the companion code of the same licence")
    yield passed("living-code-30-s-old", phone.present(NOW - _LIVE), comment="the last second in which it is live")
    yield passed("living-code-30-s-ahead", phone.present(NOW + _LIVE), comment="the phone's clock is 30 s ahead")
    yield passed("living-code-category-b", code, vehicle="B", comment="the officer states a vehicle of category B")
    yield replace(
        passed("nonce-answered", phone.present(SHOWN, "K7QF"), comment="the four characters asked for are signed"),
        nonce="K7QF",
    )
    old = phone.present(NOW - timedelta(minutes=4))
    yield replace(
        to_look_at(
            "advances-with-a-wrong-clock",
            old,
            reasons=(Reason.CLOCKS_DISAGREE,),
            comment="four minutes behind, but it advanced six seconds in six seconds: a living phone",
        ),
        earlier=(Earlier(iat=int(NOW.timestamp()) - 246, seconds_ago=6.0),),
    )


def _names(scene: Scene) -> Iterator[Case]:
    for person_id, name, comment in (
        ("P21", "name-beyond-latin-1", "OE ligatures: Latin-1 elements beside national-character ones"),
        ("P22", "name-single", "one name only"),
        ("P23", "birth-date-partial", "day and month of birth are not known: printed 00.00.1961"),
        ("P19", "title-pink-1965", "a pink cardboard title, valid to 19 January 2033"),
        ("P03", "title-pink-1973", "a pink cardboard title of 1973"),
    ):
        yield passed(name, scene.phone(person_id).present(SHOWN), comment=comment)
    yield to_look_at(
        "name-long",
        scene.phone("P20").present(SHOWN),
        reasons=(Reason.RESTRICTION_TO_CHECK,),
        comment="a very long name with apostrophes and a usage name; glasses (01.01)",
    )


def _categories(scene: Scene) -> Iterator[Case]:
    look = (Reason.RESTRICTION_TO_CHECK,)
    qualified = (Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,)
    lorry = scene.phone("P04").present(SHOWN)
    yield passed("category-b-of-a-lorry-driver", lorry, vehicle="B", comment="codes of C do not concern B")
    yield to_look_at(
        "category-c-with-95", lorry, vehicle="C", reasons=qualified, comment="95: professional qualification"
    )
    automatic = scene.phone("P06").present(SHOWN)
    yield to_look_at("code-78-automatic", automatic, vehicle="B", reasons=look, comment="automatic gearbox only")
    adapted = scene.phone("P29").present(SHOWN)
    yield to_look_at("codes-adapted-vehicle", adapted, vehicle="B", reasons=look, comment="an adapted vehicle, by VIN")
    daytime = scene.phone("P31").present(SHOWN)
    yield to_look_at("code-05-old-form", daytime, vehicle="B", reasons=look, comment="05.03, the old form of 63")
    foreign = scene.phone("P32").present(SHOWN)
    yield to_look_at(
        "title-german",
        foreign,
        vehicle="B",
        reasons=(*look, Reason.NATIONAL_CODE_FOREIGN),
        comment="another State's national code 197 is shown as printed",
    )
    new = scene.phone("P01").present(SHOWN)
    yield to_look_at("probationary", new, reasons=(Reason.PROBATIONARY,), comment="106: A disc, reduced speeds")
    yield replace(
        to_look_at(
            "temporary-title-cepc",
            scene.phone("P33").present(SHOWN),
            reasons=(Reason.PROBATIONARY, Reason.TEMPORARY_TITLE),
            comment="the certificate of a passed examination, with an identity document",
        ),
        context="id=shown",
    )
    yield to_look_at(
        "interlock-order",
        scene.phone("P15").present(SHOWN),
        reasons=(Reason.INTERLOCK_ONLY, Reason.TEMPORARY_TITLE),
        comment="a prefect's interlock order: status restricted",
    )
    yield _last_day(scene)


def _last_day(scene: Scene) -> Case:
    """Category D ends today; at 23:59 in Paris it still holds."""
    today, minute = date(2026, 12, 1), datetime(2026, 12, 1, 22, 59, tzinfo=UTC)

    def ending_today(claims: LicenceClaims) -> LicenceClaims:
        held = [
            replace(each, expiry_date=today) if each.category == "D" else each for each in claims.driving_privileges
        ]
        return replace(claims, driving_privileges=tuple(held))

    licence = scene.changed(scene.licence("P08"), ending_today)
    return to_look_at(
        "category-d-on-its-last-day",
        scene.phone("P08", licence).present(minute),
        vehicle="D",
        now=minute,
        reasons=(Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,),
        comment="23:59 in Paris on the category's last day: days are inclusive",
    )


def _papers(scene: Scene) -> Iterator[Case]:
    unproven = (Reason.HOLDER_NOT_PROVEN,)
    paper = scene.attestation("P25", portrait=True)
    yield to_look_at(
        "attestation", paper.text, reasons=unproven, comment="paper proves no holder: compare the portrait"
    )
    bare = scene.attestation("P21")
    yield to_look_at("attestation-without-portrait", bare.text, reasons=unproven, comment="minted without a portrait")
    strange = scene.changed(paper, lambda claims: replace(claims, portrait=b"\xff\xd8\xff\xe0 a JPEG, not a WebP"))
    yield to_look_at(
        "attestation-portrait-unusable",
        strange.text,
        reasons=(Reason.HOLDER_NOT_PROVEN, Reason.PORTRAIT_UNUSABLE),
        comment="the signed portrait is no small WebP: it is not decoded",
    )


def _aging(scene: Scene) -> Iterator[Case]:
    """The status list of 1 December, asked later and later; the licence lives long enough."""
    phone = scene.phone("P25", scene.licence("P25", days=90))

    def after(days: int) -> tuple[datetime, str]:
        now = PUBLISHED + timedelta(days=days)
        return now, phone.present(now)

    now, text = after(1)
    yield passed("status-1-day-old", text, now=now, comment="within a day: silent")
    now, text = after(7)
    yield passed("status-7-days-old", text, now=now, comment="within a week: its age is shown, nothing more")
    now, text = after(8)
    yield to_look_at("status-8-days-old", text, now=now, reasons=(Reason.STATUS_STALE,), comment="beyond a week")
    now, text = after(30)
    yield to_look_at("status-30-days-old", text, now=now, reasons=(Reason.STATUS_STALE,), comment="the last day")
