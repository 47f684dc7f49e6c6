"""What a source is: a folder, an archive told by its first bytes, or one file."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from verifier.replay.shelf import FileShelf, FolderShelf, Shelf, ShelfError, open_plain

_HEAD: Final = 512


def open_shelf(path: Path) -> Shelf:
    """Open a source. Raises ShelfError: it cannot be read, or the archive is refused."""
    if path.is_dir():
        return FolderShelf(path)
    file = open_plain(path)
    head = file.read(_HEAD)
    file.seek(0)
    try:
        shelf = _archive(file, head, path.name)
    except ShelfError:
        file.close()
        raise
    if shelf is None:
        file.close()
        return FileShelf(path)
    return shelf


def _archive(file: BinaryIO, head: bytes, label: str) -> Shelf | None:
    """Open an archive in place; None for a file that is none."""
    from verifier.replay.tar_shelf import TarShelf, gunzip, is_gzip, is_tar
    from verifier.replay.zip_shelf import ZipShelf, is_zip

    if is_zip(head):
        return ZipShelf(file, label)
    if is_gzip(head):
        unpacked = gunzip(file, label)
        file.close()
        if not is_tar(unpacked.read(_HEAD)):
            raise ShelfError(f"{label}: gzip of something that is no tar; gunzip it and give the file")
        unpacked.seek(0)
        return TarShelf(unpacked, label)
    return TarShelf(file, label) if is_tar(head) else None
