"""The contract of ``issuer``: every command, every ending, encrypted keys, and one clear line for what is wrong."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.e2e.commands import MINTED, NOW, SHOWN, Desk

MADE = "2026-11-01T08:00:00Z"
SECRET = "a long SPECIMEN passphrase"  # noqa: S105 - of a test office


def test_a_code_is_written_in_every_form(desk: Desk) -> None:
    heads = {
        ".png": b"\x89PNG",
        ".svg": b"<",
        ".txt": b"PDC1:",
        ".cbor": b"\xd2\x84",
        ".apng": b"\x89PNG",
        ".avi": b"RIFF",
    }
    names = [f"every{ending}" for ending in heads]
    for name in names:
        done = desk.run(
            "issuer",
            "present",
            "licence.txt",
            "--device-key",
            "phone.pem",
            "--at",
            SHOWN,
            "--seconds",
            2,
            "--out",
            name,
        )
        assert (done.status, done.errors) == (0, "")
    for name, head in zip(names, heads.values(), strict=True):
        assert (desk.folder / name).read_bytes().startswith(head)
    done = desk.check("every.png", "every.txt", "every.cbor", "every.avi", "--json")
    assert [each["verdict"] for each in done.objects] == ["PASSED"] * 4


def test_a_nonce_is_answered_and_the_companion_is_shown(desk: Desk) -> None:
    show = ("present", "licence.txt", "--device-key", "phone.pem", "--at", SHOWN, "--out")
    desk.run("issuer", *show, "answer.txt", "--nonce", "K7QF")
    desk.run("issuer", *show, "companion.txt", "--companion")
    assert desk.check("answer.txt", "--json", "--nonce", "K7QF").objects[0]["verdict"] == "PASSED"
    both = desk.text("companion.txt") + "\n" + desk.text("code.txt") + "\n"
    last = desk.check("-", "--json", given=both).objects[-1]
    assert last["verdict"] == "PASSED"
    assert last["claims"]["portrait"]


def test_a_status_reaches_the_terminal_with_the_next_update(desk: Desk) -> None:
    shutil.copy(desk.folder / "trust.sqlite", desk.folder / "later.sqlite")
    shutil.copytree(desk.folder / "office", desk.folder / "later office")
    mint = ("mint", "later office", "--person", "P03", "--form", "attestation", "--no-portrait", "--at", MINTED)
    assert desk.run("issuer", *mint, "--out", "later.txt").status == 0
    for word, verdict, reasons in (
        ("suspended", "FAILED", ["SUSPENDED", "HOLDER_NOT_PROVEN"]),
        ("valid", "ATTENTION", ["HOLDER_NOT_PROVEN"]),
    ):
        at = {"suspended": "2026-12-01T12:00:00Z", "valid": "2026-12-01T12:30:00Z"}[word]
        for arguments in (
            ("issuer", "status", "later office", "--person", "P03", "--set", word, "--at", at),
            ("issuer", "publish", "later office", "published later", "--at", at),
            ("trust_store", "update", "published later", "--store", "later.sqlite", "--at", NOW),
        ):
            assert desk.run(*arguments).status == 0
        done = desk.run("verifier", "check", "later.txt", "--json", "--at", NOW, "--store", "later.sqlite")
        assert (done.objects[0]["verdict"], done.objects[0]["reasons"]) == (verdict, reasons)


def test_one_stolen_credential_is_refused_within_one_publication_and_the_others_stand(desk: Desk) -> None:
    shutil.copy(desk.folder / "trust.sqlite", desk.folder / "stolen.sqlite")
    shutil.copytree(desk.folder / "office", desk.folder / "stolen office")
    for name in ("one.txt", "two.txt"):
        mint = ("mint", "stolen office", "--person", "P03", "--form", "attestation", "--no-portrait", "--at", MINTED)
        assert desk.run("issuer", *mint, "--out", name).status == 0
    publish = ("publish", "stolen office", "stolen", "--at", "2026-12-01T12:00:00Z")
    assert desk.run("issuer", *publish).status == 0
    listed = desk.run("issuer", "credentials", "stolen office", "--person", "P03").output.splitlines()
    revoke = ("status", "stolen office", "--credential", listed[-2].split()[0], "--set", "lost_or_stolen")
    done = desk.run("issuer", *revoke, "--publish", "stolen", "--at", "2026-12-01T12:30:00Z")
    assert (done.status, done.errors) == (0, "")
    assert desk.run("trust_store", "update", "stolen", "--store", "stolen.sqlite", "--at", NOW).status == 0
    done = desk.run("verifier", "check", "one.txt", "two.txt", "--json", "--at", NOW, "--store", "stolen.sqlite")
    failed, standing = sorted(done.objects, key=lambda each: each["verdict"] != "FAILED")
    assert (failed["verdict"], "LOST_OR_STOLEN" in failed["reasons"]) == ("FAILED", True)
    assert (standing["verdict"], standing["reasons"]) == ("ATTENTION", ["HOLDER_NOT_PROVEN"])
    after = desk.run("issuer", "credentials", "stolen office", "--person", "P03").output.splitlines()
    assert [line for line in after if line not in listed] == [f"{listed[-2]}, lost_or_stolen since 2026-12-01"]


def test_an_update_that_goes_back_is_refused(desk: Desk) -> None:
    shutil.copy(desk.folder / "trust.sqlite", desk.folder / "forward.sqlite")
    shutil.copytree(desk.folder / "office", desk.folder / "forward office")
    desk.run("issuer", "publish", "forward office", "forward", "--at", "2026-12-01T12:00:00Z")
    update = ("trust_store", "update")
    assert desk.run(*update, "forward", "--store", "forward.sqlite", "--at", NOW).status == 0
    back = desk.run(*update, "published", "--store", "forward.sqlite", "--at", NOW)
    assert back.status == 1
    assert back.errors.count("\n") == 1


def test_root_publisher_and_signers_change_by_commands_alone(desk: Desk) -> None:
    shutil.copy(desk.folder / "trust.sqlite", desk.folder / "rotated.sqlite")
    shutil.copytree(desk.folder / "office", desk.folder / "rotated office")
    for hour, role in enumerate(("iaca", "document-signer", "status-signer", "list-signer"), start=1):
        at = f"2026-12-01T{hour:02}:00:00Z"
        first_use = () if role == "list-signer" else ("--use-from", at)
        assert desk.run("issuer", "rotate", "rotated office", role, *first_use, "--at", at).status == 0
    mint = ("mint", "rotated office", "--person", "P25", "--form", "attestation", "--no-portrait", "--at")
    assert desk.run("issuer", *mint, "2026-12-01T05:00:00Z", "--out", "rotated.txt").status == 0
    assert desk.run("issuer", "publish", "rotated office", "rotated", "--at", "2026-12-01T06:00:00Z").status == 0
    update = ("update", "rotated", "--store", "rotated.sqlite", "--lang", "en", "--at", NOW)
    done = desk.run("trust_store", *update)
    assert (done.status, done.errors) == (0, "")
    assert "named by the one before" in done.output
    checked = desk.run("verifier", "check", "rotated.txt", "--json", "--at", NOW, "--store", "rotated.sqlite").objects[
        0
    ]
    assert (checked["verdict"], checked["reasons"]) == ("ATTENTION", ["HOLDER_NOT_PROVEN"])
    assert checked["trust"]["grades"] == {"trust_list": "fresh", "block_list": "fresh", "status": "fresh"}
    unknown = desk.check("rotated.txt", "--json").objects[0]
    assert unknown["reasons"] == ["ISSUER_UNKNOWN"], "the old store does not know the new root"


def test_keys_are_encrypted_unless_told_otherwise(desk: Desk) -> None:
    locked = {"CARTON_ROSE_PASSPHRASE": SECRET}
    refused = desk.run("issuer", "init", "locked", "--at", MADE)
    assert refused.status == 2
    assert refused.is_one_line_of_error
    assert desk.run("issuer", "init", "locked", "--at", MADE, **locked).status == 0
    people = json.loads((desk.folder / "people.json").read_text(encoding="utf-8"))
    driver = [each for each in people["personas"] if each["id"] == "P25"]
    (desk.folder / "driver.json").write_text(json.dumps(driver), encoding="utf-8")
    assert desk.run("issuer", "import", "locked", "driver.json", **locked).status == 0
    mint = ("mint", "locked", "--person", "P25", "--form", "licence", "--out", "locked.txt", "--at", MINTED)
    assert desk.run("issuer", *mint, CARTON_ROSE_PASSPHRASE=SECRET[::-1]).is_one_line_of_error
    assert not (desk.folder / "locked.key.pem").exists()
    assert desk.run("issuer", *mint, **locked).status == 0
    keys = [desk.folder / "locked.key.pem", *(desk.folder / "locked" / "keys").glob("*.pem")]
    assert len(keys) > 3
    assert all(key.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY") for key in keys)


def test_people_are_added_once(desk: Desk) -> None:
    shutil.copytree(desk.folder / "office", desk.folder / "another office")
    again = desk.run("issuer", "import", "another office", "people.json")
    assert (again.status, again.output.split()[0]) == (0, "0")


def test_samples_are_written_without_pictures_as_they_were(desk: Desk) -> None:
    done = desk.run("issuer", "samples", "catalogue", "--no-pictures")
    assert done.status == 0
    assert len(list((desk.folder / "catalogue" / "scans").glob("*.sample"))) > 60
    replayed = desk.run("verifier", "replay", "catalogue")
    assert (replayed.status, replayed.output.split()[-2:]) == (0, ["0", "differ"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "office", "--insecure-test-keys"),
        ("init", "/proc/no", "--insecure-test-keys"),
        ("import", "office", "absent.json"),
        ("import", "office", "code.png"),
        ("import", "nowhere", "people.json"),
        ("mint", "office", "--person", "P25", "--form", "attestation"),
        ("mint", "office", "--person", "P25", "--form", "passport", "--out", "x.txt"),
        ("mint", "office", "--person", "nobody", "--form", "attestation", "--out", "x.txt"),
        ("mint", "office", "--person", "P25", "--form", "attestation", "--out", "x.exe"),
        ("mint", "office", "--person", "P25", "--form", "attestation", "--out", "no folder/x.txt"),
        ("mint", "office", "--person", "P25", "--form", "licence", "--device-key", "people.json", "--out", "x.txt"),
        ("mint", "office", "--person", "P25", "--form", "attestation", "--device-key", "phone.pem", "--out", "x.txt"),
        ("present", "absent.txt", "--device-key", "phone.pem", "--out", "x.txt"),
        ("present", "paper.txt", "--device-key", "phone.pem", "--out", "x.txt"),
        ("present", "licence.txt", "--device-key", "absent.pem", "--out", "x.txt"),
        ("present", "licence.txt", "--device-key", "phone.pem", "--out", "x.txt", "--at", "noon"),
        ("status", "office", "--person", "P25", "--set", "sunny"),
        ("status", "office", "--person", "nobody", "--set", "valid"),
        ("status", "office", "--credential", "nothing", "--set", "invalid"),
        ("status", "office", "--person", "P25", "--credential", "x", "--set", "invalid"),
        ("status", "office", "--set", "invalid"),
        ("credentials", "office", "--person", "nobody"),
        ("init", "new office", "--insecure-test-keys", "--status-uri", "https://status.example/\x1b[2J"),
        ("block", "office", "--country", "ZZ"),
        ("publish", "nowhere", "x"),
        ("publish", "office", "people.json"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_one_line_and_exit_status_2(desk: Desk, arguments: tuple[str, ...]) -> None:
    before = sorted(path.name for path in desk.folder.iterdir())
    done = desk.run("issuer", *arguments)
    assert done.status == 2
    assert done.is_one_line_of_error
    assert sorted(path.name for path in desk.folder.iterdir()) == before


def test_minting_for_an_unwritable_file_mints_nothing(desk: Desk) -> None:
    shutil.copytree(desk.folder / "office", desk.folder / "counting office")
    before = (desk.folder / "counting office" / "register.sqlite").read_bytes()
    mint = ("mint", "counting office", "--person", "P25", "--form", "attestation", "--out", "no folder/x.txt")
    assert desk.run("issuer", *mint).status == 2
    assert (desk.folder / "counting office" / "register.sqlite").read_bytes() == before
