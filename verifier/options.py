"""What the command line takes beside the scan: vehicle, circumstances, the line of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from credential.display import display_safe

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
