"""What the protocol's parts work with. Nothing of a request is held here: that is in the database."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fastapi import Request
    from sqlalchemy import Engine

    from issuer.office import Office
    from issuer.portal.service import Portal
    from issuer.register import Register

CONFIGURATION: Final = "driving-licence-sd-cwt"
"""The one credential configuration that is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One credential issuer. `address` (scheme, host, port) is its identifier; `salt` is the database's secret."""

    office: Office
    register: Register
    engine: Engine
    clock: Callable[[], datetime]
    address: str
    salt: bytes = field(repr=False)

    def now(self) -> int:
        """Return the time in whole seconds since 1970 UTC."""
        return int(self.clock().timestamp())

    def new_secret(self) -> str:
        """Draw a code or token: 256 random bits in base64url."""
        from issuer.portal.openid4vci.base64url import encode

        return encode(self.office.random.token(32))

    def mac(self, purpose: str, content: bytes) -> bytes:
        """Authenticate `content` for one purpose, 32 bytes; only processes on this database can."""
        return hmac.digest(self.salt, purpose.encode() + b"\0" + content, hashlib.sha256)


def desk_of(request: Request) -> Desk:
    """Return the desk of the portal that a request came to."""
    portal: Portal = request.app.state.portal
    return Desk(
        office=portal.office,
        register=portal.register,
        engine=portal.engine,
        clock=portal.clock,
        address=portal.settings.address,
        salt=portal.salt,
    )


def digest(secret: str) -> bytes:
    """Return what is kept of a secret of 256 bits: whoever reads the database cannot use it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
