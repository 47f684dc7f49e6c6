"""A camera that is pulled out and comes back as another one: it is followed, and never exchanged without a word."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from credential.language import Language
from tests.unit.capture import made
from tests.unit.capture.sysfs_for_tests import Sysfs
from verifier.capture import devices
from verifier.capture.attached import attached_cameras
from verifier.capture.camera import Camera, CameraPoll, CameraState
from verifier.capture.devices import LiveCamera
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import fault_line
from verifier.capture.following import Followed
from verifier.capture.frame import Frame
from verifier.capture.news import SourceEvent, SourceNews


@pytest.fixture
def sysfs(tmp_path: Path) -> Sysfs:
    return Sysfs(tmp_path)


def followed(sysfs: Sysfs, index: int = 0) -> Followed:
    return Followed(index, partial(attached_cameras, sysfs.root))


def opened(camera: Followed) -> SourceNews | None:
    """Open whatever is found, and return what is said of it."""
    camera.opened(camera.find())
    return camera.news()


def refused(camera: Followed) -> SourceError:
    with pytest.raises(SourceError) as caught:
        camera.find()
    return caught.value


def test_same_device_under_another_number_is_followed_and_said(sysfs: Sysfs) -> None:
    sysfs.plug(0, "Integrated", port="1-7", model="13d3:5a08")
    sysfs.plug(1, "HD Webcam", port="1-4", serial="A1")
    camera = followed(sysfs, 1)
    assert opened(camera) is None
    sysfs.pull(1)
    sysfs.plug(3, "HD Webcam", port="1-2", serial="A1")
    assert opened(camera) == SourceNews(what=SourceEvent.CAMERA_MOVED, label="camera:3", name="HD Webcam")
    assert camera.label == "camera:3"
    assert opened(camera) is None


def test_device_without_a_serial_number_is_known_by_model_and_plug(sysfs: Sysfs) -> None:
    sysfs.plug(0, "HD Webcam", port="1-4")
    camera = followed(sysfs)
    opened(camera)
    sysfs.pull(0)
    sysfs.plug(2, "HD Webcam", port="1-4")
    news = opened(camera)
    assert news is not None
    assert news.what is SourceEvent.CAMERA_MOVED


@pytest.mark.parametrize("index", [0, 2])
def test_camera_that_came_since_is_taken_and_said_not_to_be_the_same(sysfs: Sysfs, index: int) -> None:
    sysfs.plug(0, "HD Webcam", port="1-4", serial="A1")
    sysfs.plug(1, "Integrated", port="1-7", model="13d3:5a08")
    camera = followed(sysfs)
    opened(camera)
    sysfs.pull(0)
    sysfs.plug(index, "Spare", port="1-4", serial="B2")
    news = opened(camera)
    assert news == SourceNews(what=SourceEvent.CAMERA_TAKEN, label=f"camera:{index}", name="Spare")


def test_camera_that_was_there_all_the_time_is_not_taken_in_its_place(sysfs: Sysfs) -> None:
    sysfs.plug(0, "Integrated", port="1-7", model="13d3:5a08")
    sysfs.plug(1, "HD Webcam", port="1-4", serial="A1")
    camera = followed(sysfs, 1)
    opened(camera)
    sysfs.pull(1)
    error = refused(camera)
    assert error.what is SourceFault.OTHER_CAMERAS
    assert error.there == "camera:0 (Integrated)"
    assert camera.label == "camera:1"
    sysfs.plug(1, "HD Webcam", port="1-4", serial="A1")
    assert opened(camera) is None


def test_of_several_that_came_none_is_taken_and_all_are_said(sysfs: Sysfs) -> None:
    sysfs.plug(0, "HD Webcam", port="1-4", serial="A1")
    camera = followed(sysfs)
    opened(camera)
    sysfs.pull(0)
    sysfs.plug(0, "One", port="1-1", serial="B1")
    sysfs.plug(1, "Two", port="1-2", serial="B2")
    assert refused(camera).there == "camera:0 (One), camera:1 (Two)"


def test_twins_of_one_serial_number_are_not_taken_for_one_another(sysfs: Sysfs) -> None:
    sysfs.plug(0, "Cheap", port="1-1", serial="SN0001")
    sysfs.plug(1, "Cheap", port="1-2", serial="SN0001")
    camera = followed(sysfs)
    opened(camera)
    sysfs.pull(0)
    assert refused(camera).there == "camera:1 (Cheap)"
    sysfs.plug(4, "Cheap", port="1-1", serial="SN0001")
    assert opened(camera) == SourceNews(what=SourceEvent.CAMERA_MOVED, label="camera:4", name="Cheap")


def test_of_a_device_with_two_cameras_the_same_one_is_followed(sysfs: Sysfs) -> None:
    sysfs.plug(0, "Colour", port="1-5", serial="A1", part="1.0")
    sysfs.plug(2, "Infrared", port="1-5", serial="A1", part="1.2")
    camera = followed(sysfs)
    opened(camera)
    for index in (2, 0):
        sysfs.pull(index)
    sysfs.plug(1, "Infrared", port="1-6", serial="A1", part="1.2")
    sysfs.plug(3, "Colour", port="1-6", serial="A1", part="1.0")
    assert opened(camera) == SourceNews(what=SourceEvent.CAMERA_MOVED, label="camera:3", name="Colour")


def test_camera_that_the_kernel_tells_nothing_of_is_sought_as_the_only_one(sysfs: Sysfs) -> None:
    sysfs.plug_virtual(0, "Dummy")
    camera = followed(sysfs)
    assert opened(camera) is None
    sysfs.pull(0)
    sysfs.plug_virtual(5, "Dummy")
    news = opened(camera)
    assert news is not None
    assert news.what is SourceEvent.CAMERA_TAKEN


def test_device_without_a_serial_number_in_another_plug_is_not_said_to_be_the_same(sysfs: Sysfs) -> None:
    sysfs.plug(0, "HD Webcam", port="1-4")
    camera = followed(sysfs)
    opened(camera)
    sysfs.pull(0)
    sysfs.plug(0, "HD Webcam", port="1-2")
    assert opened(camera) == SourceNews(what=SourceEvent.CAMERA_TAKEN, label="camera:0", name="HD Webcam")


def test_camera_that_fell_silent_and_is_still_there_is_opened_again(sysfs: Sysfs) -> None:
    for index in range(2):
        sysfs.plug_virtual(index, "Dummy")
    camera = followed(sysfs, 1)
    opened(camera)
    assert opened(camera) is None
    assert camera.label == "camera:1"


def test_number_that_is_named_counts_where_it_is_there(sysfs: Sysfs) -> None:
    sysfs.plug(0, "One", port="1-1")
    sysfs.plug(1, "Two", port="1-2")
    assert followed(sysfs, 1).find() == 1


def test_number_that_is_not_there_is_the_only_camera_said_or_the_officers_choice(sysfs: Sysfs) -> None:
    assert followed(sysfs).find() == 0  # nothing is there: opening says so
    sysfs.plug(2, "One", port="1-1")
    camera = followed(sysfs)
    assert opened(camera) == SourceNews(what=SourceEvent.CAMERA_TAKEN, label="camera:2", name="One")
    sysfs.plug(3, "Two", port="1-2")
    assert refused(followed(sysfs)).what is SourceFault.OTHER_CAMERAS


def test_camera_that_was_exchanged_between_finding_and_opening_is_said(sysfs: Sysfs) -> None:
    sysfs.plug(0, "HD Webcam", port="1-4", serial="A1")
    camera = followed(sysfs)
    opened(camera)
    index = camera.find()
    sysfs.pull(0)
    sysfs.plug(0, "Another", port="1-4", serial="Z9")
    camera.opened(index)
    assert camera.news() == SourceNews(what=SourceEvent.CAMERA_TAKEN, label="camera:0", name="Another")


def test_name_of_a_device_reaches_no_line_as_it_is(sysfs: Sysfs) -> None:
    sysfs.plug(1, "Evil\x1b[2J\u202e", port="1-1")
    sysfs.plug(2, "Other", port="1-2")
    error = refused(followed(sysfs))
    for line in (str(error), *(fault_line(error, language) for language in Language)):
        assert line.isprintable()
        assert "camera:2 (Other)" in line


def test_check_of_one_index_follows_nothing() -> None:
    camera = Followed(7)
    assert camera.find() == 7
    camera.opened(7)
    assert camera.news() is None


class Device:
    """What OpenCV would give: it works while the camera is in its plug."""

    def __init__(self, sysfs: Sysfs, index: int) -> None:
        self._node = sysfs.root / "dev" / f"video{index}"
        self._count = 0

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self._node.exists()

    def read(self) -> tuple[bool, Frame | None]:
        time.sleep(0.002)
        self._count += 1
        return self._node.exists(), made.as_frame(np.full((4, 4), 17 + self._count % 200))

    def release(self) -> None:
        """Nothing to let go."""


def polls_until(camera: Camera, wanted: CameraState, start: float, seconds: float) -> tuple[float, CameraPoll]:
    """Poll ten times a second of a clock of our own; fail if the state does not come in time."""
    for tick in range(round(seconds * 10) + 1):
        poll = camera.poll(start + tick / 10)
        if poll.state is wanted:
            return start + tick / 10, poll
    raise AssertionError(f"{wanted} did not come within {seconds} s")


def test_camera_that_comes_back_under_another_number_works_within_three_seconds(sysfs: Sysfs) -> None:
    sysfs.plug(0, "HD Webcam", port="1-4", serial="A1")
    source = LiveCamera(0, partial(Device, sysfs), partial(attached_cameras, sysfs.root))
    camera = Camera(source)
    polls_until(camera, CameraState.LIVE, 0.0, 3.0)
    sysfs.pull(0)
    polls_until(camera, CameraState.LOST, 1.0, 3.0)
    for tick in range(200):  # long enough for the tries to be as far apart as they get
        assert camera.poll(10.0 + tick / 10).state is CameraState.LOST
    sysfs.plug(2, "HD Webcam", port="1-4", serial="A1")
    news = []
    for tick in range(30):
        poll = camera.poll(30.0 + tick / 10)
        news += [poll.news] if poll.news else []
        if poll.frame is not None:
            break
    assert poll.frame is not None
    assert [each.what for each in news] == [SourceEvent.CAMERA_MOVED]
    assert source.label == "camera:2"
    camera.close()


def test_driver_that_hangs_at_the_old_number_does_not_bar_the_new_one(
    sysfs: Sysfs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "CLOSE_SECONDS", 0.05)
    hang = threading.Event()

    class Hanging(Device):
        def read(self) -> tuple[bool, Frame | None]:
            hang.wait(5)
            return False, None

    sysfs.plug(0, "HD Webcam", port="1-4", serial="A1")
    kinds = {0: Hanging, 2: Device}
    source = LiveCamera(0, lambda index: kinds[index](sysfs, index), partial(attached_cameras, sysfs.root))
    source.open()
    with pytest.raises(SourceError):
        source.open()  # it hangs: no second thread for it
    sysfs.pull(0)
    sysfs.plug(2, "HD Webcam", port="1-4", serial="A1")
    source.open()
    assert source.read() is not None
    source.close()
    hang.set()
