"""The contract of ``verifier check`` and ``trust-store``: exit statuses, JSON, one clear line for what is wrong."""

from __future__ import annotations

import json
import os

import pytest

from credential.labels import BY_NAME
from tests.e2e.commands import NOW, Desk, Done
from verifier.capture.wedge import Layout, mangle

KEYS = {"source", "form", "verdict", "reasons", "claims", "trust", "checked_at"}


def verdicts(done: Done) -> list[tuple[str, str, list[str]]]:
    return [(each["source"], each["verdict"], each["reasons"]) for each in done.objects]


def test_the_whole_road_is_built(furnished: tuple[Desk, list[Done]]) -> None:
    desk, steps = furnished
    assert [step.status for step in steps] == [0] * 9
    assert [step.errors for step in steps[:-1]] == [""] * 8
    assert "SPECIMEN" in steps[-1].errors  # a terminal of the test profile says so
    assert (desk.folder / "paper.pdf").read_bytes().startswith(b"%PDF-")


def test_json_is_one_object_a_line_with_the_contracts_keys(desk: Desk) -> None:
    done = desk.check("code.png", "paper.pdf", "paper.txt", "--json")
    assert done.errors == ""
    assert [each["source"] for each in done.objects] == ["code.png", "paper.pdf", "paper.txt"]
    assert [each["form"] for each in done.objects] == ["presentation", "attestation", "attestation"]
    for content in done.objects:
        assert content.keys() >= KEYS
        assert content["claims"].keys() <= BY_NAME.keys()
        assert content["trust"]["snapshot"]
        assert content["trust"]["ages"]["status"] == 8 * 3600
        assert content["checked_at"] == "2026-12-01T13:00:00Z"


def test_exit_status_0_is_for_passed_and_attention(desk: Desk) -> None:
    done = desk.check("code.png", "paper.txt", "--json")
    assert done.status == 0
    assert verdicts(done) == [("code.png", "PASSED", []), ("paper.txt", "ATTENTION", ["HOLDER_NOT_PROVEN"])]


def test_exit_status_1_is_for_any_failed(desk: Desk) -> None:
    done = desk.check("HTTPS://EXAMPLE.ORG", "licence.txt", "code.png", "--json")
    assert done.status == 1
    assert [verdict for _, verdict, _ in verdicts(done)] == ["INDETERMINATE", "FAILED", "PASSED"]
    assert "claims" not in done.objects[1]


def test_exit_status_3_is_for_indeterminate_else(desk: Desk) -> None:
    done = desk.check("code.png", at="2026-12-01T15:00:00+01:00")
    assert done.status == 3
    assert "INDÉTERMINÉ" in done.output


def test_the_moment_can_be_stated(desk: Desk) -> None:
    for at, reasons in (("2026-12-01T13:00:26Z", []), ("2026-12-01T13:00:27Z", ["PRESENTATION_STALE"])):
        assert desk.check("code.txt", "--json", at=at).objects[0]["reasons"] == reasons


def test_the_vehicle_and_the_nonce_can_be_stated(desk: Desk) -> None:
    assert desk.check("code.txt", "--json", "--vehicle", "category=D").objects[0]["reasons"] == ["CATEGORY_NOT_HELD"]
    assert desk.check("code.txt", "--json", "--nonce", "K7QF").objects[0]["reasons"] == ["NONCE_MISMATCH"]


def test_text_is_taken_as_an_argument_and_from_standard_input(desk: Desk) -> None:
    text, paper = desk.text("code.txt"), desk.text("paper.txt")
    assert verdicts(desk.check(text, "--json"))[0][1] == "PASSED"
    done = desk.check("-", "--json", given=f"{text}\r\n\n{paper}\n")
    assert [verdict for _, verdict, _ in verdicts(done)] == ["PASSED", "ATTENTION"]


@pytest.mark.parametrize("layout", [Layout.FR, Layout.FR_CAPS])
def test_a_us_scanner_that_types_into_a_french_session_is_read(desk: Desk, layout: Layout) -> None:
    typed = mangle(desk.text("code.txt"), layout)
    assert not typed.startswith("PDC1:")
    assert [each for _, each, _ in verdicts(desk.check("-", "--json", given=typed + "\n"))] == ["PASSED"]


def test_input_that_is_no_text_is_said(desk: Desk) -> None:
    done = desk.check("-", "code.txt", "--json", given=b"\xff\xfe\x00\x80\n")
    assert "Traceback" not in done.errors
    assert verdicts(done)[-1][1] == "PASSED"
    assert verdicts(done)[0][1] == "INDETERMINATE"


def test_what_cannot_be_read_gets_a_line_and_the_others_are_judged(desk: Desk) -> None:
    folder = desk.folder
    (folder / "empty.png").touch()
    (folder / "a folder").mkdir()
    (folder / "no picture.png").write_bytes(b"no picture at all")
    (folder / "cut.png").write_bytes((folder / "code.png").read_bytes()[:300])
    with (folder / "huge.png").open("wb") as huge:
        huge.write(b"\x89PNG\r\n\x1a\n")
        huge.truncate(1 << 34)  # sixteen gigabytes of nothing: the file is sparse
    os.mkfifo(folder / "pipe.png")
    bad = ["absent.png", "empty.png", "a folder", "no picture.png", "cut.png", "huge.png", "pipe.png", "/dev/zero"]
    done = desk.check(*bad, "code.png", "--json")
    assert done.status == 3
    assert "Traceback" not in done.errors
    assert verdicts(done) == [
        *((name, "INDETERMINATE", ["SOURCE_UNUSABLE"]) for name in bad),
        ("code.png", "PASSED", []),
    ]
    details = [each["findings"][0]["detail"] for each in done.objects[:-1]]
    assert all(detail.startswith(name) and "\n" not in detail for name, detail in zip(bad, details, strict=True))
    assert len({detail.partition(": ")[2] for detail in details}) >= 6
    for line in ("absent.png", "empty.png", "a folder"):
        assert line in desk.check(*bad[:3]).output


@pytest.mark.parametrize(
    "arguments",
    [
        ("verifier", "check"),
        ("verifier", "check", "code.png", "--at", "yesterday"),
        ("verifier", "check", "code.png", "--at", "2026-12-01T14:00:00"),
        ("verifier", "check", "code.png", "--vehicle", "spaceship"),
        ("verifier", "check", "code.png", "--lang", "de"),
        ("verifier", "check", "code.png", "--no-such-option"),
        ("verifier", "chekc", "code.png"),
        ("trust_store", "update", "published"),
        ("trust_store", "update", "absent", "--store", "x.sqlite", "--at", "now"),
        ("trust_store", "show"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line_and_exit_status_2(desk: Desk, arguments: tuple[str, ...]) -> None:
    done = desk.run(*arguments)
    assert done.status == 2
    assert done.is_one_line_of_error


def test_without_a_store_nobody_is_believed_and_it_is_said(desk: Desk) -> None:
    done = desk.run("verifier", "check", "code.txt", "--json", "--at", NOW, "--store", "none.sqlite")
    assert done.status == 3
    assert done.objects[0]["reasons"] == ["TRUST_STORE_EMPTY"]
    assert done.errors.count("\n") == 1


def test_a_damaged_store_judges_nobody_and_it_is_said(desk: Desk) -> None:
    (desk.folder / "damaged.sqlite").write_bytes(b"SQLite format 3\0" + bytes(4096))
    done = desk.run("verifier", "check", "code.txt", "--json", "--at", NOW, "--store", "damaged.sqlite")
    assert done.status == 3
    assert done.objects[0]["reasons"] == ["TRUST_STORE_UNUSABLE"]
    assert done.errors.count("\n") == 1
    assert "Traceback" not in done.errors


def test_a_publication_of_the_test_profile_is_refused_by_production(desk: Desk) -> None:
    pin = ("--root", "published/metadata/1.root.json")
    done = desk.run(
        "trust_store", "update", "published", "--store", "real.sqlite", "--profile", "production", *pin, "--at", NOW
    )
    assert done.status == 1
    assert "wrong_profile" in done.errors
    assert not (desk.folder / "real.sqlite").exists()


def test_the_store_is_shown_for_people_and_for_programs(desk: Desk) -> None:
    shown = desk.run("trust_store", "show", "--store", "trust.sqlite", "--at", NOW)
    assert shown.status == 0
    assert "SPECIMEN" in shown.output
    content = json.loads(desk.run("trust_store", "show", "--json", "--store", "trust.sqlite", "--at", NOW).output)
    checked = desk.check("code.txt", "--json").objects[0]
    assert checked["trust"]["snapshot"] in json.dumps(content)


def test_lines_for_people_are_french_unless_asked_otherwise(desk: Desk) -> None:
    french, english = desk.check("paper.txt"), desk.check("paper.txt", "--lang", "en")
    assert "VALIDE - À VÉRIFIER" in french.output
    assert "VALID - TO CHECK" in english.output
    assert "QUATREVAUX" in french.output
