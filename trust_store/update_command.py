"""An update as a command runs it, whichever command that is: taken in, archived, told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from credential.display import display_safe
from credential.language import Language
from trust_store.command_parts import REFUSED, archiving
from trust_store.plain_files import read_plain
from trust_store.profile import Profile
from trust_store.refusal import TrustStoreError
from trust_store.screens import report_lines
from trust_store.sources import open_source
from trust_store.storage import is_begun, open_store
from trust_store.updating import update
from trust_store.words import PROFILES, refusal_line

MAX_ROOT: Final = 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """What a new store is made with, where it is said; `root` is a file, `pin` the publisher's SHA-256."""

    profile: Profile | None = None
    root: Path | None = None
    pin: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where the states of the store are archived (None: beside it), and how many megabytes of them; 0: none."""

    folder: Path | None
    megabytes: int


def run_update(store: Path, source: str, now: datetime, lang: Language, *, kept: Kept, first: First) -> int:
    """Take in an update and say what it did. Returns the exit status: 0 done, 1 refused. Raises UsageError."""
    try:
        profile = _profile(store, first, lang)
        root = None if first.root is None else read_plain(first.root, MAX_ROOT)
        with archiving(store, kept.folder, kept.megabytes, lang):
            report = update(store, open_source(source), now, profile, first_root=root, pin=first.pin)
    except TrustStoreError as error:
        click.echo(refusal_line(error.refusal, display_safe(error.detail), lang), err=True)
        return REFUSED
    for line in report_lines(report, lang):
        click.echo(line)
    return 0


def _profile(store: Path, first: First, lang: Language) -> Profile:
    """Choose the profile: that of the store; of a new one what is asked for, else test, said aloud."""
    if is_begun(store):
        return first.profile or open_store(store).profile
    profile = first.profile or Profile.TEST
    if profile is Profile.PRODUCTION and first.root is None:
        # Whoever brings the first stick would otherwise choose whom a production terminal believes.
        raise click.UsageError("--profile production: --root")
    if profile is Profile.TEST:
        click.echo(f"*** {PROFILES[profile].in_(lang)} ***", err=True)
    return profile
