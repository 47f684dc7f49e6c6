"""The four characters that the officer says and the driver types: the next code signs them (DESIGN section 3)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from enum import Enum, unique
from typing import Final

ALPHABET: Final = "ACDEFHJKLMNPRTUVXY3479"
"""Without what sounds or looks alike (B, G, I, O, Q, S, W, Z, 0, 1, 2, 5, 6, 8): 22 ** 4, some 234,000."""
LENGTH: Final = 4


@unique
class Asking(Enum):
    """When the terminal asks for the characters by itself; the officer always may."""

    NEVER = "never"
    CLOCKS = "clocks"
    """Whenever the clocks of phone and terminal disagree."""
    ALWAYS = "always"


def four_characters(choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw them anew for each driver."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))
