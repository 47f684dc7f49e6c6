"""The trust data while the terminal runs: taken in anew when an update has replaced them.

The store in memory is verified and does not change, so checks go on with it whatever becomes of the file; its ages
stand on every screen. A file that cannot be read anew is said, and looked at again when it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from credential.language import Bilingual
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import open_store
from trust_store.store import TrustStore

Mark = tuple[int, int, int] | None
"""Inode, size and time of change of a file; None where there is none."""
GONE: Final = Bilingual(
    "✖ FICHIER DE CONFIANCE DISPARU, contrôle avec les données en mémoire : trust-store update",
    "✖ TRUST FILE GONE, checking with the data in memory: trust-store update",
)
UNUSABLE: Final = Bilingual(
    "✖ NOUVELLES DONNÉES DE CONFIANCE ILLISIBLES, contrôle avec les précédentes : trust-store update",
    "✖ NEW TRUST DATA UNUSABLE, checking with those before: trust-store update",
)
OTHER_PROFILE: Final = Bilingual(
    "✖ DONNÉES DE CONFIANCE D'UN AUTRE PROFIL, non prises : relancer le programme",
    "✖ TRUST DATA OF ANOTHER PROFILE, not taken: start again",
)


class StoreWatch:
    """Looks at the file of the store that is in use. `open_anew` verifies all of it."""

    def __init__(self, path: Path, trust: TrustStore, open_anew: Callable[[Path], TrustStore] = open_store) -> None:
        self.problem: Bilingual | None = None
        """What is wrong with the file, for every screen."""
        self._path = path
        self._trust = trust
        self._open = open_anew
        self._seen = _mark(path)

    @property
    def has_changed(self) -> bool:
        """Whether the file is another than when it was last looked at; costs one look at its folder."""
        return _mark(self._path) != self._seen

    def look(self) -> TrustStore | None:
        """Return the store that has replaced the one in use, or None. Never raises for the file's sake.

        An update writes in one transaction: what is read is the state before it or after it, never between.
        """
        mark = _mark(self._path)
        if mark == self._seen:
            return None
        self._seen = mark
        try:
            found = self._open(self._path)
        except TrustStoreError as error:
            self.problem = GONE if error.refusal is Refusal.STORE_ABSENT else UNUSABLE
            return None
        if found.profile is not self._trust.profile:  # a test issuer must not be believed by a copied file
            self.problem = OTHER_PROFILE
            return None
        self.problem = None
        if found.snapshot_id == self._trust.snapshot_id:
            return None
        self._trust = found
        return found


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
