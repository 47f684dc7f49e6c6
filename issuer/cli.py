"""The command ``issuer``: an office, its people, what it mints, and what it publishes. All of it is SPECIMEN."""

from __future__ import annotations

import click

from issuer.commands.certification import certify
from issuer.commands.credentials import mint, present
from issuer.commands.driver_points import points
from issuer.commands.office import import_people, init
from issuer.commands.publishing import lint, publish, rotate, samples
from issuer.commands.revocation import block, credentials, status, unblock
from issuer.commands.serving import serve


@click.group()
@click.version_option(package_name="carton-rose", prog_name="issuer")
def issuer() -> None:
    """Issue SPECIMEN driving licences, for tests and demonstrations."""


_COMMANDS = (
    *(init, import_people, mint, present),
    *(status, credentials, block, unblock),
    *(publish, rotate, certify, lint, samples),
    *(points, serve),
)
for _command in _COMMANDS:
    issuer.add_command(_command)
