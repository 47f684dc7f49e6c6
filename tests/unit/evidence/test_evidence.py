"""What is filed opens with the auditor's key alone, and replays to the same verdict to the bit."""

from __future__ import annotations

import errno
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from credential.language import Language
from credential.reason import Reason
from issuer.samples.scene import NOW
from tests.unit.evidence.filed import AUDITOR, OTHER, file, recorded, scanned
from tests.unit.journal.journals import TERMINAL
from tests.world import World
from trust_store.store import TrustStore
from verifier.check import check
from verifier.entitlement.context_words import parse_context
from verifier.entitlement.vehicle import Vehicle
from verifier.evidence.desk import CLEAR, ENCRYPTED, load_key, make_key, open_evidence
from verifier.evidence.fault import FAULTS, EvidenceError, EvidenceFault
from verifier.evidence.filing import Filing, Scanned
from verifier.evidence.screens import opened_lines
from verifier.evidence.seal import seal, unseal
from verifier.journal.answer import PortraitAnswer
from verifier.journal.book import Book
from verifier.journal.journal import Recorded
from verifier.replay.case import Recording
from verifier.replay.codec import decode_case
from verifier.replay.judge import differences, digest, judge
from verifier.replay.remembered import Remembered
from verifier.scan import PastPresentation, Scan
from verifier.verdict import unread

VERSION_1 = Path(__file__).parent / "version-1.evidence"
PICTURE = Recording(name="../../frame.png", data=b"\x89PNG\r\n\x1a\n" + bytes(100))


def fault_of(function: object, *arguments: object) -> EvidenceFault:
    assert callable(function)
    with pytest.raises(EvidenceError) as refused:
        function(*arguments)
    return refused.value.fault


def replays(world: World, path: Path) -> bool:
    case = decode_case(path.read_bytes())
    assert case.trust == world.trust.snapshot_id
    (verdict,) = judge(case, world.trust, Remembered())
    return not list(differences(case, verdict, digest((verdict,), Remembered())))


def test_what_is_filed_replays_to_the_bit(world: World, tmp_path: Path) -> None:
    journal, sealed = file(tmp_path, scanned(world))
    opened, written = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    assert opened.is_verified
    assert opened.record.number == 1
    assert opened.filed.case.texts == scanned(world).texts
    assert written.frame is None
    assert replays(world, written.case)


def test_everything_that_a_verdict_depends_on_is_filed(world: World, tmp_path: Path) -> None:
    text, trust = world.code(), world.trust
    Book(tmp_path / "journal.sqlite").record(unread(Reason.NO_CODE), (), trust, NOW + timedelta(hours=1))
    floored = Book(tmp_path / "journal.sqlite").believed_by(trust)
    assert isinstance(floored, TrustStore)
    earlier = (PastPresentation(iat=1_000_000, seconds_ago=6.25),)
    vehicle = Vehicle(category="D")
    context = parse_context("passengers=2,motorway=yes,distance=12.5,sunset=17:12,medical_opinion=shown:2026-10-12:fit")
    now = NOW + timedelta(microseconds=123456)
    verdict = check(Scan(text=text), floored, now, vehicle=vehicle, nonce="K7QF", earlier=earlier, context=context)
    what = Scanned(
        verdict=verdict,
        texts=(text,),
        now=now,
        trust=floored,
        vehicle=vehicle,
        nonce="K7QF",
        earlier=earlier,
        context=context,
    )
    journal, sealed = file(tmp_path, what)
    _, written = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    case = decode_case(written.case.read_bytes())
    assert (case.now, case.vehicle, case.nonce, case.earlier) == (now, vehicle, "K7QF", earlier)
    assert case.context == context
    assert case.floor == NOW + timedelta(hours=1)
    assert replays(world, written.case)


def test_evidence_of_the_first_program_opens_as_it_did(tmp_path: Path) -> None:
    """Its record is of version 1, without circumstances and answer."""
    opened, written = open_evidence(VERSION_1, AUDITOR, TERMINAL.verification, tmp_path)
    assert opened.is_verified
    assert (opened.record.entry.circumstances, opened.record.entry.portrait) == ((), None)
    assert decode_case(written.case.read_bytes()) == opened.filed.case


def test_the_desk_shows_what_the_officer_stated_and_answered(world: World, tmp_path: Path) -> None:
    book = Book(tmp_path / "journal.sqlite", "ag-7")
    what = replace(scanned(world), context=parse_context("glasses=no,passengers=2"))
    kept = book.record(
        what.verdict, what.texts, what.trust, what.now, context=what.context, portrait=PortraitAnswer.DIFFERS
    )
    assert isinstance(kept, Recorded)
    sealed = Filing(tmp_path / "evidence", AUDITOR.public_key()).file(what, kept, book.journal.keys)
    opened, written = open_evidence(sealed, AUDITOR, None, tmp_path / "cases")
    lines = list(opened_lines(sealed.name, opened, written, Language.EN))
    assert "  Stated by the officer: Passengers: 2 · Eyesight correction worn: no" in lines
    assert "  Portrait: different, says the officer" in lines
    assert opened.record.entry.circumstances == ("passengers=2", "wears_correction=no")


def test_a_picture_goes_along_under_a_name_of_ours(world: World, tmp_path: Path) -> None:
    journal, sealed = file(tmp_path, scanned(world, recording=PICTURE))
    _, written = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    assert written.frame is not None
    assert written.frame.read_bytes() == PICTURE.data
    assert written.frame.suffix == ".png"
    assert sorted(path.parent.name for path in tmp_path.rglob("*.png")) == ["cases"]


def test_what_was_not_read_is_filed_as_a_recording(world: World, tmp_path: Path) -> None:
    blank = Scanned(verdict=unread(Reason.NO_CODE), texts=(), now=NOW, trust=world.trust, recording=PICTURE)
    journal, sealed = file(tmp_path, blank)
    opened, _ = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    assert opened.filed.case.recording == PICTURE
    assert opened.filed.frame is None


def test_nothing_read_and_no_picture_is_nothing_to_file(world: World, tmp_path: Path) -> None:
    blank = Scanned(verdict=unread(Reason.NO_CODE), texts=(), now=NOW, trust=world.trust)
    assert fault_of(file, tmp_path, blank) is EvidenceFault.NOTHING_TO_FILE
    assert not (tmp_path / "evidence").exists()


def test_files_are_for_their_owner_only(world: World, tmp_path: Path) -> None:
    journal, sealed = file(tmp_path, scanned(world))
    _, written = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (sealed, written.case)} == {0o600}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in (sealed, written.case)} == {0o700}
    assert [path.name for path in sealed.parent.iterdir()] == [sealed.name]


def test_neither_the_terminal_nor_another_auditor_opens_it(world: World, tmp_path: Path) -> None:
    journal, sealed = file(tmp_path, scanned(world))
    for key in (journal.keys.signing, OTHER):
        assert fault_of(open_evidence, sealed, key, None, tmp_path / "cases") is EvidenceFault.OTHER_KEY
    assert scanned(world).texts[0].encode() not in sealed.read_bytes()


def test_two_seals_of_one_scan_differ() -> None:
    assert seal(b"content", AUDITOR.public_key()) != seal(b"content", AUDITOR.public_key())


def test_a_check_is_filed_once(world: World, tmp_path: Path) -> None:
    what = scanned(world)
    journal, kept = recorded(tmp_path, what)
    filing = Filing(tmp_path / "evidence", AUDITOR.public_key())
    first = filing.file(what, kept, journal.keys)
    content = first.read_bytes()
    assert fault_of(filing.file, what, kept, journal.keys) is EvidenceFault.EXISTS
    assert first.read_bytes() == content


def test_a_name_that_cannot_be_given_is_left_to_nobody(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full stick the last step can fail too: an empty file under the final name would pass for evidence."""
    what = scanned(world)
    journal, kept = recorded(tmp_path, what)
    filing = Filing(tmp_path / "evidence", AUDITOR.public_key())

    def full(_: Path, __: Path) -> Path:
        raise OSError(errno.ENOSPC, "no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        assert fault_of(filing.file, what, kept, journal.keys) is EvidenceFault.UNWRITABLE
    assert list(filing.folder.iterdir()) == []
    assert filing.file(what, kept, journal.keys).stat().st_size > 0


def test_evidence_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.evidence.seal.MAX_EVIDENCE", 2000)
    assert unseal(seal(bytes(900), AUDITOR.public_key()), AUDITOR) == bytes(900)
    assert fault_of(seal, bytes(1000), AUDITOR.public_key()) is EvidenceFault.TOO_LARGE


def test_a_folder_that_cannot_be_written_is_told(world: World, tmp_path: Path) -> None:
    (tmp_path / "evidence").write_bytes(b"")
    assert fault_of(file, tmp_path, scanned(world)) is EvidenceFault.UNWRITABLE


@pytest.mark.parametrize("passphrase", [None, "phrase été".encode()])
def test_an_auditors_key_is_made_and_loaded(tmp_path: Path, passphrase: bytes | None) -> None:
    path, request = make_key(tmp_path / "desk", passphrase, 1000)
    assert path.name == (CLEAR if passphrase is None else ENCRYPTED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert request.read_bytes().startswith(b"-----BEGIN CERTIFICATE REQUEST-----")
    key = load_key(path, lambda: passphrase or b"")
    assert unseal(seal(b"content", key.public_key()), key) == b"content"
    assert fault_of(make_key, tmp_path / "desk", passphrase, 1000) is EvidenceFault.EXISTS
    if passphrase is not None:
        assert fault_of(load_key, path, lambda: b"another") is EvidenceFault.PASSPHRASE


@pytest.mark.parametrize("content", [b"-----BEGIN nothing", b"x" * 20_000])
def test_a_damaged_key_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "auditor.pem"
    path.write_bytes(content)
    assert fault_of(load_key, path, lambda: b"") is EvidenceFault.KEY_UNREADABLE
    assert fault_of(load_key, tmp_path / "absent", lambda: b"") is EvidenceFault.KEY_UNREADABLE


def test_every_fault_is_worded() -> None:
    assert set(FAULTS) == set(EvidenceFault)
    assert all(text.isprintable() for each in FAULTS.values() for text in each)


def test_a_case_that_was_changed_at_the_desk_is_noticed(world: World, tmp_path: Path) -> None:
    """The verdict is in the case to the bit: another moment, another verdict."""
    journal, sealed = file(tmp_path, scanned(world))
    opened, _ = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    case = replace(opened.filed.case, now=NOW + timedelta(hours=2))
    (verdict,) = judge(case, world.trust, Remembered())
    assert list(differences(case, verdict, digest((verdict,), Remembered())))
