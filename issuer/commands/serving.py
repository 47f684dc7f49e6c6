"""`issuer serve`: the holder's portal and wallet, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from issuer.commands.desk import FOLDER, one_line, open_office, shown

if TYPE_CHECKING:
    from fastapi import FastAPI

    from issuer.portal.settings import PortalSettings


@click.command()
@FOLDER
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@click.option("--address", metavar="URL", help="Where browsers find it; default http://localhost:PORT.")
@click.option("--mail", type=click.Path(path_type=Path), help="The folder for mail; default DIR/mail.")
def serve(folder: Path, port: int, address: str | None, mail: Path | None) -> None:
    """Serve the holder's portal of the office in DIR, until interrupted."""
    with one_line():
        from issuer.portal.settings import PortalSettings

        app = _app(folder, PortalSettings(address=address or f"http://localhost:{port}"), mail or folder / "mail")
    click.echo(f"{address or f'http://localhost:{port}'}: SPECIMEN portal of {shown(folder)}")
    click.echo(f"{shown(mail or folder / 'mail')}: mail is written there")
    _run(app, port)


def _app(folder: Path, settings: PortalSettings, mail: Path) -> FastAPI:
    from issuer.output import now
    from issuer.portal.app import create_app
    from issuer.portal.mail import FolderMailer
    from issuer.randomness import Randomness

    office = open_office(folder)
    office.document_signer("FR")  # a wrong passphrase is found out now, not by the first visitor
    return create_app(office, settings, now, FolderMailer(mail), Randomness())


def _run(app: FastAPI, port: int) -> None:
    import logging

    import uvicorn

    from issuer.portal.app import close

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        # uvicorn's own access log would show the secrets of links
        uvicorn.run(app, host="127.0.0.1", port=port, access_log=False, log_level="warning", server_header=False)
    finally:
        close(app)
