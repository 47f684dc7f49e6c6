"""Empty the caches in which Rich and Textual keep what was on the screen.

Both remember how wide a string is, how a segment is cut, and much else, and keep the strings with it: a name would
stay in memory for hours. Takes some 50 ms, between two drivers.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

LIBRARIES: Final = ("rich.", "textual.")


def forget() -> None:
    """Drop everything that the libraries remember of what they drew; the rest is not searched until the next time."""
    gc.unfreeze()  # else the caches that were there from the start would not be found
    for cached in _caches():
        cached.cache_clear()
    gc.collect()
    gc.freeze()


def _caches() -> Iterator[_lru_cache_wrapper[Any]]:
    kind = type(lru_cache(len))
    for thing in gc.get_objects():
        if type(thing) is kind and str(thing.__module__).startswith(LIBRARIES):
            yield thing
