"""What an office has noted about itself: ``office.json``, written whole or not at all."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

SETTINGS: Final = "office.json"
STATUS_URI: Final = "status_uri"
"""Under which name an office notes what the names of its status lists begin with."""


class OfficeError(Exception):
    """The office's folder is not usable; the text says what, where and what to do."""


class OfficeSettings:
    """The notes of one office. `noted` is what the file holds, by name."""

    def __init__(self, folder: Path, noted: dict[str, Any]) -> None:
        self._folder = folder
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
        try:
            return cls(folder, _parse((folder / SETTINGS).read_text(encoding="utf-8")))
        except OSError as error:
            raise OfficeError(f"{folder}: is no issuing office; make one with `issuer init`") from error
        except ValueError as error:
            raise OfficeError(f"{folder / SETTINGS}: is damaged; restore it from a copy") from error

    def save(self) -> None:
        """Write the notes, whole or not at all."""
        temporary = self._folder / f".{SETTINGS}.{os.getpid()}"
        temporary.write_text(json.dumps(self.noted, indent=1) + "\n", encoding="utf-8")
        temporary.replace(self._folder / SETTINGS)

    def note(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Note `value` under `name`, on the disk."""
        self.noted[name] = value
        self.save()

    def move(self, entry: str, source: str, goal: str) -> None:
        """Take `entry` out of the list `source` and put it into the list `goal`, on the disk."""
        self.noted[source] = [each for each in self.noted.get(source, []) if each != entry]
        if entry not in self.noted.setdefault(goal, []):
            self.noted[goal].append(entry)
        self.save()


def _parse(text: str) -> dict[str, Any]:
    """Read what `OfficeSettings.save` wrote. Raises ValueError for anything of another shape."""
    settings = json.loads(text)
    kinds = {"made_at": (str,), "register": (str, type(None)), "issue_id": (int,), "blocked": (list,)}
    if type(settings) is not dict or any(not isinstance(settings.get(name), kind) for name, kind in kinds.items()):
        raise ValueError("settings of another shape")
    datetime.fromisoformat(settings["made_at"])
    return settings
