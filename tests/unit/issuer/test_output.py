"""Writing: the ending decides, and a file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from credential.qr_text import unwrap
from issuer.output import FPS, MAX_AT_M, MOVING, STILL, OutputError, level, moving, printed, still, write_file
from issuer.people import StatusWord
from issuer.samples.scene import SHOWN
from tests.world import DRIVER, World

HEADS = {".png": b"\x89PNG\r\n\x1a\n", ".svg": b"<", ".txt": b"PDC1:", ".cbor": b"\xd2\x84"}


@pytest.mark.parametrize("suffix", STILL)
def test_the_ending_decides_what_is_written(world: World, suffix: str) -> None:
    text = world.code()
    content = still(text, suffix)
    assert content.startswith(HEADS[suffix]) or b"<svg" in content[:200]
    if suffix == ".txt":
        assert content == text.encode() + b"\n"
    if suffix == ".cbor":
        assert content == unwrap(text)[1]


@pytest.mark.parametrize("suffix", ["", ".PNG", ".jpg", ".exe", ".pdf", ".avi"])
def test_another_ending_is_refused(world: World, suffix: str) -> None:
    with pytest.raises(OutputError):
        still(world.code(), suffix)


def test_a_text_that_no_code_holds_is_refused() -> None:
    for suffix in (".png", ".svg"):
        with pytest.raises(OutputError):
            still("PDC1:" + "0" * 5000, suffix)


@pytest.mark.parametrize(("size", "expected"), [(5, "M"), (MAX_AT_M, "M"), (MAX_AT_M + 1, "L")])
def test_error_correction_gives_way_only_to_size(size: int, expected: str) -> None:
    assert level("A" * size) == expected


def test_a_still_code_reads_back(world: World, tmp_path: Path) -> None:
    from verifier.capture.sources import open_source

    path = tmp_path / "a code.png"
    write_file(path, still(world.code(), ".png"))
    (sighting,) = open_source(str(path))
    assert sighting.reading.texts == (world.code(),)


@pytest.mark.parametrize("suffix", MOVING)
def test_codes_in_turn_make_a_film(world: World, suffix: str) -> None:
    codes = [world.code(at=SHOWN), world.code()]
    content = moving(codes, world.companion(), suffix, renewal=0.5)
    assert content.startswith(b"\x89PNG" if suffix == ".apng" else b"RIFF")
    assert FPS > 0


def test_an_attestation_is_printed(world: World) -> None:
    minted = world.scene.attestation(DRIVER, portrait=True)
    assert printed(minted.text, minted.claims, StatusWord.VALID).startswith(b"%PDF-")


@pytest.mark.parametrize("word", StatusWord)
def test_no_attestation_is_printed_of_a_record_that_has_none(world: World, word: StatusWord) -> None:
    minted = world.attestation
    try:
        content = printed(minted.text, minted.claims, word)
    except OutputError:
        assert word not in (StatusWord.VALID, StatusWord.SUSPENDED)
    else:
        assert content.startswith(b"%PDF-")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(path, b"one")
    write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    with pytest.raises(OutputError):
        write_file(tmp_path / "no folder" / "a.txt", b"three")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(OutputError):
        write_file(tmp_path / "folder.txt", b"four")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.txt", "folder.txt"]


@pytest.mark.parametrize(("codes", "shown"), [(1, "LC"), (2, "LC"), (3, "LCL"), (4, "LLCL")])
def test_the_second_code_is_shown_once_and_never_instead_of_the_only_code(
    world: World, codes: int, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[str] = []
    monkeypatch.setattr("issuer.output.qr_png", lambda text, **_: text[:4].encode())
    monkeypatch.setattr("issuer.artwork.films.animation", lambda pngs, **_: frames.extend(map(bytes.decode, pngs)))
    moving([world.code()] * codes, world.companion(), ".apng", renewal=2.0)
    assert "".join({"PDC1": "L", "PDD1": "C"}[frame] for frame in frames) == shown
