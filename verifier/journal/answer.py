"""What the officer said of the driver's face: the one answer that a record keeps beside the program's own."""

from __future__ import annotations

from enum import Enum, unique


@unique
class PortraitAnswer(Enum):
    """What the officer said of the driver's face."""

    MATCHES = "matches"
    DIFFERS = "differs"
    NOT_GIVEN = "not_given"
    """It was asked, or could have been given, and was not."""
