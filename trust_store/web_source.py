"""A static web server as the source of an update.

Redirects are not followed: the address that the administrator typed is the one that is asked. Neither is a slow
server waited for without end. What it sends is verified like any stick, so plain http:// may carry it.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Final

from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import AbsentFileError, safe_parts

SILENCE: Final = 20.0
"""Seconds without a byte after which a server counts as gone."""
PATIENCE: Final = 300.0
"""Seconds for one file: the largest status list, 2 MiB, at 7 KB a second."""
_CHUNK: Final = 1 << 16
_ABSENT: Final = frozenset({403, 404, 410})
"""What servers answer about a file that is not there; object stores say 403."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Asks the address that was typed, and no other."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow none: the answer 3xx becomes an HTTPError."""
        return


class WebSource:
    """The folder below a URL. `clock` is monotonic, in seconds."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url.rstrip("/")
        self._clock = clock
        self._opener = urllib.request.build_opener(NoRedirect)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the content of one file, as it comes."""
        safe_parts(name)
        # A file's name may itself hold a percent sign (TUF quotes the names of roles), which a URL doubles.
        url = f"{self._url}/{name.replace('%', '%25')}"
        ends = self._clock() + PATIENCE
        try:
            with self._opener.open(url, timeout=SILENCE) as answer:
                while chunk := answer.read1(_CHUNK):
                    yield chunk
                    if self._clock() > ends:
                        raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{name}: not here after {PATIENCE:.0f} s")
                if answer.length:
                    raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{name}: cut short by the server")
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _ABSENT:
                raise AbsentFileError(name) from error
            raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{name}: the server answers {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TrustStoreError(Refusal.SOURCE_UNREADABLE, f"{name}: {type(error).__name__}") from error
