"""What stays from one driver to the next: the trust data, the clocks, and what the officer set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from credential.language import Bilingual, Language
from trust_store.profile import Profile
from trust_store.store import TrustStore
from verifier.entitlement.vehicle import Vehicle
from verifier.terminal.graphics import Draw
from verifier.terminal.palette import Light
from verifier.terminal.spoken import Asking


@dataclass(slots=True, kw_only=True)
class Station:
    """One terminal. It holds nothing about any driver."""

    trust: TrustStore
    clock: Callable[[], datetime]
    """The wall clock: aware."""
    monotonic: Callable[[], float]
    """Seconds that never go back."""
    language: Language = Language.FR
    vehicle: Vehicle | None = None
    light: Light = Light.DAY
    asking: Asking = Asking.CLOCKS
    needs_journal: bool = False
    """Whether checks end when one could not be recorded."""
    has_journal: bool = False
    """Whether checks are recorded."""
    draw_pixels: Draw | None = None
    """Draws in the terminal's own pixels; None: half blocks."""
    is_silent: bool = False
    """Whether the bell keeps quiet."""
    store_note: Bilingual | None = None
    """What became of the trust store while the terminal ran."""
    arrived: TrustStore | None = None
    """A store that came meanwhile: it counts from the next driver on."""

    def renew(self) -> None:
        """Believe the store that came meanwhile, if one did. A check that is open ends with the one it began with.

        The clock's floor never goes back: the old one may rest on the journal too.
        """
        if self.arrived is not None:
            floors = [each for each in (self.trust.clock_floor, self.arrived.clock_floor) if each is not None]
            self.trust, self.arrived = replace(self.arrived, clock_floor=max(floors, default=None)), None

    @property
    def is_test(self) -> bool:
        """Whether the terminal believes the test issuer: then every screen says so."""
        return self.trust.profile is Profile.TEST
