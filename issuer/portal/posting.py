"""Sending letters after the page is answered, so that an answer's speed tells nothing of what is in a letter."""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING, Final

from issuer.portal.guard import LOG
from issuer.portal.mail import Mailer, MailError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from starlette.responses import Response

    from issuer.portal.service import Portal

_PAUSES: Final = (1.0, 5.0, 30.0)  # seconds before a letter that was not taken is tried again
_ROOM: Final = 10_000  # letters waiting; more are dropped, and the log says so


def send_after(portal: Portal, response: Response, *letters: EmailMessage) -> Response:
    """Send the letters once the response has left."""
    from starlette.background import BackgroundTask

    response.background = BackgroundTask(_send, portal, letters)
    return response


def _send(portal: Portal, letters: tuple[EmailMessage, ...]) -> None:
    for letter in letters:
        try:
            portal.mailer.send(letter)
        except MailError as error:
            LOG.error("mail: %s", error)  # names the server or folder, never the addressee


class QueueingMailer:
    """Hands letters to another mailer in a thread of its own, and tries again those that were not taken."""

    def __init__(self, mailer: Mailer, pauses: tuple[float, ...] = _PAUSES) -> None:
        self._mailer = mailer
        self._pauses = pauses
        self._waiting: queue.Queue[EmailMessage | None] = queue.Queue(_ROOM)
        self._thread = threading.Thread(target=self._work, name="mail", daemon=True)
        self._thread.start()

    def send(self, message: EmailMessage) -> None:
        """Take the message. Raises MailError when too many wait."""
        try:
            self._waiting.put_nowait(message)
        except queue.Full as error:
            raise MailError(f"{_ROOM} letters wait already; one was dropped") from error

    def close(self, timeout: float = 30.0) -> None:
        """Send what still waits, for at most `timeout` seconds."""
        self._waiting.put(None)
        self._thread.join(timeout)

    def _work(self) -> None:
        while (message := self._waiting.get()) is not None:
            self._deliver(message)

    def _deliver(self, message: EmailMessage) -> None:
        for pause in (*self._pauses, None):
            try:
                self._mailer.send(message)
            except MailError as error:
                LOG.error("mail: %s", error)
                if pause is not None:
                    time.sleep(pause)
            else:
                return
