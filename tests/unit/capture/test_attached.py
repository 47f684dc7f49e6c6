"""Which cameras are attached, by what the kernel says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.capture.sysfs_for_tests import Sysfs
from verifier.capture import attached
from verifier.capture.attached import AttachedCamera, attached_cameras


@pytest.fixture
def sysfs(tmp_path: Path) -> Sysfs:
    return Sysfs(tmp_path)


def test_cameras_are_listed_by_index_with_all_that_the_kernel_says(sysfs: Sysfs) -> None:
    sysfs.plug(10, "HD Webcam", port="1-4", serial="A1")
    sysfs.plug(2, "Integrated", port="1-7", model="13d3:5a08")
    assert attached_cameras(sysfs.root) == (
        AttachedCamera(index=2, name="Integrated", port="1-7:1.0", place="0", model="13d3:5a08", serial=""),
        AttachedCamera(index=10, name="HD Webcam", port="1-4:1.0", place="0", model="046d:0825", serial="A1"),
    )


def test_second_node_of_a_device_gives_no_pictures(sysfs: Sysfs) -> None:
    sysfs.plug(0, "HD Webcam")
    sysfs.plug(1, "HD Webcam", place=1)
    assert [camera.index for camera in attached_cameras(sysfs.root)] == [0]


def test_driver_that_answers_decides_what_gives_pictures(sysfs: Sysfs, monkeypatch: pytest.MonkeyPatch) -> None:
    able = {"video0": 0x8000_0000 | 0x0080_0000, "video1": 0x0000_0001, "video2": 0x0000_4000}
    for index in range(3):
        sysfs.plug(index, "node", port=f"1-{index}", place=index)
    monkeypatch.setattr(attached, "_capabilities", lambda device: able[device.name])
    assert [camera.index for camera in attached_cameras(sysfs.root)] == [1]


def test_camera_without_a_device_behind_it_is_listed_by_its_name_alone(sysfs: Sysfs) -> None:
    sysfs.plug_virtual(3, "Dummy")
    assert attached_cameras(sysfs.root) == (
        AttachedCamera(index=3, name="Dummy", port="", place="0", model="", serial=""),
    )


def test_machine_without_video_has_no_cameras(tmp_path: Path) -> None:
    assert attached_cameras(tmp_path) == ()


def test_device_that_says_too_much_is_cut_off(sysfs: Sysfs) -> None:
    sysfs.plug(0, "x" * 100_000, serial="\udcff".encode("utf-8", "surrogatepass").decode("latin-1") * 1000)
    (camera,) = attached_cameras(sysfs.root)
    assert len(camera.name) == attached.LONGEST
    assert len(camera.serial) <= attached.LONGEST


def test_device_that_says_bytes_that_are_no_text_is_listed(sysfs: Sysfs) -> None:
    sysfs.plug(0, "x")
    (sysfs.root / "sys/class/video4linux/video0/name").write_bytes(b"\xff\xfe\x1b[2J")
    (camera,) = attached_cameras(sysfs.root)
    assert camera.index == 0


def test_device_of_the_real_machine_can_be_asked(tmp_path: Path) -> None:
    plain = tmp_path / "video0"
    assert attached._capabilities(plain) is None
    plain.write_bytes(b"")
    assert attached._capabilities(plain) is None  # a file is no device
    attached_cameras()  # whatever is there is listed without an error
