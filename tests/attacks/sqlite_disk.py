"""A disk below SQLite that remembers every write, and can fail one: what a power cut leaves is computed from it.

SQLite reaches its disk through a table of functions (a VFS). Here the default one is replaced by a copy in which
write, truncate, synchronise and delete are ours: each is noted, may fail, and is then passed on. It is the same
SQLite that Python's `sqlite3` uses.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OK, IOERR_WRITE, FULL = 0, 778, 13

_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_DELETE = ctypes.CFUNCTYPE(_I, _P, _P, _I)
_WRITE = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
_SYNC = ctypes.CFUNCTYPE(_I, _P, _I)


_VFS_FIELDS: Any = (
    [("version", _I), ("file_size", _I), ("longest", _I), ("next", _P), ("name", ctypes.c_char_p), ("data", _P)]
    + [("open", _P), ("delete", _P)]
    + [(f"call_{number}", _P) for number in range(14)]
)


class _Vfs(ctypes.Structure):
    _fields_ = _VFS_FIELDS


_METHOD_FIELDS: Any = [("version", _I), ("close", _P), ("read", _P), ("write", _P), ("truncate", _P), ("sync", _P)] + [
    (f"call_{number}", _P) for number in range(13)
]


class _Methods(ctypes.Structure):
    _fields_ = _METHOD_FIELDS


@dataclass(frozen=True)
class Operation:
    """One thing asked of the disk. `content` is None but for a write."""

    kind: str
    path: Path
    place: int = 0
    content: bytes = b""


@dataclass
class Disk:
    """What was asked, in order. The operation numbered `failing` fails, and all after it, with `error`."""

    failing: int | None = None
    error: int = IOERR_WRITE
    operations: list[Operation] = field(default_factory=list)

    def ask(self, operation: Operation) -> int:
        self.operations.append(operation)
        return OK if self.failing is None or len(self.operations) <= self.failing else self.error


def _library() -> ctypes.CDLL:
    found = re.search(r"/\S*libsqlite3\S*", Path("/proc/self/maps").read_text(encoding="utf-8"))
    return ctypes.CDLL(found[0] if found else _sqlite3.__file__)


@contextmanager
def recording(disk: Disk) -> Iterator[Disk]:
    """Send everything that SQLite writes in this process through `disk`."""
    library = _library()
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    original = library.sqlite3_vfs_find(None).contents
    vfs = _Vfs.from_buffer_copy(original)
    vfs.name, vfs.next = b"recording", None
    kept: list[Any] = []
    paths: dict[int, Path] = {}
    tables: dict[int, _Methods] = {}

    def methods_of(table: int) -> _Methods:
        if table not in tables:
            tables[table] = _replaced(_Methods.from_address(table), disk, paths, kept)
        return tables[table]

    def opened(self: int, name: int, file: int, flags: int, out: int) -> int:
        status: int = _OPEN(original.open)(self, name, file, flags, out)
        if status == OK and name:
            paths[file] = Path(ctypes.string_at(name).decode())
            pointer = ctypes.cast(file, ctypes.POINTER(_P)).contents
            assert pointer.value is not None
            pointer.value = ctypes.addressof(methods_of(pointer.value))
        return status

    def deleted(self: int, name: int, is_synchronised: int) -> int:
        status = disk.ask(Operation("delete", Path(ctypes.string_at(name).decode()), is_synchronised))
        return status or int(_DELETE(original.delete)(self, name, is_synchronised))

    for field_name, kind, function in (("open", _OPEN, opened), ("delete", _DELETE, deleted)):
        _put(vfs, field_name, kind(function), kept)
    library.sqlite3_vfs_register(ctypes.byref(vfs), 1)
    try:
        yield disk
    finally:
        library.sqlite3_vfs_register(ctypes.byref(original), 1)
        library.sqlite3_vfs_unregister(ctypes.byref(vfs))


def _replaced(original: _Methods, disk: Disk, paths: dict[int, Path], kept: list[Any]) -> _Methods:
    methods = _Methods.from_buffer_copy(original)

    def written(file: int, content: int, size: int, place: int) -> int:
        status = disk.ask(Operation("write", paths[file], place, ctypes.string_at(content, size)))
        return status or int(_WRITE(original.write)(file, content, size, place))

    def truncated(file: int, size: int) -> int:
        return disk.ask(Operation("truncate", paths[file], size)) or int(_TRUNCATE(original.truncate)(file, size))

    def synchronised(file: int, flags: int) -> int:
        return disk.ask(Operation("sync", paths[file])) or int(_SYNC(original.sync)(file, flags))

    for name, kind, function in (
        ("write", _WRITE, written),
        ("truncate", _TRUNCATE, truncated),
        ("sync", _SYNC, synchronised),
    ):
        _put(methods, name, kind(function), kept)
    return methods


def _put(table: ctypes.Structure, name: str, function: Any, kept: list[Any]) -> None:  # noqa: ANN401 - any of the function types above
    kept.append(function)
    setattr(table, name, ctypes.cast(function, _P).value)


Loss = Callable[[Operation], bytes | None]
"""What becomes of a write that was not synchronised: a part of it, or None: nothing."""


def after_power_cut(before: dict[Path, bytes], operations: list[Operation], cut: int, loss: Loss) -> dict[Path, bytes]:
    """Compute the files after the power went behind operation `cut`: what was synchronised is there, the rest as
    `loss` says. A deletion counts as done: that it may be undone is the state before it."""
    files = {path: bytearray(content) for path, content in before.items()}
    done = operations[:cut]
    for number, operation in enumerate(done):
        content = files.setdefault(operation.path, bytearray()) if operation.kind != "delete" else bytearray()
        if operation.kind == "delete":
            files.pop(operation.path, None)
        elif operation.kind == "truncate":
            del content[operation.place :]
        elif operation.kind == "write":
            is_safe = any(later.kind == "sync" and later.path == operation.path for later in done[number:])
            part = operation.content if is_safe else loss(operation)
            if part is not None:
                content.extend(bytes(max(0, operation.place - len(content))))
                content[operation.place : operation.place + len(part)] = part
    return {path: bytes(content) for path, content in files.items()}
