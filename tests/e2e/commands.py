"""Running the three commands as a user does: other processes, in a folder with a space in its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
SECONDS: Final = 60
MINTED: Final = "2026-11-25T09:30:00Z"
PUBLISHED: Final = "2026-12-01T05:00:00Z"
SHOWN: Final = "2026-12-01T12:59:56Z"
NOW: Final = "2026-12-01T14:00:00+01:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a command left behind."""

    status: int
    output: str
    errors: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects, one a line."""
        return [json.loads(line) for line in self.output.splitlines()]

    @property
    def is_one_line_of_error(self) -> bool:
        """Whether exactly one line was written to the error output, and nothing else anywhere."""
        return self.output == "" and self.errors.count("\n") == 1 and "Traceback" not in self.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A folder with an office, a publication and a trust store; see `furnish`."""

    folder: Path

    def run(self, module: str, *arguments: object, given: str | bytes = "", **environment: str) -> Done:
        """Run ``python -m MODULE`` in the folder. Nothing of the caller's own settings reaches it."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("CARTON_ROSE")}
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=self.folder,
            env={**own, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        return Done(status=done.returncode, output=done.stdout.decode(), errors=done.stderr.decode())

    def check(self, *arguments: object, at: str = NOW, given: str | bytes = "") -> Done:
        """Run ``verifier check`` with the store of this desk."""
        return self.run("verifier", "check", *arguments, "--store", "trust.sqlite", "--at", at, given=given)

    def text(self, name: str) -> str:
        """The text of a code that was written to a file."""
        return (self.folder / name).read_text(encoding="utf-8").rstrip("\n")


def furnish(folder: Path) -> tuple[Desk, list[Done]]:
    """Make an office, mint, show, publish and take in: the whole road. Returns what each command left behind."""
    folder.mkdir()
    desk = Desk(folder=folder)
    (folder / "people.json").write_bytes((ROOT / "samples" / "people.json").read_bytes())
    mint = ("mint", "office", "--at", MINTED, "--person", "P25", "--form")
    steps = [
        ("issuer", "init", "office", "--insecure-test-keys", "--at", "2026-11-01T08:00:00Z"),
        ("issuer", "import", "office", "people.json"),
        ("issuer", *mint, "licence", "--device-key", "phone.pem", "--out", "licence.txt"),
        ("issuer", *mint, "attestation", "--no-portrait", "--out", "paper.txt"),
        ("issuer", *mint, "attestation", "--out", "paper.pdf"),
        ("issuer", "present", "licence.txt", "--device-key", "phone.pem", "--at", SHOWN, "--out", "code.png"),
        ("issuer", "present", "licence.txt", "--device-key", "phone.pem", "--at", SHOWN, "--out", "code.txt"),
        ("issuer", "publish", "office", "published", "--at", PUBLISHED),
        ("trust_store", "update", "published", "--store", "trust.sqlite", "--profile", "test", "--at", NOW),
    ]
    return desk, [desk.run(module, *arguments) for module, *arguments in steps]
