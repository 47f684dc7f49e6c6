"""What the kernel says of cameras, made in a folder: the part of `/sys` and `/dev` that is read."""

from __future__ import annotations

import shutil
from pathlib import Path


class Sysfs:
    """Cameras are plugged in and out; each USB device sits in a plug of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._nodes = root / "sys/class/video4linux"
        self._nodes.mkdir(parents=True)
        (root / "dev").mkdir()

    def plug(
        self,
        index: int,
        name: str,
        *,
        port: str = "1-1",
        model: str = "046d:0825",
        serial: str = "",
        part: str = "1.0",
        place: int = 0,
    ) -> None:
        """Attach a USB camera. `part` is the part of the device; `place` counts its nodes: the first gives pictures."""
        device = self.root / "sys/devices/usb1" / port
        interface = device / f"{port}:{part}"
        interface.mkdir(parents=True, exist_ok=True)
        (device / "idVendor").write_text(model[:4] + "\n")
        (device / "idProduct").write_text(model[5:] + "\n")
        if serial:
            (device / "serial").write_text(serial + "\n")
        self._node(index, name, place, interface)

    def plug_virtual(self, index: int, name: str) -> None:
        """Attach a camera of which the kernel says no more than its name."""
        self._node(index, name, 0, None)

    def pull(self, index: int) -> None:
        """Take a camera away, with its plug."""
        node = self._nodes / f"video{index}"
        if (node / "device").exists():
            shutil.rmtree((node / "device").resolve().parent)  # the other nodes of the device lead nowhere then
        shutil.rmtree(node)
        (self.root / "dev" / node.name).unlink()

    def _node(self, index: int, name: str, place: int, interface: Path | None) -> None:
        node = self._nodes / f"video{index}"
        node.mkdir()
        (node / "name").write_text(name + "\n")
        (node / "index").write_text(f"{place}\n")
        (self.root / "dev" / node.name).write_bytes(b"")  # no driver behind it: it cannot be asked what it can do
        if interface is not None:
            (node / "device").symlink_to(interface)
