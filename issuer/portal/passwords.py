"""Passwords: argon2id, and the same work for an account that is not there."""

from __future__ import annotations

from functools import cache
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from credential.language import Bilingual

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 128
"""Characters; longer ones would only cost us time."""


class Passwords:
    """Hashes and checks passwords at one price: `memory_kib` of memory, two passes, one lane (RFC 9106 section 3)."""

    def __init__(self, memory_kib: int) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1, type=Type.ID)
        self._nobody = self._hasher.hash("nobody's")

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return self._hasher.hash(password)

    def check(self, kept: str | None, password: str) -> bool:
        """Say whether `password` is the one kept; None: there is no account, and the same time goes by."""
        try:
            self._hasher.verify(kept or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None


@cache
def passwords(memory_kib: int) -> Passwords:
    """Return the hasher of this price; made once, since making it costs one hash."""
    return Passwords(memory_kib)


def fault_of(password: str, *, email: str) -> Bilingual | None:
    """Say what is wrong with a new password, or None."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        return Bilingual(
            f"Choisissez un mot de passe de {MIN_LENGTH} à {MAX_LENGTH} caractères.",
            f"Choose a password of {MIN_LENGTH} to {MAX_LENGTH} characters.",
        )
    if len(set(password)) < 5 or email.casefold() in password.casefold():
        return Bilingual(
            "Ce mot de passe se devine trop facilement : choisissez-en un autre.",
            "This password is too easily guessed: choose another one.",
        )
    return None
