"""Attacks on evidence: changed, forged, passed on, and made to write where it should not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credential import cbor
from credential.cose import sign
from credential.language import Language
from tests.unit.evidence.filed import AUDITOR, OTHER, file, recorded, scanned
from tests.unit.journal.journals import keys
from tests.world import World
from verifier.evidence.content import TYPE, Filed, decode_filed, encode_filed
from verifier.evidence.desk import open_evidence
from verifier.evidence.fault import EvidenceError, EvidenceFault
from verifier.evidence.filing import case_of
from verifier.evidence.screens import opened_lines
from verifier.evidence.seal import seal, unseal
from verifier.journal.keys import TerminalKeys, key_sha256
from verifier.journal.record import protected_header
from verifier.replay.case import Recording

TO = key_sha256(AUDITOR.public_key())
THIEF = keys("thief")


def fault_of(function: object, *arguments: object) -> EvidenceFault:
    assert callable(function)
    with pytest.raises(EvidenceError) as refused:
        function(*arguments)
    return refused.value.fault


def test_no_byte_of_a_sealed_file_can_be_changed() -> None:
    data = seal(b"a scan", AUDITOR.public_key())
    for place in range(len(data)):
        for change in (1, 0x80):
            changed = data[:place] + bytes([data[place] ^ change]) + data[place + 1 :]
            with pytest.raises(EvidenceError):
                unseal(changed, AUDITOR)


def test_no_sealed_file_can_be_cut_or_lengthened() -> None:
    data = seal(b"a scan", AUDITOR.public_key())
    for changed in (*(data[:size] for size in range(len(data))), data + b"\0"):
        assert fault_of(unseal, changed, AUDITOR) in {EvidenceFault.MALFORMED, EvidenceFault.TAMPERED}


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        {"evidence": 2, "for": TO[:8], "sealed": b""},
        {"evidence": True, "for": TO[:8], "sealed": b""},
        {"evidence": 1, "for": "x", "sealed": b""},
        {"evidence": 1, "for": TO[:8], "sealed": "x"},
        {"evidence": 1, "for": TO[:8], "sealed": b"", "more": 1},
    ],
)
def test_what_is_not_of_the_shape_is_malformed(content: object) -> None:
    assert fault_of(unseal, cbor.encode(content), AUDITOR) in {EvidenceFault.MALFORMED, EvidenceFault.TAMPERED}


def test_sealed_with_another_head_does_not_open() -> None:
    parts: dict[str, Any] = cbor.decode(seal(b"a scan", OTHER.public_key()))
    assert fault_of(unseal, cbor.encode({**parts, "for": TO[:8]}), AUDITOR) is EvidenceFault.TAMPERED


@pytest.fixture
def filed(world: World, tmp_path: Path) -> tuple[TerminalKeys, Filed]:
    what = scanned(world)
    journal, kept = recorded(tmp_path, what)
    made = Filed(
        case=case_of(what, kept),
        findings=(),
        filed_at=what.now.replace(microsecond=0),
        record=kept.message,
        record_key=kept.record_key,
    )
    return journal.keys, made


def test_what_is_filed_reads_back(filed: tuple[TerminalKeys, Filed]) -> None:
    terminal, made = filed
    assert decode_filed(encode_filed(made, terminal, TO), TO, terminal.verification).filed == made


def test_a_forgery_by_whoever_knows_the_auditors_key_is_named(filed: tuple[TerminalKeys, Filed]) -> None:
    terminal, made = filed
    message = encode_filed(made, THIEF, TO)
    assert fault_of(decode_filed, message, TO, terminal.verification) is EvidenceFault.SIGNATURE
    assert not decode_filed(message, TO, None).is_verified


def test_evidence_passed_on_by_one_auditor_to_another_is_named(filed: tuple[TerminalKeys, Filed]) -> None:
    terminal, made = filed
    other = key_sha256(OTHER.public_key())
    assert fault_of(decode_filed, encode_filed(made, terminal, TO), other, terminal.verification) is (
        EvidenceFault.OTHER_KEY
    )


def test_another_scan_under_the_record_is_named(filed: tuple[TerminalKeys, Filed], world: World) -> None:
    terminal, made = filed
    other = replace(made, case=replace(made.case, texts=(world.code("P09"),)))
    assert fault_of(decode_filed, encode_filed(other, terminal, TO), TO, terminal.verification) is (
        EvidenceFault.SIGNATURE
    )


def test_the_record_of_another_terminal_is_named(
    filed: tuple[TerminalKeys, Filed], world: World, tmp_path: Path
) -> None:
    terminal, made = filed
    (tmp_path / "other").mkdir()
    _, kept = recorded(tmp_path / "other", scanned(world))
    other = replace(made, record=kept.message, record_key=kept.record_key)
    assert fault_of(decode_filed, encode_filed(other, terminal, TO), TO, terminal.verification) is (
        EvidenceFault.SIGNATURE
    )


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no map": lambda _parts: [],
    "a part missing": lambda parts: {name: parts[name] for name in parts if name != "findings"},
    "a part more": lambda parts: {**parts, "path": "/etc/passwd"},
    "a case of text": lambda parts: {**parts, "case": "{}"},
    "a case of nothing": lambda parts: {**parts, "case": b""},
    "findings of text": lambda parts: {**parts, "findings": "FAILED"},
    "a finding of numbers": lambda parts: {**parts, "findings": [[1, 2]]},
    "no time": lambda parts: {**parts, "filed_at": "now"},
    "a record of text": lambda parts: {**parts, "record": ""},
    "a record of nothing": lambda parts: {**parts, "record": b""},
    "a short key": lambda parts: {**parts, "record_key": b"1"},
    "a frame of text": lambda parts: {**parts, "frame": "x"},
    "a frame without bytes": lambda parts: {**parts, "frame": ["x"]},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_asked", [True, False])
def test_signed_by_the_terminal_and_still_no_evidence(
    filed: tuple[TerminalKeys, Filed], change: str, is_asked: bool
) -> None:
    terminal, made = filed
    parts = cbor.decode(payload_of(encode_filed(made, terminal, TO)), limit=1 << 20)
    content = cbor.encode(CHANGES[change](parts))
    message = sign(protected_header(terminal.kid, TYPE), content, terminal.signing)
    verification = terminal.verification if is_asked else None
    assert fault_of(decode_filed, message, TO, verification) in {EvidenceFault.MALFORMED, EvidenceFault.SIGNATURE}


def payload_of(message: bytes) -> bytes:
    from credential.cose import Sign1

    return Sign1.decode(message).unverified_payload


@pytest.mark.parametrize("name", ["../../escaped.png", "/escaped.png", "a\0b", "C:\\x.png", "x" * 4000, "\x1b[2J.png"])
def test_no_name_from_inside_names_a_file(world: World, tmp_path: Path, name: str) -> None:
    what = scanned(world, recording=Recording(name=name, data=b"\x89PNG\r\n\x1a\nx"))
    journal, sealed = file(tmp_path, what)
    opened, written = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    stem = written.case.stem
    assert sorted(path.name for path in (tmp_path / "cases").iterdir()) == [f"{stem}-frame.png", f"{stem}.case"]
    assert not list(tmp_path.parent.glob("escaped*"))
    assert all(line.isprintable() for line in opened_lines(name, opened, written, Language.FR))


def test_no_file_at_the_desk_is_replaced_or_followed(world: World, tmp_path: Path) -> None:
    journal, sealed = file(tmp_path, scanned(world))
    _, written = open_evidence(sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    content = written.case.read_bytes()
    again = (open_evidence, sealed, AUDITOR, journal.keys.verification, tmp_path / "cases")
    assert fault_of(*again) is EvidenceFault.EXISTS
    assert written.case.read_bytes() == content
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    written.case.unlink()
    written.case.symlink_to(precious)
    assert fault_of(*again) is EvidenceFault.EXISTS
    assert precious.read_bytes() == b"precious"


def test_findings_that_would_be_obeyed_are_shown_as_text(filed: tuple[TerminalKeys, Filed], tmp_path: Path) -> None:
    terminal, made = filed
    hostile = replace(made, findings=(("\x1b]0;x\x07", "\x1b[2J\n=1+1"),))
    sealed = tmp_path / "x.evidence"
    sealed.write_bytes(seal(encode_filed(hostile, terminal, TO), AUDITOR.public_key()))
    opened, written = open_evidence(sealed, AUDITOR, terminal.verification, tmp_path / "cases")
    assert all(line.isprintable() for line in opened_lines("\x1b[2J", opened, written, Language.FR))


@pytest.mark.parametrize("kind", ["pipe", "folder", "absent", "link"])
def test_what_is_no_plain_file_is_not_opened(tmp_path: Path, kind: str) -> None:
    import os

    path = tmp_path / "x.evidence"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to("/dev/zero")
    assert fault_of(open_evidence, path, AUDITOR, None, tmp_path / "cases") is EvidenceFault.UNREADABLE
