"""Mail that leaves the portal: by SMTP, or as files in a folder when no server is named."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol

from issuer.portal.settings import PortalError


class MailError(Exception):
    """A message was not handed over; the text names the server or folder and never the addressee."""


class Mailer(Protocol):
    """Whatever takes a message away."""

    def send(self, message: EmailMessage) -> None:
        """Hand the message over. Raises MailError."""


class FolderMailer:
    """Writes each message as a file, NUMBER.eml, for tests and demonstrations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise PortalError(f"{folder}: cannot be made ({error.strerror}); name another folder for mail") from error

    def send(self, message: EmailMessage) -> None:
        """Write the message under the next free number. Raises MailError."""
        number = sum(1 for _ in self.folder.glob("*.eml")) + 1
        while True:
            try:
                with (self.folder / f"{number:06}.eml").open("xb") as stream:
                    stream.write(message.as_bytes(policy=SMTP))
            except FileExistsError:
                number += 1
            except OSError as error:
                raise MailError(f"{self.folder}: cannot be written ({error.strerror})") from error
            else:
                return


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMailer:
    """Hands messages to one server. With `starttls` the server must offer TLS with a certificate we can check."""

    host: str
    port: int
    starttls: bool = True
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 20.0

    def send(self, message: EmailMessage) -> None:
        """Send the message. Raises MailError, also where TLS is wanted and not offered."""
        try:
            with smtplib.SMTP(self.host, self.port, timeout=self.timeout) as server:
                if self.starttls:
                    server.starttls(context=ssl.create_default_context())
                if self.user is not None:
                    server.login(self.user, self.password or "")
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"{self.host}:{self.port}: did not take a message ({type(error).__name__})") from error
