"""What an office has noted about itself: ``office.json``, written whole or not at all.

A portal, a publisher at night and an administrator may have the same office open. Whoever changes its notes does it
within `exclusively`, which reads them anew: a number that was given once is never given again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from issuer.folder_lock import FolderLock

SETTINGS: Final = "office.json"
STATUS_URI: Final = "status_uri"
"""Under which name an office notes what the names of its status lists begin with."""


class OfficeError(Exception):
    """The office's folder is not usable; the text says what, where and what to do."""


class OfficeSettings:
    """The notes of one office. `noted` is what the file holds, by name."""

    def __init__(self, folder: Path, noted: dict[str, Any]) -> None:
        self._folder = folder
        self._lock = FolderLock(folder)
        self.noted = noted

    @classmethod
    def new(cls, folder: Path, at: datetime, register_url: str | None) -> Self:
        """Begin the notes of an office made at `at`; nothing is written yet. Raises OfficeError when there are some."""
        if (folder / SETTINGS).exists():
            raise OfficeError(f"{folder}: is an office already; choose another folder")
        return cls(folder, {"made_at": at.isoformat(), "register": register_url, "issue_id": 0, "blocked": []})

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the notes of an office. Raises OfficeError."""
        return cls(folder, _read(folder))

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Keep everyone else from changing the office, and see what others have noted until now."""
        with self._lock as is_outermost:
            if is_outermost and (self._folder / SETTINGS).exists():
                self.noted = _read(self._folder)
            yield

    def save(self) -> None:
        """Write the notes, whole or not at all, and wait until the disk has them."""
        content = json.dumps(self.noted, indent=1) + "\n"
        temporary = self._folder / f".{SETTINGS}.{os.getpid()}"
        with temporary.open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._folder / SETTINGS)

    def note(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Note `value` under `name`, on the disk."""
        with self.exclusively():
            self.noted[name] = value
            self.save()

    def count(self, name: str) -> int:
        """Count one more under `name`, on the disk, and return the number."""
        with self.exclusively():
            self.noted[name] += 1
            self.save()
            number: int = self.noted[name]
        return number

    def move(self, entry: str, source: str, goal: str) -> None:
        """Take `entry` out of the list `source` and put it into the list `goal`, on the disk."""
        with self.exclusively():
            self.noted[source] = [each for each in self.noted.get(source, []) if each != entry]
            if entry not in self.noted.setdefault(goal, []):
                self.noted[goal].append(entry)
            self.save()


def _read(folder: Path) -> dict[str, Any]:
    try:
        return _parse((folder / SETTINGS).read_text(encoding="utf-8"))
    except OSError as error:
        raise OfficeError(f"{folder}: is no issuing office; make one with `issuer init`") from error
    except ValueError as error:
        raise OfficeError(f"{folder / SETTINGS}: is damaged; restore it from a copy") from error


def _parse(text: str) -> dict[str, Any]:
    """Read what `OfficeSettings.save` wrote. Raises ValueError for anything of another shape."""
    settings = json.loads(text)
    kinds = {"made_at": (str,), "register": (str, type(None)), "issue_id": (int,), "blocked": (list,)}
    if type(settings) is not dict or any(not isinstance(settings.get(name), kind) for name, kind in kinds.items()):
        raise ValueError("settings of another shape")
    datetime.fromisoformat(settings["made_at"])
    return settings
