"""What the three commands share on their command lines."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from credential.display import display_safe
from credential.moments import parse_moment

DEFAULT_MEGABYTES: Final = 1024
"""About a thousand snapshots of a country's size (1 MB of status lists each), years of a small one's."""


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


ARCHIVE = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="CARTON_ROSE_ARCHIVE",
    help="Où garder chaque état. / Where each state is kept (default: STORE.snapshots beside the store).",
)
ARCHIVE_MB = click.option(
    "--archive-mb",
    type=click.IntRange(0, 1 << 20),
    default=DEFAULT_MEGABYTES,
    show_default=True,
    envvar="CARTON_ROSE_ARCHIVE_MB",
    help="Au plus tant de Mo, 0 : aucun. / At most so many MB, the oldest goes; 0: none is kept.",
)


def run(command: click.Command, name: str) -> NoReturn:
    """Run a command line to its end. What goes wrong is one line on stderr, never a traceback.

    Exit status 2 for wrong use, 3 for a fault of our own, otherwise what the command says.
    """
    try:
        status = command.main(prog_name=name, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        place = error.ctx.command_path if error.ctx else name
        _end(f"{place}: {_one_line(error.format_message())} ({place} --help)", 2)
    except click.ClickException as error:
        _end(f"{name}: {_one_line(error.format_message())}", 2)
    except (click.Abort, KeyboardInterrupt):
        _end(f"{name}: interrompu / interrupted", 130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nobody is left to tell
        sys.exit(141)
    except Exception as error:  # noqa: BLE001 - the program's edge: a bug of ours is named, and nobody sees its entrails
        _end(f"{name}: erreur interne / internal error ({type(error).__name__})", 3)
    sys.exit(status if isinstance(status, int) else 0)


def _one_line(message: str) -> str:
    return display_safe(" ".join(message.split()), 400)


def _end(line: str, status: int) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(status)
