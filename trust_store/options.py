"""What the three commands share on their command lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from credential.display import display_safe
from credential.moments import parse_moment


class Moment(click.ParamType[datetime]):
    """A point in time with its zone (RFC 3339), as an aware datetime in UTC."""

    name = "RFC3339"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - click's own signature
        """Read the time, or say how to write one."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_moment(str(value))
        except ValueError as error:
            self.fail(f"{display_safe(str(value))!r}: {error}", param, ctx)
