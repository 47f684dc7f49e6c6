"""Leaving a file at a web server: PUT, as WebDAV servers and object stores take it (RFC 9110 section 9.3.4).

`If-None-Match: *` asks that nothing be replaced; a server that has a file of that name answers 412. Redirects are not
followed, and a silent server is not waited for.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import Final

from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import AbsentFileError, safe_parts
from trust_store.web_source import SILENCE, NoRedirect, WebSource

_IS_THERE: Final = 412


class ServerPlace:
    """The folder below a URL, ``http://`` or ``https://``."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._opener = urllib.request.build_opener(NoRedirect)

    def leave(self, name: str, content: bytes) -> None:
        """Put a new file. Raises FileExistsError, or `TrustStoreError` TARGET_UNWRITABLE."""
        safe_parts(name)
        headers = {"If-None-Match": "*", "Content-Type": "application/json"}
        try:
            request = urllib.request.Request(self.where(name), content, headers, method="PUT")  # noqa: S310 - `folder_named` sends http and https alone here
            with self._opener.open(request, timeout=SILENCE):
                return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == _IS_THERE:
                raise FileExistsError(name) from error
            raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"the server answers {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"the server: {type(error).__name__}") from error

    def read(self, name: str, limit: int) -> bytes:
        """Get a file. Raises `TrustStoreError`."""
        content = bytearray()
        try:
            for chunk in WebSource(self._url).chunks(name):
                content += chunk
                if len(content) > limit:
                    raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"{name}: more than {limit} bytes")
        except AbsentFileError as error:
            raise TrustStoreError(Refusal.SOURCE_UNREADABLE, name) from error
        return bytes(content)

    def where(self, name: str) -> str:
        """Return the address."""
        return f"{self._url}/{name}"
