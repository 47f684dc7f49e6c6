"""Samples that cannot be told: our own data, clock or camera is at fault, or the code is none of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from credential import cbor
from credential.claims import StatusReference
from credential.cose import Sign1
from credential.qr_text import wrap
from credential.reason import Outcome, Reason
from issuer.samples.case import Case
from issuer.samples.scene import NOW, PUBLISHED, SHOWN, Scene


def undetermined(scene: Scene, stranger: Scene) -> Iterator[Case]:
    """Yield the samples of which nothing can be said. `stranger` is an office that the terminal does not know."""
    yield from _unknown(scene, stranger)
    yield from _ours_at_fault(scene)
    yield from _status(scene)
    yield from _second_code(scene)


def unsure(name: str, *texts: str, reasons: tuple[Reason, ...], comment: str, now: datetime = NOW) -> Case:
    """Make a sample of which nothing can be said."""
    return Case(name=name, expect=Outcome.INDETERMINATE, reasons=reasons, now=now, comment=comment, texts=texts)


def _unknown(scene: Scene, stranger: Scene) -> Iterator[Case]:
    yield unsure(
        "issuer-unknown",
        stranger.attestation("P25").text,
        reasons=(Reason.ISSUER_UNKNOWN,),
        comment="well made, by an office of the same name whose root is not in the store",
    )
    other = (Reason.NOT_A_LICENCE,)
    yield unsure("another-code", "HTTPS://EXAMPLE.ORG/MENU", reasons=other, comment="a code, but no licence")
    yield unsure("health-pass", "HC1:6BF+70790T9WJWG.FKY*4GO0", reasons=other, comment="another system's prefix")
    paper = Sign1.decode(scene.attestation("P22").data)
    yield unsure(
        "form-of-the-future",
        scene.signed(paper.unverified_payload, label_16=9999),
        reasons=other,
        comment="rightly signed, of a type that this version does not know",
    )
    yield unsure(
        "title-brazilian",
        scene.phone("P35").present(SHOWN),
        reasons=(Reason.RECOGNITION_TO_CHECK,),
        comment="recognised for a year of residence: the licence does not say since when",
    )


def _ours_at_fault(scene: Scene) -> Iterator[Case]:
    code = scene.phone("P25").present(SHOWN)
    for trust, name, reason, comment in (
        ("none", "store-empty", Reason.TRUST_STORE_EMPTY, "a terminal that was never updated"),
        ("damaged", "store-damaged", Reason.TRUST_STORE_UNUSABLE, "the trust store does not open"),
        ("faulty", "program-fault", Reason.INTERNAL_ERROR, "a look-up in our own program fails"),
    ):
        yield replace(unsure(name, code, reasons=(reason,), comment=comment), trust=trust)
    past = PUBLISHED - timedelta(hours=1)
    yield unsure(
        "clock-behind",
        scene.phone("P25").present(past),
        now=past,
        reasons=(Reason.CLOCK_BEHIND, Reason.PRESENTATION_STALE),
        comment="our clock says an hour before the newest list was signed",
    )
    late = NOW - timedelta(seconds=31)
    yield unsure(
        "code-31-s-old",
        scene.phone("P25").present(late),
        reasons=(Reason.PRESENTATION_STALE,),
        comment="an old code or a wrong clock: one picture cannot tell",
    )
    yield unsure(
        "code-an-hour-ahead",
        scene.phone("P25").present(NOW + timedelta(hours=1)),
        reasons=(Reason.PRESENTATION_STALE,),
        comment="the phone's clock is an hour ahead, or ours behind",
    )


def _status(scene: Scene) -> Iterator[Case]:
    licence = scene.licence("P25", days=90)

    def with_status(status: StatusReference | None) -> str:
        changed = scene.changed(licence, lambda claims: replace(claims, status=status))
        return scene.phone("P25", changed).present(SHOWN)

    unknown = (Reason.STATUS_UNKNOWN,)
    yield unsure("status-missing", with_status(None), reasons=unknown, comment="the licence names no status list")
    nowhere = StatusReference(uri="https://fr.example/s/42", idx=7)
    yield unsure("status-list-absent", with_status(nowhere), reasons=unknown, comment="a list that we do not have")
    beyond = StatusReference(uri="https://fr.example/s/0", idx=1 << 20)
    yield unsure("status-index-off-list", with_status(beyond), reasons=unknown, comment="one index beyond the end")
    abroad = StatusReference(uri="https://de.example/s/0", idx=7)
    yield unsure("status-list-of-another-country", with_status(abroad), reasons=unknown, comment="Germany's list")
    undefined = scene.phone("P25u").present(SHOWN)
    yield unsure("status-undefined", undefined, reasons=unknown, comment="value 9, which has no meaning")
    now = PUBLISHED + timedelta(days=31)
    yield unsure(
        "status-31-days-old",
        scene.phone("P25", licence).present(now),
        now=now,
        reasons=(Reason.STATUS_UNKNOWN, Reason.TRUST_LIST_STALE),
        comment="too old to say anything; the list of issuers is dated too",
    )


def _second_code(scene: Scene) -> Iterator[Case]:
    phone, other = scene.phone("P25"), scene.phone("P21")
    companion, code = phone.companion() or "", phone.present(SHOWN)
    yield unsure(
        "companion-alone", companion, reasons=(Reason.COMPANION_ALONE,), comment="the portrait without licence"
    )
    yield unsure(
        "companion-of-another",
        code,
        other.companion() or "",
        reasons=(Reason.COMPANION_MISMATCH,),
        comment="the portrait of somebody else: not shown",
    )
    yield unsure(
        "companion-cut",
        code,
        wrap(cbor.encode([b"\x83"]), "PDD1:"),
        reasons=(Reason.COMPANION_MISMATCH,),
        comment="a second code that is damaged",
    )
