"""Evidence by its commands: filed by `verifier check`, opened at the desk, replayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.commands import NOW, Desk, Done

CERTIFY = ("issuer", "certify", "office")
PASSPHRASE = {"CARTON_ROSE_PASSPHRASE": "phrase été"}


@pytest.fixture(scope="module")
def filed(desk: Desk) -> Desk:
    """A terminal, an auditor, and three checks that were filed."""
    steps = [
        desk.run("verifier", "evidence", "init", "bureau", **PASSPHRASE),
        desk.run("verifier", "terminal", "init", "--journal", "e.sqlite"),
        certify(desk, "bureau/request.pem", "auditor", "auditor.der"),
        certify(desk, "e.keys/request.pem", "terminal", "e-terminal.der"),
        file(desk, "code.png", "paper.pdf", "--with-picture", "--vehicle", "D"),
        desk.run("trust_store", "archive", "snapshots", "--store", "trust.sqlite"),
    ]
    assert [step.status for step in steps] == [0, 0, 0, 0, 1, 0], [step.errors for step in steps]
    return desk


def certify(desk: Desk, request: str, role: str, out: str, at: str = NOW) -> Done:
    return desk.run(*CERTIFY, request, "--role", role, "--name", f"{role} 1", "--out", out, "--at", at)


def file(desk: Desk, *arguments: str, key: str = "auditor.der", at: str = NOW) -> Done:
    options = ("--journal", "e.sqlite", "--agent", "ag-7", "--file-evidence", "filed", "--evidence-key", key)
    return desk.check(*arguments, *options, at=at)


def files(desk: Desk) -> list[Path]:
    return sorted((desk.folder / "filed").iterdir())


def open_all(desk: Desk, out: str, *more: str, **environment: str) -> Done:
    means = ("--key", "bureau/auditor.p12", "--out", out, "--store", "trust.sqlite")
    return desk.run("verifier", "evidence", "open", *files(desk), *means, *more, **environment)


def test_what_was_filed_opens_and_replays(filed: Desk) -> None:
    assert [path.suffix for path in files(filed)] == [".evidence", ".evidence"]
    done = open_all(filed, "cases", "--certificate", "e-terminal.der", **PASSPHRASE)
    assert (done.status, done.errors) == (0, "")
    assert done.output.count("Signé par le terminal : oui") == 2
    assert "CATEGORY_NOT_HELD" in done.output
    replayed = filed.run("verifier", "replay", "cases", "--archive", "snapshots")
    assert (replayed.status, replayed.output) == (0, "2 cases replayed, 0 differ\n")
    assert len(list((filed.folder / "cases").glob("*-frame.*"))) == 2


def test_no_name_stands_in_what_was_filed(filed: Desk) -> None:
    for path in files(filed):
        assert b"Quatrevaux" not in path.read_bytes()


def test_an_unverified_signature_is_no_clean_result(filed: Desk) -> None:
    done = open_all(filed, "unverified", "--lang", "en", **PASSPHRASE)
    assert done.status == 3
    assert "not verified" in done.output


def test_a_wrong_passphrase_is_one_line(filed: Desk) -> None:
    for environment in ({"CARTON_ROSE_PASSPHRASE": "wrong"}, {}):
        done = open_all(filed, "nothing", **environment)
        assert done.status == 2
        assert done.is_one_line_of_error
    assert not (filed.folder / "nothing").exists()


def test_another_certificate_than_the_terminals_is_refused(filed: Desk) -> None:
    done = open_all(filed, "nothing", "--certificate", "auditor.der", **PASSPHRASE)
    assert (done.status, done.is_one_line_of_error) == (2, True)


def test_evidence_of_another_terminal_is_named(filed: Desk) -> None:
    assert filed.run("verifier", "terminal", "init", "--journal", "f.sqlite").status == 0
    assert certify(filed, "f.keys/request.pem", "terminal", "f-terminal.der").status == 0
    done = open_all(filed, "nothing", "--certificate", "f-terminal.der", **PASSPHRASE)
    assert done.status == 1
    assert done.errors.count("(signature)") == 2
    assert not (filed.folder / "nothing").exists()


@pytest.mark.parametrize("key", ["e-terminal.der", "absent.der", "bureau/request.pem", "code.png"])
def test_a_certificate_that_is_no_auditors_files_nothing(filed: Desk, key: str) -> None:
    before = files(filed)
    done = file(filed, "code.png", key=key)
    assert (done.status, done.is_one_line_of_error) == (2, True)
    assert files(filed) == before


def test_an_auditors_certificate_that_is_over_files_nothing(filed: Desk) -> None:
    assert certify(filed, "bureau/request.pem", "auditor", "old.der", at="2026-11-01T09:00:00Z").status == 0
    done = file(filed, "code.png", key="old.der", at="2028-06-01T00:00:00Z")
    assert (done.status, "(not_now)" in done.errors) == (2, True)


@pytest.mark.parametrize(
    "options",
    [
        ("--file-evidence", "x"),
        ("--evidence-key", "auditor.der"),
        ("--file-evidence", "x", "--evidence-key", "auditor.der"),
    ],
)
def test_filing_needs_folder_certificate_and_journal(filed: Desk, options: tuple[str, ...]) -> None:
    done = filed.check("code.png", *options)
    assert (done.status, done.is_one_line_of_error) == (2, True)


def test_what_cannot_be_filed_is_shown_and_recorded_all_the_same(filed: Desk) -> None:
    (filed.folder / "no-folder").write_bytes(b"")
    options = ("--journal", "e.sqlite", "--file-evidence", "no-folder/below", "--evidence-key", "auditor.der")
    done = filed.check("paper.txt", *options)
    assert done.status == 0
    assert "VALIDE" in done.output
    assert "NON VERSÉ" in done.errors


@pytest.mark.parametrize(("key", "unfit"), [("e-terminal.der", "(no_path)"), ("absent.der", "(unreadable)")])
def test_the_screen_does_not_open_for_a_certificate_that_is_no_auditors(filed: Desk, key: str, unfit: str) -> None:
    options = ("--journal", "e.sqlite", "--file-evidence", "filed", "--evidence-key", key)
    done = filed.run("verifier", "scan", "-", "--store", "trust.sqlite", "--at", NOW, *options)
    assert (done.status, done.is_one_line_of_error) == (2, True)
    assert unfit in done.errors
    lone = filed.run("verifier", "scan", "-", "--store", "trust.sqlite", "--file-evidence", "filed")
    assert (lone.status, lone.is_one_line_of_error) == (2, True)
    assert "--journal" in lone.errors
