"""What the command lines take beside the scan: trust data, moment, language, vehicle, circumstances, a card's line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from credential.display import display_safe
from trust_store.options import Moment

if TYPE_CHECKING:
    from verifier.documents.card_line import CardLine
    from verifier.entitlement.context import Context
    from verifier.entitlement.vehicle import Vehicle

LONGEST = 400
"""Characters of an error about what was stated: it may list every key."""


class StatedVehicle(click.ParamType["Vehicle"]):
    """The vehicle that the officer states."""

    name = "vehicle"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Vehicle:  # noqa: ANN401 - click's own signature
        """Read the vehicle, or say how to state one."""
        from verifier.entitlement.vehicle import Vehicle
        from verifier.entitlement.vocabulary import StatementError

        if isinstance(value, Vehicle):
            return value
        try:
            return Vehicle.parse(value)
        except StatementError as error:
            self.fail(display_safe(str(error), LONGEST), param, ctx)


class StatedContext(click.ParamType["Context"]):
    """What the officer saw and asked."""

    name = "context"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Context:  # noqa: ANN401 - click's own signature
        """Read the circumstances, or say how to state them."""
        from verifier.entitlement.context import Context
        from verifier.entitlement.context_words import parse_context
        from verifier.entitlement.vocabulary import StatementError

        if isinstance(value, Context):
            return value
        try:
            return parse_context(value)
        except StatementError as error:
            self.fail(display_safe(str(error), LONGEST), param, ctx)


class CardLineText(click.ParamType["CardLine"]):
    """The machine-readable line on the front of the card."""

    name = "mrz"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> CardLine:  # noqa: ANN401 - click's own signature
        """Read the line, or say where it does not fit."""
        from verifier.documents.card_line import CardLine, CardLineError, read_card_line

        if isinstance(value, CardLine):
            return value
        try:
            return read_card_line(value)
        except CardLineError as error:
            self.fail(display_safe(str(error), LONGEST), param, ctx)


STORE_VARIABLE: Final = "CARTON_ROSE_STORE"


def default_store() -> Path:
    """The trust store of this user: $CARTON_ROSE_STORE, or a file in the user's data folder."""
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "carton-rose" / "trust.sqlite"


STORE = click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    default=default_store,
    show_default=f"${STORE_VARIABLE} or the user's data folder",
    help="Magasin de confiance. / Trust store.",
)
AT = click.option("--at", type=Moment(), help="Moment du contrôle (RFC 3339). / Moment of the check.")
LANG = click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
VEHICLE = click.option(
    "--vehicle", type=StatedVehicle(), help="Véhicule : B, ou kind=car,mass=1900,seats=4. / Vehicle."
)
