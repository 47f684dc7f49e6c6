"""The vehicle that the officer states."""

from __future__ import annotations

from dataclasses import dataclass

from credential.labels import CATEGORIES


class VehicleError(ValueError):
    """The stated vehicle is not understood; the message says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """What is to be driven, for now by the category that it needs (article R.221-4)."""

    category: str

    @classmethod
    def parse(cls, text: str) -> Vehicle:
        """Read ``B`` or ``category=B``. Raises `VehicleError`."""
        key, equals, value = text.partition("=")
        if equals and key.strip().lower() != "category":
            raise VehicleError(f"{key.strip()!r} is not a key of a vehicle: write category=B")
        category = (value if equals else key).strip().upper()
        if category not in CATEGORIES:
            raise VehicleError(f"{category!r} is no category: write one of {', '.join(CATEGORIES)}")
        return cls(category=category)
