"""Recordings that are not what they seem: cut, play lists, single pictures, pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.unit.capture import made
from verifier.capture.decoders import read_codes
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.news import SourceEvent
from verifier.capture.pace import Pace
from verifier.capture.recordings import PdfPages, PictureFolder, VideoLoop, recording

SAMPLES = Path(__file__).parents[3] / "samples" / "scans"


def test_truncated_video_is_said_to_be_damaged(tmp_path: Path) -> None:
    whole = (SAMPLES / "film.avi").read_bytes()
    for share in (0.6, 0.01):
        path = tmp_path / "cut.avi"
        path.write_bytes(whole[: int(len(whole) * share)])
        video = VideoLoop(str(path))
        with pytest.raises(SourceError) as caught:
            _play(video)
        video.close()
        assert caught.value.what is SourceFault.DAMAGED


def _play(video: VideoLoop) -> None:
    """Play on past the end; a video that begins again unsaid raises nothing."""
    video.open()
    video._pace = Pace(0.0)
    for _ in range(400):
        video.read()


def test_play_list_under_a_videos_name_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    path.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n")
    with pytest.raises(SourceError) as caught:
        VideoLoop(str(path)).open()
    assert caught.value.what is SourceFault.UNKNOWN_KIND
    with pytest.raises(SourceError) as caught:
        recording(str(path))
    assert caught.value.what is SourceFault.UNKNOWN_KIND


def test_source_of_a_file_is_what_the_file_is(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(made.png(made.as_frame(np.full((8, 8), 7))))
    page = SAMPLES / "attestation-page.pdf"
    kinds = {str(picture): PictureFolder, str(tmp_path): PictureFolder, str(page): PdfPages}
    kinds |= {str(SAMPLES / "film.avi"): VideoLoop}
    for path, kind in kinds.items():
        assert type(recording(path)) is kind
    with pytest.raises(SourceError) as caught:
        recording(str(tmp_path / "none.avi"))
    assert caught.value.what is SourceFault.ABSENT


def test_single_picture_and_page_are_given_again_and_again(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(made.png(made.as_frame(np.full((8, 8), 7))))
    alone = PictureFolder(str(picture), seconds_apart=0.001)
    pages = PdfPages(str(SAMPLES / "attestation-page.pdf"))
    for source in (alone, pages):
        source.open()
        assert source.read() is not None
        source.close()


def test_page_of_a_pdf_is_read_as_a_camera_would() -> None:
    pages = PdfPages(str(SAMPLES / "attestation-page.pdf"))
    pages.open()
    frame = pages.read()
    assert frame is not None
    assert read_codes(frame).texts
    assert pages.read() is None  # not before its time
    pages.close()


def events(source: VideoLoop | PictureFolder | PdfPages, reads: int) -> list[SourceEvent]:
    """Read on, and list what was told of it."""
    source.open()
    told = []
    for _ in range(reads):
        source.read()
        news = source.news()
        if news is not None:
            told.append(news.what)
    source.close()
    return told


def test_end_of_a_video_is_told_once_a_round(tmp_path: Path) -> None:
    path = made.avi(tmp_path / "a.avi", [made.as_frame(np.full((64, 64), 90))] * 3, rate=100)
    assert events(VideoLoop(path), 3) == []
    assert events(VideoLoop(path), 7) == [SourceEvent.VIDEO_AGAIN] * 2


def test_end_of_a_folder_and_of_pages_is_told_and_of_a_single_one_never(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.png").write_bytes(made.png(made.as_frame(np.full((8, 8), 7))))
    pages = tmp_path / "pages.pdf"
    pages.write_bytes(made.pdf([None, None]))
    folder = PictureFolder(str(tmp_path), seconds_apart=0.001)
    assert events(folder, 5) == [SourceEvent.FOLDER_AGAIN] * 2
    assert events(PictureFolder(str(tmp_path / "0.png"), seconds_apart=0.001), 5) == []
    two = PdfPages(str(pages))
    two._pace = Pace(0.001)
    assert events(two, 5) == [SourceEvent.PAGES_AGAIN] * 2
    pages.write_bytes(made.pdf([None]))
    one = PdfPages(str(pages))
    one._pace = Pace(0.001)
    assert events(one, 5) == []


def test_picture_that_cannot_be_read_does_not_bar_those_behind_it(tmp_path: Path) -> None:
    good = made.png(made.as_frame(np.full((8, 8), 7)))
    (tmp_path / "1.png").write_bytes(good)
    (tmp_path / "2.png").write_bytes(good[:40])
    (tmp_path / "3.png").write_bytes(made.png(made.as_frame(np.full((8, 8), 9))))
    folder = PictureFolder(str(tmp_path), seconds_apart=0.001)
    seen: list[int | SourceFault] = []
    folder.open()
    for _ in range(3):
        try:
            frame = folder.read()
            assert frame is not None
            seen.append(int(frame[0, 0]))
        except SourceError as error:
            seen.append(error.what)
            folder.close()
            folder.open()  # as the watched camera does
    assert seen == [7, SourceFault.DAMAGED, 9]
