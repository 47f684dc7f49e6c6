"""Samples about titles, measures, and what is shown beside the code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from credential.reason import Outcome, Reason
from issuer.samples.case import Case
from issuer.samples.roadside import (
    CAR,
    LORRY,
    MOPED,
    roadside_stop,
    title_ended,
)
from issuer.samples.scene import Scene

_PASSED, _LOOK = Outcome.PASSED, Outcome.ATTENTION
_REFER, _FAILED = Outcome.INDETERMINATE, Outcome.FAILED


def titled(scene: Scene) -> Iterator[Case]:
    """Yield the samples about titles and measures, in a fixed order."""
    yield from _titles(scene)
    yield from _measures(scene)
    yield from _shown_beside(scene)


def _titles(scene: Scene) -> Iterator[Case]:
    yield roadside_stop(
        scene,
        "law-five-year-title-over",
        "P04",
        _REFER,
        Reason.TITLE_EXPIRED_RIGHT_KEPT,
        vehicle=CAR,
        change=title_ended,
        comment="the title ended with C and CE; B goes on",
    )
    yield roadside_stop(
        scene,
        "law-order-over",
        "P15",
        _REFER,
        Reason.STATUS_MEASURE_ENDED,
        Reason.TEMPORARY_TITLE_EXPIRED,
        vehicle=CAR,
        change=title_ended,
        comment="the prefect's order ended yesterday",
    )
    ended = scene.changed(scene.attestation("P03"), lambda claims: claims)
    yield Case(
        name="law-pink-title-in-2033",
        expect=_FAILED,
        reasons=(
            Reason.SIGNER_EXPIRED, Reason.EXPIRED, Reason.TITLE_OLD_FORMAT_ENDS, Reason.STATUS_UNKNOWN,
            Reason.HOLDER_NOT_PROVEN, Reason.TRUST_LIST_STALE,
        ),
        now=datetime(2033, 1, 20, 13, tzinfo=UTC),
        comment="the day after the last of the pink titles, on a terminal that was never updated",
        texts=(ended.text,),
        vehicle=CAR,
    )  # fmt: skip  # a table: a row a line


def _measures(scene: Scene) -> Iterator[Case]:
    yield roadside_stop(
        scene,
        "law-moped-while-suspended",
        "P09",
        _REFER,
        Reason.COURT_BAN_TO_CHECK,
        Reason.NO_TITLE_NEEDED,
        vehicle=MOPED,
        comment="born before 1988: no title is needed, unless a court said so",
    )
    yield roadside_stop(
        scene,
        "law-suspension-spares-work",
        "P11",
        _REFER,
        Reason.SUSPENSION_PARTIAL,
        vehicle="kind=van,mass=3000,seats=2,use=company",
        context="court_decision=shown",
        comment="the court spared driving at work",
    )
    yield roadside_stop(
        scene,
        "law-interlock-missing",
        "P15",
        _FAILED,
        Reason.INTERLOCK_MISSING,
        Reason.TEMPORARY_TITLE,
        vehicle=f"{CAR},interlock=no",
        comment="the order asks for an interlock, and there is none",
    )
    yield roadside_stop(
        scene,
        "law-card-during-an-order",
        "P15",
        _REFER,
        Reason.TITLE_SHOULD_BE_HELD,
        Reason.INTERLOCK_ONLY,
        vehicle=f"{CAR},interlock=yes",
        context="presented=card_2013",
        comment="the administration should hold the card",
    )
    yield roadside_stop(
        scene, "law-foreign-title-after-a-year", "P35", _FAILED, Reason.NOT_RECOGNISED,
        vehicle=CAR, context="residence=2025-01-15", comment="resident for more than a year",
    )  # fmt: skip  # a table: a row a line


def _shown_beside(scene: Scene) -> Iterator[Case]:
    """What the officer says of the title that is shown beside the code."""
    yield roadside_stop(
        scene,
        "law-old-card-shown",
        "P17",
        _REFER,
        Reason.TITLE_SUPERSEDED,
        Reason.DUPLICATE_TITLE,
        Reason.PROFESSIONAL_QUALIFICATION_TO_CHECK,
        vehicle=LORRY,
        context="presented=card_2013,presented_number=20ZZ90017",
        comment="the card that was lost",
    )
    yield roadside_stop(
        scene,
        "law-no-title-shown",
        "P25",
        _REFER,
        Reason.NO_TITLE_SHOWN,
        vehicle=CAR,
        context="presented=none",
        comment="the officer accepts no title",
    )
    yield roadside_stop(
        scene,
        "law-title-false",
        "P25",
        _FAILED,
        Reason.NOT_AUTHENTIC,
        vehicle=CAR,
        context="authenticity=failed",
        comment="the officer found the card false",
    )
    yield roadside_stop(
        scene,
        "law-title-not-examined",
        "P25",
        _REFER,
        Reason.AUTHENTICITY_UNPROVEN,
        vehicle=CAR,
        context="authenticity=not_checked",
        comment="the card was not examined",
    )
    theirs = roadside_stop(
        scene, "card-matches", "P25", _PASSED, vehicle=CAR, comment="the card's line is this licence's"
    )
    line = scene.people["P25"].title.mrz
    yield replace(theirs, mrz=line)
    other = roadside_stop(
        scene, "card-of-another", "P25", _REFER, Reason.CARD_MISMATCH,
        vehicle=CAR, comment="the line of somebody else's card",
    )  # fmt: skip  # a table: a row a line
    yield replace(other, mrz=scene.people["P21"].title.mrz)
