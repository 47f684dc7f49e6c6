"""A shift at a terminal with a real journal and evidence: one record a check, filed or not, and nothing left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from credential.reason import Reason
from issuer.samples.scene import NOW
from tests.unit.evidence.filed import AUDITOR
from tests.world import World
from trust_store.store import TrustStore
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context, Document, DocumentName, Paper
from verifier.entitlement.vehicle import Vehicle
from verifier.evidence.content import Opened
from verifier.evidence.desk import open_evidence
from verifier.evidence.filing import Filing
from verifier.journal.answer import PortraitAnswer
from verifier.journal.book import Book, Unrecorded
from verifier.journal.examine import Means, examine, examining
from verifier.journal.record import Entry
from verifier.replay.codec import decode_case
from verifier.replay.judge import differences, digest, judge
from verifier.replay.remembered import Remembered
from verifier.terminal.book_recorder import BookRecorder
from verifier.terminal.judged import Judged
from verifier.terminal.recorder import Filed, Recorded
from verifier.terminal.shift import Closing, Shift
from verifier.terminal.station import Station

WITH_GLASSES = "P07"
"""A driver whose licence has code 01."""


class Terminal:
    """A terminal on the road: its clocks are turned by the test."""

    def __init__(self, world: World, folder: Path, rule: Unrecorded = Unrecorded.GO_ON) -> None:
        self.world, self.folder = world, folder
        self.now, self.seconds = NOW, 1000.0
        self.book = Book(folder / "journal.sqlite", "ag-7", rule)
        self.station = Station(
            trust=world.trust,
            clock=self._clock,
            monotonic=self._monotonic,
            needs_journal=rule is Unrecorded.STOP,
            has_journal=True,
        )
        filing = Filing(folder / "evidence", AUDITOR.public_key())
        self.recorder = BookRecorder(self.book, filing)
        self.shift = Shift(self.station, self.recorder, lambda: "K7PX")

    def _clock(self) -> datetime:
        return self.now

    def _monotonic(self) -> float:
        return self.seconds

    def show(self, *texts: str) -> Judged:
        """A driver shows something; the check is opened."""
        judged = self.shift.see(texts)
        assert isinstance(judged, Judged)
        self.shift.begin(judged)
        return judged

    def pass_by(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds

    def count(self) -> int:
        """How many records the journal has; it must be whole."""
        keys = self.book.journal.keys
        found = examine(self.book.path, Means(key=keys.verification, public_der=keys.public_der, now=self.now))
        assert found.broken is None
        return found.sound

    def records(self) -> list[Entry]:
        """What the journal has."""
        keys = self.book.journal.keys
        means = Means(key=keys.verification, public_der=keys.public_der, now=self.now)
        with examining(self.book.path, means) as (records, _):
            return [record.entry for record in records]

    def opened(self) -> Opened:
        """The only evidence that was filed."""
        (path,) = (self.folder / "evidence").iterdir()
        return open_evidence(path, AUDITOR, self.book.journal.keys.verification, self.folder / "opened")[0]

    def replays(self) -> bool:
        """Whether all evidence opens and gets the same verdict to the bit."""
        keys, seen = self.book.journal.keys, []
        for number, path in enumerate(sorted((self.folder / "evidence").iterdir())):
            _, written = open_evidence(path, AUDITOR, keys.verification, self.folder / f"cases {number}")
            case = decode_case(written.case.read_bytes())
            (verdict,) = judge(case, self.world.trust, Remembered())
            seen.append(list(differences(case, verdict, digest((verdict,), Remembered()))))
        return bool(seen) and not any(seen)


@pytest.fixture
def terminal(world: World, tmp_path: Path) -> Terminal:
    return Terminal(world, tmp_path)


def test_each_check_is_one_record(terminal: Terminal, world: World) -> None:
    for person in ("P25", "P09", "P21"):
        terminal.show(world.code(person))
        assert terminal.shift.close() is Closing.CLOSED
        assert terminal.shift.close() is Closing.CLOSED
        terminal.shift.next_driver()
    assert terminal.count() == 3


@pytest.mark.parametrize("is_closed_first", [False, True])
def test_a_check_that_is_filed_is_one_record_all_the_same(
    terminal: Terminal, world: World, is_closed_first: bool
) -> None:
    terminal.show(world.code(), world.companion())
    steps: list[Callable[[], object]] = [terminal.shift.file, terminal.shift.close]
    for step in reversed(steps) if is_closed_first else steps:
        step()
    assert terminal.shift.open is not None
    assert (terminal.shift.open.filed, terminal.shift.open.recorded) == (Filed.FILED, Recorded.RECORDED)
    assert terminal.count() == 1
    assert terminal.replays()


def test_a_vehicle_that_is_stated_later_is_in_the_evidence(terminal: Terminal, world: World) -> None:
    terminal.show(world.code())
    terminal.pass_by(20)
    judged = terminal.shift.state_vehicle(Vehicle(category="D"))
    assert judged is not None
    assert [reason.value for reason in judged.verdict.reasons] == ["CATEGORY_NOT_HELD"]
    assert terminal.shift.file() is Filed.FILED
    assert terminal.replays()


def test_a_phone_whose_clock_is_wrong_replays_from_its_evidence(terminal: Terminal, world: World) -> None:
    """The verdict rests on an earlier code, which is in the evidence too."""
    terminal.pass_by(300)
    late = NOW - timedelta(seconds=10)
    terminal.shift.see((world.code(at=late),))
    terminal.pass_by(6)
    judged = terminal.show(world.code(at=late + timedelta(seconds=6)))
    assert [reason.value for reason in judged.verdict.reasons] == ["CLOCKS_DISAGREE"]
    assert terminal.shift.file() is Filed.FILED
    assert terminal.replays()


def test_a_vehicle_stated_after_the_code_went_on_is_judged_with_what_was_seen_before(
    terminal: Terminal, world: World
) -> None:
    """A later code of the same phone does not make the one on the screen a copy."""
    terminal.pass_by(300)
    late = NOW - timedelta(seconds=10)
    terminal.shift.see((world.code(at=late - timedelta(seconds=6)),))
    terminal.pass_by(6)
    shown = terminal.show(world.code(at=late))
    terminal.pass_by(6)
    terminal.shift.see((world.code(at=late + timedelta(seconds=6)),))
    judged = terminal.shift.state_vehicle(Vehicle(category="B"))
    assert judged is not None
    assert [reason.value for reason in judged.verdict.reasons] == ["CLOCKS_DISAGREE"]
    assert judged.earlier == shown.earlier
    assert len(judged.earlier) == 1
    assert terminal.shift.file() is Filed.FILED
    assert terminal.replays()


def test_a_stale_code_is_not_called_a_copy_for_what_the_phone_showed_later(terminal: Terminal, world: World) -> None:
    terminal.pass_by(300)
    late = NOW - timedelta(seconds=10)
    terminal.show(world.code(at=late))
    terminal.pass_by(6)
    terminal.shift.see((world.code(at=late + timedelta(seconds=6)),))
    judged = terminal.shift.state_vehicle(Vehicle(category="B"))
    assert judged is not None
    assert [reason.value for reason in judged.verdict.reasons] == ["PRESENTATION_STALE"]
    assert terminal.shift.file() is Filed.FILED
    assert terminal.replays()


def test_the_second_drivers_evidence_replays_under_the_floor_of_the_first(terminal: Terminal, world: World) -> None:
    terminal.show(world.code())
    terminal.shift.close()
    terminal.shift.next_driver()
    terminal.now -= timedelta(minutes=10)
    judged = terminal.show(world.code("P21"))
    assert "CLOCK_BEHIND" in [reason.value for reason in judged.verdict.reasons]
    assert terminal.shift.file() is Filed.FILED
    assert terminal.replays()


def test_what_cannot_be_recorded_is_told_and_the_setting_decides(world: World, tmp_path: Path) -> None:
    for rule in Unrecorded:
        terminal = Terminal(world, tmp_path / "absent" / rule.value, rule)
        terminal.show(world.code())
        assert terminal.shift.file() is Filed.NOT_FILED
        assert terminal.shift.close() is Closing.NOT_RECORDED
        assert terminal.shift.is_stopped is (rule is Unrecorded.STOP)
        assert not (tmp_path / "absent").exists()


def test_evidence_that_cannot_be_written_is_told_and_the_record_stays(terminal: Terminal, world: World) -> None:
    (terminal.folder / "evidence").write_bytes(b"")
    terminal.show(world.code())
    assert terminal.shift.file() is Filed.NOT_FILED
    assert terminal.shift.close() is Closing.CLOSED
    assert terminal.count() == 1


def test_without_an_auditor_nothing_is_filed(terminal: Terminal, world: World) -> None:
    shift = Shift(terminal.station, BookRecorder(terminal.book), lambda: "K7PX")
    judged = shift.see((world.code(),))
    assert isinstance(judged, Judged)
    shift.begin(judged)
    assert shift.file() is Filed.NOT_SET_UP


def test_a_store_that_comes_during_the_shift_is_named_in_record_and_evidence(terminal: Terminal, world: World) -> None:
    terminal.show(world.code())
    terminal.shift.close()
    terminal.station.arrived = TrustStore.empty(world.trust.profile)
    terminal.shift.next_driver()
    terminal.show(world.code("P21"))
    assert terminal.shift.file() is Filed.FILED
    (path,) = (terminal.folder / "evidence").iterdir()
    opened, _ = open_evidence(path, AUDITOR, None, terminal.folder / "cases")
    empty = TrustStore.empty(world.trust.profile).snapshot_id
    assert (opened.record.entry.snapshot, opened.filed.case.trust) == (empty, empty)


def test_another_drivers_code_in_sight_takes_nothing_from_the_check_on_the_screen(
    terminal: Terminal, world: World
) -> None:
    """What is stated then is judged with all that the verdict was made from: the portrait, the codes seen before."""
    terminal.pass_by(300)
    late = NOW - timedelta(seconds=10)
    terminal.shift.see((world.code(at=late), world.companion()))
    terminal.pass_by(6)
    shown = terminal.show(world.code(at=late + timedelta(seconds=6)), world.companion())
    terminal.shift.see((world.code("P21", at=late + timedelta(seconds=6)),))
    judged = terminal.shift.state_context(Context(motorway=True))
    assert judged is not None
    assert judged.verdict == shown.verdict
    assert judged.verdict.claims is not None
    assert judged.verdict.claims.portrait is not None
    assert judged.context == Context(motorway=True)
    assert terminal.shift.file() is Filed.FILED
    assert terminal.replays()


@pytest.mark.parametrize("worn", [True, False])
def test_circumstances_stated_are_in_record_and_evidence_and_replay_to_the_bit(
    terminal: Terminal, world: World, worn: bool
) -> None:
    terminal.show(world.code(WITH_GLASSES))
    context = Context(wears_correction=worn, passengers=2, documents={DocumentName.ID: Document(state=Paper.SHOWN)})
    judged = terminal.shift.state_context(context)
    assert judged is not None
    assert (Reason.RESTRICTION_BREACHED in judged.verdict.reasons) is not worn
    assert terminal.shift.file() is Filed.FILED
    opened = terminal.opened()
    assert opened.filed.case.context == context
    words = ("passengers=2", f"wears_correction={'yes' if worn else 'no'}", "id=shown")
    assert opened.record.entry.circumstances == words
    assert terminal.replays()


def test_circumstances_go_with_the_driver_and_the_vehicle_stays(terminal: Terminal, world: World) -> None:
    terminal.show(world.code())
    terminal.shift.state_vehicle(Vehicle(category="B"))
    terminal.shift.state_context(Context(motorway=True))
    terminal.shift.close()
    terminal.shift.next_driver()
    later = terminal.show(world.code("P21"))
    assert (later.vehicle, later.context) == (Vehicle(category="B"), UNKNOWN_CONTEXT)


def test_circumstances_stated_before_the_code_are_that_drivers(terminal: Terminal, world: World) -> None:
    terminal.shift.state_context(Context(motorway=True))
    terminal.station.arrived = terminal.station.trust
    terminal.shift.renew_trust()
    assert terminal.show(world.code()).context == Context(motorway=True)


def test_what_is_stated_after_the_check_was_filed_is_recorded_in_place_of_it_and_can_be_filed_again(
    terminal: Terminal, world: World
) -> None:
    terminal.show(world.code())
    terminal.shift.file()
    terminal.shift.state_context(Context(motorway=True))
    assert terminal.shift.open is not None
    assert terminal.shift.open.filed is None
    assert terminal.shift.file() is Filed.FILED
    assert terminal.shift.close() is Closing.CLOSED
    first, second = terminal.records()
    assert (first.circumstances, first.amends) == ((), None)
    assert (second.circumstances, second.amends) == (("motorway=yes",), 1)
    assert terminal.replays()


def test_the_answer_is_in_the_record_of_the_check(terminal: Terminal, world: World) -> None:
    terminal.show(world.attestation.text)
    assert terminal.shift.close() is Closing.ANSWER_DUE
    terminal.shift.answer(PortraitAnswer.MATCHES)
    assert terminal.shift.close() is Closing.CLOSED
    (record,) = terminal.records()
    assert (record.portrait, record.amends) == (PortraitAnswer.MATCHES, None)


def test_an_answer_after_the_check_was_filed_is_recorded_in_place_of_it(terminal: Terminal, world: World) -> None:
    terminal.show(world.attestation.text)
    terminal.shift.file()
    terminal.shift.answer(PortraitAnswer.DIFFERS)
    assert terminal.shift.close() is Closing.CLOSED
    assert [(each.portrait, each.amends) for each in terminal.records()] == [
        (PortraitAnswer.NOT_GIVEN, None),
        (PortraitAnswer.DIFFERS, 1),
    ]


def test_an_answer_in_the_last_seconds_is_recorded_in_place_of_none(terminal: Terminal, world: World) -> None:
    terminal.show(world.attestation.text)
    assert terminal.shift.close(time_is_over=True) is Closing.CLOSED
    for answer in (PortraitAnswer.DIFFERS, PortraitAnswer.MATCHES):
        terminal.shift.answer(answer)
        assert terminal.shift.close() is Closing.CLOSED
    assert [(each.portrait, each.amends) for each in terminal.records()] == [
        (PortraitAnswer.NOT_GIVEN, None),
        (PortraitAnswer.DIFFERS, 1),
        (PortraitAnswer.MATCHES, 2),
    ]


def test_nobody_is_asked_of_what_is_not_believed(terminal: Terminal) -> None:
    terminal.show("PDC1:SPECIMEN")
    terminal.shift.answer(PortraitAnswer.MATCHES)
    assert terminal.shift.close() is Closing.CLOSED
    (record,) = terminal.records()
    assert record.portrait is None


def test_the_next_drivers_record_amends_nothing(terminal: Terminal, world: World) -> None:
    for person in ("P25", "P25"):
        terminal.show(world.code(person))
        terminal.shift.close()
        terminal.shift.next_driver()
        terminal.pass_by(5)
    assert [each.amends for each in terminal.records()] == [None, None]


def test_a_journal_that_was_exchanged_during_a_check_has_nothing_to_amend(terminal: Terminal, world: World) -> None:
    terminal.show(world.code())
    terminal.shift.file()
    terminal.book.path.unlink()
    terminal.shift.answer(PortraitAnswer.MATCHES)
    terminal.shift.close()
    (record,) = terminal.records()
    assert (record.portrait, record.amends) == (PortraitAnswer.MATCHES, None)


def test_the_recorder_remembers_no_driver(terminal: Terminal, world: World) -> None:
    judged = terminal.show(world.code(), world.companion())
    terminal.shift.file()
    terminal.shift.close()
    assert judged.verdict.claims is not None
    left = repr([getattr(terminal.recorder, name) for name in vars(terminal.recorder)])
    for word in (judged.verdict.claims.family_name, judged.verdict.claims.document_number, *judged.texts):
        assert word not in left
