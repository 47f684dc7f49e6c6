"""The journal by its commands: recorded by `verifier check`, certified by the issuer, verified at the desk."""

from __future__ import annotations

import csv
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.commands import NOW, Desk
from verifier.journal import storage

LATER = "2026-12-02T08:00:00Z"


@pytest.fixture(scope="module")
def shift(desk: Desk) -> Desk:
    """Three checks, a certificate, a head."""
    assert desk.check("code.png", "paper.txt", "--journal", "j.sqlite", "--agent", "ag-7").status == 0
    assert desk.check("licence.txt", "--journal", "j.sqlite").status == 1
    assert desk.run("verifier", "terminal", "init", "--journal", "j.sqlite").status == 0
    certify = ("issuer", "certify", "office", "j.keys/request.pem", "--name", "terminal 12", "--at", NOW)
    assert desk.run(*certify, "--role", "terminal", "--out", "terminal.der").status == 0
    assert desk.run(*certify, "--role", "auditor", "--out", "no-terminal.der").status == 0
    assert desk.run("verifier", "journal", "head", "--journal", "j.sqlite", "--out", "heads", "--at", NOW).status == 0
    return desk


def verify(desk: Desk, name: str, *more: str, certificate: str = "terminal.der") -> tuple[int, str, str]:
    means = ("--certificate", certificate, "--store", "trust.sqlite", "--heads", "heads", "--at", LATER)
    done = desk.run("verifier", "journal", "verify", name, *means, *more)
    return done.status, done.output, done.errors


def copy(desk: Desk, name: str) -> Path:
    target = desk.folder / name
    target.write_bytes((desk.folder / "j.sqlite").read_bytes())
    return target


def test_a_whole_journal_holds(shift: Desk) -> None:
    status, output, errors = verify(shift, "j.sqlite")
    assert (status, errors) == (0, "")
    assert "3 enregistrement(s)" in output


def test_a_bent_journal_is_named(shift: Desk) -> None:
    path = copy(shift, "bent.sqlite")
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER record_delete")
        database.execute("DELETE FROM record WHERE number = 2")
        (refusal,) = (each for each in storage._SCHEMA if "TRIGGER record_delete" in each)
        database.execute(refusal)
        database.commit()
    status, output, _ = verify(shift, "bent.sqlite", "--lang", "en")
    assert status == 1
    assert "BENT, record 2" in output
    export = shift.run(
        "verifier", "journal", "export", "bent.sqlite", "--certificate", "terminal.der", "--store", "trust.sqlite"
    )
    assert (export.status, len(export.objects)) == (1, 1)


def test_the_export_is_csv_or_json(shift: Desk) -> None:
    means = ("--certificate", "terminal.der", "--store", "trust.sqlite", "--at", LATER)
    done = shift.run("verifier", "journal", "export", "j.sqlite", "--csv", *means)
    rows = list(csv.DictReader(done.output.splitlines()))
    assert [row["verdict"] for row in rows] == ["PASSED", "ATTENTION", "FAILED"]
    assert [row["agent"] for row in rows] == ["ag-7", "ag-7", ""]
    done = shift.run("verifier", "journal", "export", "j.sqlite", *means)
    assert [each["reasons"] for each in done.objects] == [[], ["HOLDER_NOT_PROVEN"], ["KEY_BINDING_MISSING"]]


@pytest.mark.parametrize("certificate", ["no-terminal.der", "j.keys/request.pem", "absent.der", "code.png"])
def test_a_certificate_that_is_no_terminals_verifies_nothing(shift: Desk, certificate: str) -> None:
    status, output, errors = verify(shift, "j.sqlite", certificate=certificate)
    assert (status, output) == (2, "")
    assert errors.count("\n") == 1


def test_a_certificate_of_another_root_verifies_nothing(shift: Desk) -> None:
    done = shift.run("issuer", "init", "elsewhere", "--insecure-test-keys", "--at", "2026-11-01T08:00:00Z")
    assert done.status == 0
    arguments = ("--role", "terminal", "--name", "terminal 12", "--out", "elsewhere.der", "--at", NOW)
    assert shift.run("issuer", "certify", "elsewhere", "j.keys/request.pem", *arguments).status == 0
    assert verify(shift, "j.sqlite", certificate="elsewhere.der")[0] == 2


def test_a_fingerprint_that_the_auditor_knows_will_do(shift: Desk) -> None:
    shown = shift.run("verifier", "terminal", "init", "--journal", "j.sqlite", "--lang", "en").output
    fingerprint = shown.splitlines()[1].rpartition(" ")[2]
    done = shift.run("verifier", "journal", "verify", "j.sqlite", "--key", fingerprint, "--at", LATER)
    assert done.status == 0
    wrong = shift.run("verifier", "journal", "verify", "j.sqlite", "--key", "0" * 64, "--at", LATER)
    assert wrong.status == 2
    assert wrong.is_one_line_of_error


def test_circumstances_of_the_command_are_recorded_without_places_and_figures(shift: Desk) -> None:
    stated = "motorway=yes,passengers=2,distance=12.5,sunset=17:12,id=shown"
    assert shift.check("paper.txt", "--journal", "c.sqlite", "--context", stated).status == 0
    shown = shift.run("verifier", "terminal", "init", "--journal", "c.sqlite", "--lang", "en").output
    fingerprint = shown.splitlines()[1].rpartition(" ")[2]
    done = shift.run("verifier", "journal", "export", "c.sqlite", "--key", fingerprint, "--at", LATER)
    (record,) = done.objects
    words = ["sunset=stated", "passengers=2", "distance_from_home_km=stated", "motorway=yes", "id=shown"]
    assert (record["circumstances"], record["portrait"]) == (words, None)
    assert "12.5" not in done.output


def test_a_journal_does_not_vouch_for_itself(shift: Desk) -> None:
    done = shift.run("verifier", "journal", "verify", "j.sqlite")
    assert done.status == 2
    assert done.is_one_line_of_error


@pytest.mark.parametrize("name", ["absent.sqlite", "code.png", "trust.sqlite"])
def test_what_is_no_journal_is_one_line(shift: Desk, name: str) -> None:
    status, output, errors = verify(shift, name)
    assert (status, output) == (2, "")
    assert errors.count("\n") == 1
    assert "Traceback" not in errors


def test_the_record_is_named_in_json(shift: Desk) -> None:
    (content,) = shift.check("paper.txt", "--json", "--journal", "numbers.sqlite").objects
    assert content["record"] == 1
    assert "record" not in shift.check("paper.txt", "--json").objects[0]


def test_the_last_record_is_a_clock_floor(shift: Desk) -> None:
    assert shift.check("paper.txt", "--journal", "late.sqlite", at="2026-12-01T18:00:00Z").status == 0
    (content,) = shift.check("paper.txt", "--json", "--journal", "late.sqlite", at=NOW).objects
    assert content["reasons"][0] == "CLOCK_BEHIND"
    assert content["record"] == 2


def test_what_cannot_be_recorded_is_shown_all_the_same(shift: Desk) -> None:
    done = shift.check("paper.txt", "code.txt", "--journal", "no/such/folder.sqlite")
    assert done.status == 0
    assert done.output.count("VALIDE") >= 2
    assert done.errors.count("NON ENREGISTRÉ") == 2
    assert done.errors.count("\n") == 2


def test_a_setting_ends_checks_that_are_not_recorded(shift: Desk) -> None:
    done = shift.check(
        "paper.txt", "code.txt", "--json", "--journal", "no/such/folder.sqlite", "--unrecorded", "stop", "--lang", "en"
    )
    assert done.status == 3
    assert [each["record"] for each in done.objects] == [None]
    assert "NOT RECORDED" in done.errors


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes wherever it likes")
def test_a_journal_that_may_not_be_written_is_told(shift: Desk) -> None:
    path = copy(shift, "read-only.sqlite")
    path.chmod(0o400)
    assert "NON ENREGISTRÉ" in shift.check("paper.txt", "--journal", "read-only.sqlite").errors


@pytest.mark.parametrize("agent", ["Inès Quatrevaux", "=1+1", "a" * 33])
def test_a_wrong_pseudonym_is_wrong_use(shift: Desk, agent: str) -> None:
    done = shift.check("paper.txt", "--journal", "j2.sqlite", "--agent", agent)
    assert done.status == 2
    assert done.is_one_line_of_error
    assert not (shift.folder / "j2.sqlite").exists()
