"""What is pure in the terminal: dates, ages, codes written out, what follows a verdict, how a portrait is decoded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from credential.language import Language
from credential.reason import Reason
from issuer.artwork.portraits import draw_portrait
from tests.ui.drivers_for_tests import CLAIMS, judged, verdict, with_portrait
from verifier import dates
from verifier.capture.errors import SourceError, SourceFault
from verifier.spelled import spell
from verifier.terminal.judged import Succession, succession
from verifier.terminal.launch import live_source, run_scan
from verifier.terminal.portrait_picture import PortraitError, decode_portrait
from verifier.terminal.typed import Typing, Whose, pasted

FACE = draw_portrait("specimen", sex="M", birth_year=1980)


def test_moment_is_told_in_the_time_of_paris() -> None:
    assert dates.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), Language.FR) == "02/07/2026 00:30"
    assert dates.moment(datetime(2026, 12, 1, 22, 30, tzinfo=UTC), Language.EN) == "1 Dec 2026 23:30"


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(hours=48), "2 j"),
    ],
)
def test_age_is_rounded_down_in_one_unit(age: timedelta, words: str) -> None:
    assert dates.age(age, Language.FR) == words


def test_day_is_not_mistaken_for_the_month() -> None:
    assert dates.day(date(2026, 3, 2), Language.EN) == "2 Mar 2026"
    assert dates.day(date(2026, 3, 2), Language.FR) == "02/03/2026"


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("78", "78 Boîte automatique seulement"),
        ("106(2026-06-15/2029-06-15)", "106 [FR] Période probatoire du 15/06/2026 au 15/06/2029"),
        ("106(2026-06-15)", "106 [FR] Période probatoire du … au … (2026-06-15)"),
        ("106(…/…)", "106 [FR] Période probatoire du ... au ..."),
        ("qq", "qq code inconnu du terminal : demander"),
    ],
)
def test_code_is_written_out_with_its_value_in_its_place(printed: str, words: str) -> None:
    assert spell(printed, Language.FR) == words


BASE = judged(verdict())


@pytest.mark.parametrize(
    ("later", "what"),
    [
        (judged(verdict()), Succession.SAME),
        (judged(verdict(), text="PDC1:ITS-NEXT-CODE"), Succession.SAME),
        (judged(verdict(claims=with_portrait(FACE))), Succession.FULLER),
        (judged(verdict(Reason.PRESENTATION_STALE)), Succession.CHANGED),
        (judged(verdict(Reason.PRESENTATION_STALE, claims=with_portrait(FACE))), Succession.CHANGED),
        (judged(verdict(claims=replace(CLAIMS, sub="specimen-0002"))), Succession.ANOTHER),
        (judged(verdict(Reason.SIGNATURE_INVALID, claims=None)), Succession.ANOTHER),
    ],
)
def test_only_the_portrait_joins_by_itself(later: object, what: Succession) -> None:
    assert succession(BASE, later) is what  # type: ignore[arg-type]  # each is a Judged


def test_two_unbelieved_codes_are_the_same_only_if_their_text_is() -> None:
    forged = verdict(Reason.SIGNATURE_INVALID, claims=None)
    assert succession(judged(forged, text="PDC1:A"), judged(forged, text="PDC1:A")) is Succession.SAME
    assert succession(judged(forged, text="PDC1:A"), judged(forged, text="PDC1:B")) is Succession.ANOTHER


def test_portrait_fits_its_place() -> None:
    picture = decode_portrait(FACE, most_width=20, most_height=20)
    assert max(picture.width, picture.height) == 20
    assert len(picture.pixels) == 3 * picture.width * picture.height


def moving_webp() -> bytes:
    frames = [Image.new("RGB", (80, 95), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    "image",
    [b"", b"GIF89a", FACE[:200], FACE[:-1] + b"\0\0", FACE[:26] + b"\xff\xff\xff\xff" + FACE[30:], moving_webp()],
    ids=["empty", "gif", "cut", "longer", "huge", "moving"],
)
def test_portrait_that_is_no_small_still_webp_is_not_decoded(image: bytes) -> None:
    with pytest.raises(PortraitError):
        decode_portrait(image, most_width=20, most_height=20)


def test_portrait_whose_pixels_are_damaged_is_not_shown() -> None:
    with pytest.raises(PortraitError):
        decode_portrait(FACE[:30] + b"\xff" * (len(FACE) - 30), most_width=20, most_height=20)


def test_single_keys_are_a_persons() -> None:
    typing = Typing()
    assert typing.feed("n", 10.0) == (Whose.PERSON, None)
    assert typing.feed("d", 10.2) == (Whose.PERSON, None)
    assert typing.feed("\r", 10.4) == (Whose.PERSON, None)


def test_run_of_a_slow_scanner_that_opens_like_ours_is_a_scanners() -> None:
    typing = Typing()
    whose = [typing.feed(character, 10 + 0.1 * place) for place, character in enumerate("PDC1:NQ")]
    assert [each for each, _ in whose[1:]] == [Whose.SCANNER] * 6


def test_paste_loses_its_line_end_and_nothing_else() -> None:
    assert pasted("PDC1:AB \r\n") == "PDC1:AB "
    assert pasted("A" * 5000) is None


def test_sources_are_known_by_their_names(tmp_path: Path) -> None:
    assert live_source("-") is None
    film = str(Path(__file__).parents[2] / "samples" / "scans" / "film.avi")
    for spec in ("camera:0", "http://127.0.0.1:8000/", str(tmp_path), film):
        source = live_source(spec)
        assert source is not None
        assert source.label == spec


def test_file_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        live_source(str(tmp_path / "film.avi"))
    assert caught.value.what is SourceFault.ABSENT


def test_camera_that_is_no_number_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        live_source("camera:x")
    assert caught.value.what is SourceFault.NO_CAMERA


def test_absent_store_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_scan("-", tmp_path / "none\x1b.db", Language.EN, None, None) == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "\x1b" not in line
