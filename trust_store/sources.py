"""Where an update comes from: a folder (a stick, a share) or a web server. Files are asked for by name.

A source is not believed: what it gives is verified by `trust_store.tuf_client`. It only sees to it that reading is
harmless: no links, pipes or devices, no name that leads out of the folder, no waiting without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from trust_store.plain_files import plain_chunks, require_plain_folder
from trust_store.refusal import Refusal, TrustStoreError

_NAME: Final = re.compile(r"[A-Za-z0-9%_-][A-Za-z0-9%._-]{0,200}", re.ASCII)


class AbsentFileError(Exception):
    """The source has no file of that name."""


class Source(Protocol):
    """Gives files by name, such as ``metadata/timestamp.json``."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the content of a file. Raises `AbsentFileError`, or `TrustStoreError` SOURCE_UNREADABLE or _UNSAFE.

        It may go on without end: the caller counts, and stops.
        """


class FolderSource:
    """A folder, wherever it is mounted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.is_dir():
            raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{folder.name}: no folder")

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the content of a plain file below the folder."""
        path = self._folder
        try:
            for part in safe_parts(name):
                if path != self._folder:
                    require_plain_folder(path)
                path = path / part
            path.lstat()
        except FileNotFoundError as error:
            raise AbsentFileError(name) from error
        except OSError as error:
            raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{name}: {error.strerror}") from error
        yield from plain_chunks(path)


def open_source(text: str) -> Source:
    """Open a folder, a ``file://`` URL or an ``http(s)://`` URL. Raises `TrustStoreError` SOURCE_UNREADABLE."""
    folder = folder_named(text)
    if folder is not None:
        return FolderSource(folder)
    # Here and not above: most terminals never ask a network.
    from trust_store.web_source import WebSource

    return WebSource(text)


def folder_named(text: str) -> Path | None:
    """Return the folder that a source's address names, None for a web server's. Raises as `open_source` does."""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{text}: no address") from error
    if parts.scheme in {"http", "https"}:
        return None
    if parts.scheme == "file":
        if parts.netloc not in {"", "localhost"} or parts.query or parts.fragment:
            raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{text}: a file URL names no host")
        return Path(unquote(parts.path))
    return Path(text)


def safe_parts(name: str) -> list[str]:
    """Split a name into parts that lead down only. Raises `TrustStoreError` SOURCE_UNSAFE."""
    parts = name.split("/")
    if not all(_NAME.fullmatch(part) for part in parts):
        raise TrustStoreError(Refusal.SOURCE_UNSAFE, f"{name!r}: no name of a file here")
    return parts
