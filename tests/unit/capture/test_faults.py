"""Every fault of a source has its own state or words, and what works again is live again within 3 s."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from credential.language import Language
from tests.unit.capture import made
from verifier.capture.camera import Camera, CameraState
from verifier.capture.decoders import read_codes
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import FAULT_STEPS_FR, FAULT_WORDS_FR
from verifier.capture.frame import Frame
from verifier.capture.recordings import PdfPages, PictureFolder, VideoLoop, recording
from verifier.terminal.phrases import CAMERA_STATES

SAMPLES = Path(__file__).parents[3] / "samples" / "scans"


@dataclass
class FakeCamera:
    """Gives a frame each `every` seconds of a clock that the test turns; unplugged, it raises."""

    label: str = "camera:0"
    is_camera: bool = True
    plugged: bool = True
    every: float = 0.0
    brightest: int = 255
    height: int = 48
    now: float = 0.0
    _due: float = 0.0
    _random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(11))

    def open(self) -> None:
        """Open, if it is there."""
        if not self.plugged:
            raise SourceError(SourceFault.NO_CAMERA, self.label, "plug it in")

    def read(self) -> Frame | None:
        """Give a frame of noise when it is due."""
        if not self.plugged:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "check the plug")
        if self.now < self._due:
            return None
        self._due = self.now + self.every
        return self._random.integers(0, self.brightest + 1, (self.height, 64, 3), dtype=np.uint8)

    def close(self) -> None:
        """Nothing to close."""


def watch(camera: Camera, device: FakeCamera, start: float, end: float) -> list[tuple[float, CameraState]]:
    """Poll twenty times a second."""
    seen = []
    for tick in range(math.ceil((end - start) * 20)):
        device.now = start + tick / 20
        seen.append((device.now, camera.poll(device.now).state))
    return seen


def test_camera_plugged_in_again_is_live_within_three_seconds_however_long_it_was_away() -> None:
    for away in (0.3, 5.0, 60.0):
        device = FakeCamera()
        camera = Camera(device)
        watch(camera, device, 0, 1)
        device.plugged = False
        lost = watch(camera, device, 1, 1 + away)
        assert lost[-1][1] is CameraState.LOST
        device.plugged = True
        back = next(when for when, state in watch(camera, device, 1 + away, 5 + away) if state is CameraState.LIVE)
        assert back - (1 + away) <= 1.1


def test_black_picture_is_said_within_two_seconds_even_if_it_is_the_same_zeros() -> None:
    for brightest in (0, 12):
        device = FakeCamera()
        camera = Camera(device)
        watch(camera, device, 0, 1)
        device.brightest = brightest
        seen = watch(camera, device, 1, 6)
        assert next(when for when, state in seen if state is CameraState.DARK) <= 3.0
        assert CameraState.STUCK not in {state for _, state in seen}
        device.brightest = 255
        assert watch(camera, device, 6, 6.1)[-1][1] is CameraState.LIVE


def test_one_frame_a_second_is_slow_and_still_handed_out() -> None:
    device = FakeCamera(every=1.0)
    camera = Camera(device)
    states = [state for _, state in watch(camera, device, 0, 8)]
    assert states[-1] is CameraState.SLOW
    assert CameraState.LOST not in states
    device.now = 9.0
    assert camera.poll(9.0).frame is not None
    device.every = 0.0
    assert watch(camera, device, 10.0, 10.5)[-1][1] is CameraState.LIVE


def test_recording_is_never_black_or_slow() -> None:
    device = FakeCamera(is_camera=False, brightest=0, every=1.0)
    assert {state for _, state in watch(Camera(device), device, 0, 8)} == {CameraState.LIVE}


def test_frames_of_4k_are_live_and_read() -> None:
    device = FakeCamera(height=2160)
    assert watch(Camera(device), device, 0, 0.5)[-1][1] is CameraState.LIVE
    text = made.text()
    frame = made.on_desk(made.code(text, pixels=8), size=(2160, 3840))
    assert read_codes(frame).texts == (text,)


def test_recording_that_is_over_is_no_lost_camera_and_begins_again() -> None:
    film = Camera(VideoLoop(str(SAMPLES / "film.avi")))
    error = SourceError(SourceFault.ENDED, "film.avi", "it begins again")
    poll = film._lose(10.0, error)
    assert (poll.state, poll.error) == (CameraState.ENDED, error)
    assert film.poll(10.5).state is CameraState.ENDED
    assert film.poll(11.6).state in (CameraState.LIVE, CameraState.OPENING)
    film.close()


def test_truncated_video_is_cut_or_damaged_never_over(tmp_path: Path) -> None:
    whole = (SAMPLES / "film.avi").read_bytes()
    for share in (0.6, 0.01):
        path = tmp_path / "cut.avi"
        path.write_bytes(whole[: int(len(whole) * share)])
        video = VideoLoop(str(path))
        with pytest.raises(SourceError) as caught:
            _play(video)
        video.close()
        assert caught.value.what in (SourceFault.CUT, SourceFault.DAMAGED)


def _play(video: VideoLoop) -> None:
    video.open()
    while True:
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


def test_every_fault_and_state_has_its_own_words_in_both_languages() -> None:
    for table in (FAULT_WORDS_FR, FAULT_STEPS_FR):
        assert set(table) == set(SourceFault)
    assert len(set(FAULT_WORDS_FR.values())) == len(SourceFault)
    assert set(CAMERA_STATES) == set(CameraState)
    error = SourceError(SourceFault.NO_CAMERA, "camera:0", "plug it in")
    assert error.in_(Language.EN) == str(error)
    assert FAULT_WORDS_FR[SourceFault.NO_CAMERA] in error.in_(Language.FR)
    assert FAULT_STEPS_FR[SourceFault.NO_CAMERA] in error.in_(Language.FR)


def test_hostile_name_is_made_safe_in_both_languages() -> None:
    error = SourceError(SourceFault.ABSENT, "a\x1b]52;c;eA==\x07\u202eb", "check the name")
    for language in Language:
        assert error.in_(language).isprintable()
