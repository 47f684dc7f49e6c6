"""`issuer points`: what the courts and the months do to a driver's balance."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from credential.display import display_safe
from issuer.commands.desk import AT, FOLDER, one_line, open_office


@click.command()
@FOLDER
@click.option("--person", "person_id", required=True, metavar="ID", help="Whose points.")
@click.option("--change", required=True, type=click.IntRange(-12, 12), help="Points taken (below 0) or given back.")
@click.option("--label", required=True, help="The reason, as the driver reads it.")
@AT
def points(folder: Path, person_id: str, change: int, label: str, at: datetime) -> None:
    """Take points from a driver or give some back."""
    from issuer.portal.points import LABEL_LIMIT, change_points
    from issuer.portal.tables import open_portal_engine

    with one_line():
        engine = open_portal_engine(open_office(folder).register_url)
        balance = change_points(engine, person_id, change, display_safe(label, LABEL_LIMIT), at)
        engine.dispose()
    click.echo(f"{display_safe(person_id)}: {balance} points, SPECIMEN")
