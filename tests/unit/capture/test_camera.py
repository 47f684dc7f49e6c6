"""The watched camera: its state is true within two seconds, and it comes back by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.unit.capture import made
from verifier.capture.camera import Camera, CameraState, FrameSource
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.frame import Frame
from verifier.capture.news import SourceNews
from verifier.capture.recordings import PictureFolder, VideoLoop

TEXT = made.text(120)
CODE = made.code(TEXT)


class FaultyCamera:
    """A camera on a bench: each fault is switched on by hand."""

    label = "camera:0"

    def __init__(self, *, is_camera: bool = True) -> None:
        self.is_camera = is_camera
        self.plugged = True
        self.silent = False
        self.frozen = False
        self.opened_at: list[float] = []
        self.now = 0.0
        self.count = 100
        self.told: SourceNews | None = None

    def open(self) -> None:
        self.opened_at.append(self.now)
        if not self.plugged:
            raise SourceError(SourceFault.NO_CAMERA, self.label, "plug it in")

    def read(self) -> Frame | None:
        if not self.plugged:
            raise SourceError(SourceFault.CAMERA_LOST, self.label, "plug it in")
        self.count += not self.frozen
        return None if self.silent else np.full((4, 4), self.count % 251, np.uint8)

    def close(self) -> None:
        pass

    def news(self) -> SourceNews | None:
        """What the test says."""
        news, self.told = self.told, None
        return news


def states(camera: Camera, device: FaultyCamera, start: float, end: float) -> list[tuple[float, CameraState]]:
    """Poll ten times a second."""
    seen = []
    for tick in range(int(start * 10), int(end * 10)):
        device.now = tick / 10
        seen.append((device.now, camera.poll(device.now).state))
    return seen


def test_frames_come_with_their_offset_and_number() -> None:
    camera = Camera(FaultyCamera())
    camera.poll(100.0)
    frame = camera.poll(100.5).frame
    assert frame is not None
    assert (frame.seconds, frame.label) == (0.5, "frame 2")


def test_unplugged_camera_is_lost_at_once_and_works_within_three_seconds_of_replugging() -> None:
    device = FaultyCamera()
    camera = Camera(device)
    assert states(camera, device, 0, 1)[-1][1] is CameraState.LIVE
    device.plugged = False
    assert {state for _, state in states(camera, device, 1, 20)} == {CameraState.LOST}
    device.plugged = True
    back = next(when for when, state in states(camera, device, 20, 25) if state is CameraState.LIVE)
    assert back <= 23


def test_retries_back_off_to_one_second() -> None:
    device = FaultyCamera()
    device.plugged = False
    camera = Camera(device)
    states(camera, device, 0, 20)
    gaps = np.diff(device.opened_at)
    assert gaps[0] < 0.5
    assert gaps[-1] == pytest.approx(1.0)
    assert len(device.opened_at) < 25


def test_reason_of_a_lost_camera_is_kept_between_retries() -> None:
    device = FaultyCamera()
    device.plugged = False
    camera = Camera(device)
    for seconds in (0.0, 0.1, 5.0, 5.1):
        error = camera.poll(seconds).error
        assert error is not None
        assert error.what is SourceFault.NO_CAMERA


def test_silent_camera_is_lost_within_two_seconds() -> None:
    device = FaultyCamera()
    camera = Camera(device)
    states(camera, device, 0, 1)
    device.silent = True
    lost = next(when for when, state in states(camera, device, 1, 5) if state is CameraState.LOST)
    assert lost <= 3.0


def test_camera_that_opens_but_never_gives_a_frame_is_opening_then_lost() -> None:
    device = FaultyCamera()
    device.silent = True
    camera = Camera(device)
    seen = [state for _, state in states(camera, device, 0, 3)]
    assert seen[0] is CameraState.OPENING
    assert CameraState.LOST in seen
    assert CameraState.LIVE not in seen


def test_frozen_camera_is_stuck_after_two_seconds_and_hands_out_nothing() -> None:
    device = FaultyCamera()
    camera = Camera(device)
    states(camera, device, 0, 1)
    device.frozen = True
    seen = states(camera, device, 1, 5)
    assert next(when for when, state in seen if state is CameraState.STUCK) <= 3.0
    assert camera.poll(5.0).frame is None
    device.frozen = False
    assert camera.poll(5.1).state is CameraState.LIVE


def test_camera_of_one_frame_a_second_is_slow_and_still_read() -> None:
    device = FaultyCamera()
    camera = Camera(device)
    polls = [camera.poll(float(second)) for second in range(6)]
    assert [poll.state for poll in polls] == [CameraState.LIVE] * 2 + [CameraState.SLOW] * 4
    assert all(poll.frame is not None for poll in polls)
    assert camera.poll(5.1).state is CameraState.LIVE


def test_black_picture_is_told_from_a_dark_one_and_hands_out_nothing() -> None:
    device = FaultyCamera()
    device.count = 0
    camera = Camera(device)
    seen = [(tick, camera.poll(tick / 10)) for tick in range(16)]  # grey 1 to 16: black
    assert seen[9][1].state is CameraState.LIVE
    assert seen[11][1].state is CameraState.BLACK
    assert seen[11][1].frame is None
    assert camera.poll(1.6).state is CameraState.LIVE  # grey 17: dark, and something


def test_recording_with_the_same_frame_is_not_stuck() -> None:
    device = FaultyCamera(is_camera=False)
    device.frozen = True
    camera = Camera(device)
    assert {state for _, state in states(camera, device, 0, 5)} == {CameraState.LIVE}


def frames_of(source: FrameSource, wanted: int) -> list[Frame]:
    source.open()
    found = []
    for _ in range(wanted * 10):
        frame = source.read()
        if frame is not None:
            found.append(frame)
        if len(found) == wanted:
            break
    source.close()
    return found


def test_video_begins_again_after_its_end(tmp_path: Path) -> None:
    path = made.avi(
        tmp_path / "a.avi", [made.as_frame(CODE[:64, :64] // 2 + shade) for shade in (0, 60, 120)], rate=100
    )
    brightness = [int(frame.mean()) for frame in frames_of(VideoLoop(path), 6)]
    assert brightness[:3] == pytest.approx(brightness[3:], abs=1)
    assert brightness[0] < brightness[1] < brightness[2]


def test_folder_shows_its_pictures_in_order_and_again(tmp_path: Path) -> None:
    for number in (2, 1):
        (tmp_path / f"{number}.png").write_bytes(made.png(made.as_frame(np.full((8, 8), number))))
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / "folder.png").mkdir()
    shades = [int(frame[0, 0]) for frame in frames_of(PictureFolder(str(tmp_path), seconds_apart=0.001), 3)]
    assert shades == [1, 2, 1]


@pytest.mark.parametrize("missing", ["absent", "."])
def test_folder_without_pictures_is_refused(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SourceError) as caught:
        PictureFolder(str(tmp_path / missing)).open()
    assert caught.value.what is SourceFault.ABSENT
