"""`issuer serve`: the holder's portal and wallet, on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from issuer.commands.desk import FOLDER, one_line, open_office, shown

if TYPE_CHECKING:
    from fastapi import FastAPI

    from issuer.office import Office
    from issuer.portal.mail import Mailer
    from issuer.portal.settings import FranceConnectSettings, PortalSettings

SMTP_PASSWORD: Final = "CARTON_ROSE_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
FRANCECONNECT_SECRET: Final = "CARTON_ROSE_FRANCECONNECT_SECRET"  # noqa: S105 - the name of a variable


@click.command()
@FOLDER
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@click.option("--address", metavar="URL", help="Where browsers find it; default http://localhost:PORT.")
@click.option("--proxy", metavar="IP", help="A reverse proxy whose word on visitors' addresses is believed.")
@click.option("--mail", type=click.Path(path_type=Path), help="The folder for mail; default DIR/mail.")
@click.option("--smtp", metavar="HOST:PORT", help="Send mail by this server, with STARTTLS.")
@click.option("--smtp-plain", is_flag=True, help="Without STARTTLS: for a server on this machine.")
@click.option("--smtp-user", metavar="NAME", help=f"Its password stands in {SMTP_PASSWORD}.")
@click.option("--franceconnect", metavar="ISSUER", help="The OpenID provider to sign in with.")
@click.option("--client-id", metavar="ID", help=f"Who we are to it; the secret stands in {FRANCECONNECT_SECRET}.")
def serve(
    folder: Path,
    port: int,
    address: str | None,
    proxy: str | None,
    mail: Path | None,
    smtp: str | None,
    smtp_plain: bool,
    smtp_user: str | None,
    franceconnect: str | None,
    client_id: str | None,
) -> None:
    """Serve the holder's portal of the office in DIR, until interrupted."""
    with one_line():
        from issuer.portal.settings import PortalSettings

        provider = _provider(franceconnect, client_id)
        settings = PortalSettings(address=address or f"http://localhost:{port}", franceconnect=provider)
        office = open_office(folder)
        office.document_signer("FR")  # a wrong passphrase is found out now, not by the first visitor
        mailer = _smtp(smtp, smtp_plain, smtp_user) if smtp else _files(mail or folder / "mail")
        with _portal(office, settings, mailer) as app:
            click.echo(f"{settings.address}: SPECIMEN portal of {shown(folder)}; Ctrl-C ends it")
            _run(app, port, proxy)


@contextmanager
def _portal(office: Office, settings: PortalSettings, mailer: Mailer) -> Iterator[FastAPI]:
    from issuer.output import now
    from issuer.portal.app import close, create_app
    from issuer.portal.posting import QueueingMailer
    from issuer.randomness import Randomness

    posting = QueueingMailer(mailer)
    app = create_app(office, settings, now, posting, Randomness())
    try:
        yield app
    finally:
        posting.close()
        close(app)


def _run(app: FastAPI, port: int, proxy: str | None) -> None:
    import logging

    import uvicorn

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    # uvicorn's own access log would show the secrets of links.
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
    )


def _files(folder: Path) -> Mailer:
    from issuer.portal.mail import FolderMailer

    click.echo(f"{shown(folder)}: mail is written there")
    return FolderMailer(folder)


def _smtp(server: str, plain: bool, user: str | None) -> Mailer:
    from issuer.portal.mail import SmtpMailer

    host, _, port = server.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise click.UsageError("--smtp: give HOST:PORT, such as mail.example:587")
    password = os.environ.get(SMTP_PASSWORD)
    if user is not None and password is None:
        raise click.UsageError(f"--smtp-user: set {SMTP_PASSWORD}")
    return SmtpMailer(host=host.strip("[]"), port=int(port), starttls=not plain, user=user, password=password)


def _provider(issuer: str | None, client_id: str | None) -> FranceConnectSettings | None:
    from issuer.portal.settings import FranceConnectSettings

    secret = os.environ.get(FRANCECONNECT_SECRET)
    if issuer is None:
        return None
    if client_id is None or secret is None:
        raise click.UsageError(f"--franceconnect: give --client-id, and set {FRANCECONNECT_SECRET}")
    return FranceConnectSettings(issuer=issuer, client_id=client_id, client_secret=secret)
