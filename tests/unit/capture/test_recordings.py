"""Recordings that are not what they seem: cut, play lists, single pictures, pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.unit.capture import made
from verifier.capture.decoders import read_codes
from verifier.capture.errors import SourceError, SourceFault
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
