"""Which cameras are attached, as the kernel says it (Linux, `/sys/class/video4linux`); elsewhere none is known.

A device's own words (name, serial number) are whatever its maker, or an attacker, put into it: never shown as they are.
"""

from __future__ import annotations

import os
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path("/")
LONGEST: Final = 256
"""Characters read of anything that a device says of itself."""
_NODE: Final = re.compile(r"video([0-9]{1,3})")
_QUERYCAP: Final = 0x80685600
"""VIDIOC_QUERYCAP of linux/videodev2.h: fills a `v4l2_capability`, 104 bytes."""
_CAPABILITIES: Final = struct.Struct("=84xII12x")
"""Of it: what the whole device can do, and what this node can."""
_VIDEO_CAPTURE: Final = 0x00000001
_HAS_NODE_CAPABILITIES: Final = 0x80000000


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedCamera:
    """A node that gives pictures. An empty text is what the kernel does not say."""

    index: int
    name: str
    port: str
    """The plug that it sits in and the part of the device, in the kernel's words: `1-2:1.0`."""
    place: str
    """Which of the nodes of that part it is: `0`."""
    model: str
    """Maker and product of a USB device: `046d:0825`."""
    serial: str

    @property
    def label(self) -> str:
        """What the command line calls it."""
        return f"camera:{self.index}"

    @property
    def _which(self) -> tuple[str, ...]:
        """What stays when a device changes its plug: one device may have two cameras, for colour and for infrared."""
        return self.model, self.serial, self.port.partition(":")[2], self.place

    def is_surely(self, other: AttachedCamera) -> bool:
        """Whether this is the same camera: by its serial number, or without one by model and plug."""
        if not self.model or self._which != other._which:
            return False
        return bool(self.serial) or self.port == other.port


def attached_cameras(root: Path = ROOT) -> tuple[AttachedCamera, ...]:
    """List the cameras below `root` by index. Nodes that give no pictures (metadata, codecs) are left out."""
    try:
        nodes = [node for node in (root / "sys/class/video4linux").iterdir() if _NODE.fullmatch(node.name)]
    except OSError:
        return ()
    cameras = [_camera(node) for node in nodes if _gives_pictures(root / "dev" / node.name, node)]
    return tuple(sorted(cameras, key=lambda camera: camera.index))


def _camera(node: Path) -> AttachedCamera:
    interface = (node / "device").resolve()
    device = _usb_device(interface)
    maker, product = _said(device / "idVendor"), _said(device / "idProduct")
    return AttachedCamera(
        index=int(node.name.removeprefix("video")),
        name=_said(node / "name"),
        port=interface.name if interface.exists() else "",
        place=_said(node / "index"),
        model=f"{maker}:{product}" if maker and product else "",
        serial=_said(device / "serial"),
    )


def _usb_device(interface: Path) -> Path:
    """Find the device that an interface belongs to; what is no interface of USB stands for itself."""
    return interface.parent if (interface.parent / "idVendor").exists() else interface


def _gives_pictures(device: Path, node: Path) -> bool:
    """Ask the driver; where it does not answer, a device's first node is the one with pictures."""
    able = _capabilities(device)
    return _said(node / "index") in ("0", "") if able is None else bool(able & _VIDEO_CAPTURE)


def _capabilities(device: Path) -> int | None:
    """Ask the driver what a node can do; None where it cannot be asked (rights, not yet there)."""
    import fcntl

    answer = bytearray(_CAPABILITIES.size)
    try:
        descriptor = os.open(device, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.ioctl(descriptor, _QUERYCAP, answer)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    whole, own = _CAPABILITIES.unpack(answer)
    return int(own if whole & _HAS_NODE_CAPABILITIES else whole)


def _said(path: Path) -> str:
    """Read one line that the kernel passes on; empty where there is none."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(LONGEST).strip()
    except OSError:
        return ""
