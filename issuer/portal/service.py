"""What every page of one portal works with. It holds nothing of a visitor: that is in the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from issuer.portal.mail import Mailer
from issuer.portal.settings import PortalSettings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from issuer.office import Office
    from issuer.randomness import Randomness
    from issuer.register import Register

Clock: TypeAlias = Callable[[], datetime]
"""Answers with the time now, aware, in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One portal. `engine` is the register's database with the portal's tables, `register` the people in it."""

    office: Office
    settings: PortalSettings
    clock: Clock
    mailer: Mailer
    randomness: Randomness
    engine: Engine
    register: Register
    salt: bytes

    def now(self) -> datetime:
        """Ask the clock: the one place where a page learns the time."""
        return self.clock()

    def seconds(self) -> int:
        """Return the time now in whole seconds since 1970 UTC."""
        return int(self.clock().timestamp())
