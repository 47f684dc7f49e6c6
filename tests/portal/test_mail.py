"""Mail as files, by a real SMTP server, and after the answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.message import Message as StdMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from issuer.portal.mail import FolderMailer, MailError, SmtpMailer
from issuer.portal.posting import QueueingMailer
from tests.portal.office import PINK, Place


def letter(text: str = "Voilà") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Essai é"
    message.set_content(text)
    return message


class Received(Message):
    """An SMTP server's mailbox."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Any] = []

    def handle_message(self, message: StdMessage) -> None:
        self.messages.append(message_from_bytes(message.as_bytes(), policy=policy.default))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def server() -> Iterator[Controller]:
    controller = Controller(Received(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


def test_folder_holds_each_letter_in_order(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "mail")
    mailer.send(letter("un"))
    mailer.send(letter("deux"))
    files = sorted((tmp_path / "mail").glob("*.eml"))
    assert [path.name for path in files] == ["000001.eml", "000002.eml"]
    read = message_from_bytes(files[1].read_bytes(), policy=policy.default)
    assert read.get_content().strip() == "deux"
    assert files[0].parent.stat().st_mode & 0o077 == 0


def test_folder_mailers_of_two_processes_overwrite_nothing(tmp_path: Path) -> None:
    mailers = [FolderMailer(tmp_path) for _ in range(2)]
    threads = [threading.Thread(target=lambda m=mailer: [m.send(letter()) for _ in range(30)]) for mailer in mailers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(tmp_path.glob("*.eml"))) == 60


def test_letter_reaches_a_real_server(server: Controller) -> None:
    SmtpMailer(host="127.0.0.1", port=server.port, starttls=False).send(letter())
    (message,) = server.handler.messages
    assert message.get_content().strip() == "Voilà"
    assert message["Subject"] == "Essai é"


def test_server_without_tls_gets_nothing_when_tls_is_wanted(server: Controller) -> None:
    with pytest.raises(MailError):
        SmtpMailer(host="127.0.0.1", port=server.port).send(letter())
    assert server.handler.messages == []


def test_server_that_is_away_is_said_without_the_addressee() -> None:
    with pytest.raises(MailError) as refusal:
        SmtpMailer(host="127.0.0.1", port=free_port(), starttls=False, timeout=2).send(letter())
    assert "d.example" not in str(refusal.value)


class Failing:
    """A mailer that does not take the first letters."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.sent: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        if self.failures:
            self.failures -= 1
            raise MailError("127.0.0.1:25: did not take a message (OSError)")
        self.sent.append(message)


def test_letter_not_taken_is_tried_again() -> None:
    inner = Failing(2)
    mailer = QueueingMailer(inner, pauses=(0, 0))
    mailer.send(letter())
    mailer.close()
    assert len(inner.sent) == 1


def test_letter_never_taken_does_not_hold_up_the_next() -> None:
    inner = Failing(3)
    mailer = QueueingMailer(inner, pauses=(0, 0))
    mailer.send(letter("un"))
    mailer.send(letter("deux"))
    mailer.close()
    assert [each.get_content().strip() for each in inner.sent] == ["deux"]


def test_account_letter_goes_through_a_real_server(place: Place, server: Controller) -> None:
    place.create()
    SmtpMailer(host="127.0.0.1", port=server.port, starttls=False).send(place.outbox.last_to(PINK.email))
    (message,) = server.handler.messages
    assert message["To"] == PINK.email
    assert "/compte/activer?jeton=" in message.get_content()


def test_mail_fault_is_no_fault_of_the_page(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    object.__setattr__(place.portal, "mailer", Failing(1))
    place.create()
    assert "did not take a message" in caplog.text
    assert PINK.email not in caplog.text
