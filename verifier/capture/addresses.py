"""Which addresses of cameras are opened: those of this very machine."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from verifier.capture.errors import SourceError, SourceFault


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopbackAddress:
    """An `http` address on this machine. Made only by `loopback_address`."""

    host: str
    """An IP address of the loopback interface, as text."""
    port: int
    path: str
    """With its query; begins with a slash; printable ASCII without spaces."""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}{self.path}"


def loopback_address(url: str) -> LoopbackAddress:
    """Parse the address of a camera. Raises `SourceError` ADDRESS_REFUSED for any that leaves the machine.

    `localhost` means 127.0.0.1: asking a name server where it is would let the network answer.
    """
    mend = "only http://127.0.0.1:PORT/... (a camera on this machine) is opened"
    refusal = SourceError(SourceFault.ADDRESS_REFUSED, url, mend)
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise refusal
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
        literal = "127.0.0.1" if host == "localhost" else host
        loopback = ipaddress.ip_address(literal).is_loopback
    except ValueError as error:
        raise refusal from error
    if parts.scheme != "http" or not loopback or "@" in parts.netloc or "%" in literal:
        raise refusal
    query = f"?{parts.query}" if parts.query else ""
    return LoopbackAddress(host=literal, port=port, path=(parts.path or "/") + query)
