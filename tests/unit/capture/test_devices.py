"""The camera's own thread, with a device made for the test (the hardware is the only thing replaced)."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from tests.unit.capture import made
from verifier.capture import devices
from verifier.capture.devices import LiveCamera
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.frame import Frame


class Device:
    """What OpenCV would give; frames are numbered by their shade."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.failing = False
        self.hang = threading.Event()
        self.hang.set()
        self.released = threading.Event()
        self.count = 0

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.there

    def read(self) -> tuple[bool, Frame | None]:
        self.hang.wait(5)
        time.sleep(0.002)
        self.count += 1
        return (False, None) if self.failing else (True, made.as_frame(np.full((4, 4), self.count % 256)))

    def release(self) -> None:
        self.released.set()


def fault_of_read(camera: LiveCamera) -> SourceFault:
    with pytest.raises(SourceError) as caught:
        for _ in range(50):
            camera.read()
    return caught.value.what


def test_newest_frame_is_given_and_device_let_go() -> None:
    device = Device()
    camera = LiveCamera(0, lambda _: device)
    camera.open()
    first = camera.read()
    time.sleep(0.05)
    later = camera.read()
    assert first is not None
    assert later is not None
    assert int(later[0, 0]) > int(first[0, 0]) + 1  # what came meanwhile is left out
    camera.close()
    camera.close()
    assert device.released.wait(1)


def test_absent_camera_is_said() -> None:
    with pytest.raises(SourceError) as caught:
        LiveCamera(0, lambda _: Device(there=False)).open()
    assert caught.value.what is SourceFault.NO_CAMERA


def test_camera_index_without_hardware_is_said_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError) as caught:
        LiveCamera(97).open()
    assert caught.value.what is SourceFault.NO_CAMERA
    assert capfd.readouterr() == ("", "")  # the library's own warnings stay off the screen


def test_hanging_driver_hangs_neither_reading_nor_closing() -> None:
    device = Device()
    camera = LiveCamera(0, lambda _: device)
    camera.open()
    device.hang.clear()
    time.sleep(0.01)
    camera.read()
    start = time.monotonic()
    assert camera.read() is None
    camera.close()
    assert time.monotonic() - start < 1.0
    before = threading.active_count()
    for _ in range(3):
        with pytest.raises(SourceError):
            camera.open()
    assert threading.active_count() == before  # no thread for each retry
    device.hang.set()
    assert device.released.wait(1)
    camera.open()
    camera.close()


def test_driver_that_hangs_on_opening_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "OPEN_SECONDS", 0.05)
    monkeypatch.setattr(devices, "CLOSE_SECONDS", 0.05)
    release = threading.Event()
    device = Device()

    def slow(_: int) -> Device:
        release.wait(5)
        return device

    with pytest.raises(SourceError) as caught:
        LiveCamera(0, slow).open()
    assert caught.value.what is SourceFault.NO_CAMERA
    release.set()
    assert device.released.wait(1)  # the late device is not kept


def test_camera_pulled_out_is_lost() -> None:
    device = Device()
    camera = LiveCamera(0, lambda _: device)
    camera.open()
    device.failing = True
    assert fault_of_read(camera) is SourceFault.CAMERA_LOST


def test_driver_that_raises_is_a_lost_camera() -> None:
    def broken(_: int) -> Device:
        raise RuntimeError("out of the native library")

    with pytest.raises(SourceError) as caught:
        LiveCamera(0, broken).open()
    assert caught.value.what is SourceFault.NO_CAMERA
