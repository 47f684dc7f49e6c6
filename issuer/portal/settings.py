"""What a portal is told when it starts. Nothing of it is read anywhere else: no environment, no file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit


class PortalError(Exception):
    """The portal cannot be started as asked; the text says what, where and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FranceConnectSettings:
    """The OpenID provider to sign in with, and who we are to it. `issuer` is its address, as it signs it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSettings:
    """`address` is where browsers find the portal (scheme, host, port; no path): links in mails begin with it.

    `session_life` ends a session whatever happens, `session_idle` one that is not used.
    """

    address: str
    franceconnect: FranceConnectSettings | None = None
    session_life: timedelta = timedelta(hours=8)
    session_idle: timedelta = timedelta(minutes=30)
    link_life: timedelta = timedelta(hours=12)
    password_memory_kib: int = 19_456
    """Memory of one password check: OWASP's second argon2id profile (19 MiB, 2 passes, 1 lane)."""
    patience: int = 1
    """How many times more tries are allowed than `limits` says; for tests under load."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or self.address != f"{parts.scheme}://{self.host}"
        ):
            raise PortalError(f"address {self.address!r}: give scheme and host alone, such as https://portail.example")
        if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1"}:
            raise PortalError(f"address {self.address!r}: give an https address; http is for localhost")

    @property
    def host(self) -> str:
        """Host and port, as the header `Host` has them."""
        return urlsplit(self.address).netloc

    @property
    def is_https(self) -> bool:
        """Say whether browsers reach the portal by TLS."""
        return self.address.startswith("https://")
