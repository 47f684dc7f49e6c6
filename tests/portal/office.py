"""A portal in memory: an office with the people of the samples, a clock that tests turn, mail that tests read."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy.engine import URL
from starlette.testclient import TestClient

from issuer.office import Office
from issuer.office_settings import OfficeSettings
from issuer.people_json import load_people
from issuer.portal.app import create_app
from issuer.portal.points import add_balances, load_balances
from issuer.portal.service import Portal
from issuer.portal.settings import PortalSettings
from issuer.portal.tables import open_portal_engine
from issuer.private_keys import Protection
from issuer.randomness import Randomness
from issuer.register import Register

ADDRESS = "https://portail.example"
START = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
PEOPLE = Path(__file__).parents[2] / "samples" / "people.json"


class Clock:
    """A clock that stands still until a test turns it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Outbox:
    """The mail that the portal sent, in order."""

    messages: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage) -> None:
        self.messages.append(message)

    def last_to(self, address: str) -> EmailMessage:
        return next(each for each in reversed(self.messages) if each["To"] == address)


class Browser:
    """One visitor: cookies of its own, forms posted as they stand on the page."""

    def __init__(self, app: FastAPI, address: str = ADDRESS) -> None:
        self.client = TestClient(app, base_url=address, follow_redirects=False, raise_server_exceptions=False)

    def get(self, path: str) -> Response:
        return self.client.get(path)

    def post(self, page: str, fields: dict[str, str] | None = None, *, to: str | None = None) -> Response:
        """Open a page, take the token of its form, and post `fields` to `to`, or to the page itself."""
        shown = self.client.get(page)
        return self.client.post(to or page, data={"form_token": form_token(shown), **(fields or {})})


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody of the samples at the keyboard: what they type."""

    person_id: str
    family: str
    given: str
    born: str
    licence_format: str
    number: str
    email: str
    password: str = "un mot de passe long"  # noqa: S105 - of an invented person

    def identity(self) -> dict[str, str]:
        names = {"nom": self.family, "prenom": self.given, "naissance": self.born}
        return {**names, "courriel": self.email, "mot_de_passe": self.password}


PINK = Holder(
    person_id="P03",
    family="BOUDINEAU",
    given="marcel",
    born="21/09/1954",
    licence_format="rose",
    number="7305 9900 0123",
    email="marcel@courrier.example",
)
CARD = Holder(
    person_id="P21",
    family="Oeuvrard Lecoeur",
    given="Zoe",
    born="30-04-1997",
    licence_format="carte",
    number="15zz90021",
    email="zoe@courrier.example",
)


@dataclass(frozen=True)
class Place:
    """A portal and all that a test may turn or read."""

    app: FastAPI
    office: Office
    clock: Clock
    outbox: Outbox

    @property
    def portal(self) -> Portal:
        portal: Portal = self.app.state.portal
        return portal

    def browser(self) -> Browser:
        return Browser(self.app)

    def create(self, holder: Holder = PINK, browser: Browser | None = None) -> Browser:
        """Walk through the three steps of an account, up to the page that says that a letter is on its way."""
        browser = browser or self.browser()
        assert browser.post("/compte/creer", holder.identity()).headers["location"] == "/compte/creer/permis"
        licence = {"format_permis": holder.licence_format, "numero": holder.number}
        assert browser.post("/compte/creer/permis", licence).headers["location"] == "/compte/creer/conditions"
        sent = browser.post("/compte/creer/conditions", {"accepte": "oui"})
        assert sent.headers["location"] == "/compte/creer/envoye"
        return browser

    def activate(self, holder: Holder = PINK) -> None:
        """Follow the link of the latest letter to the holder."""
        link = link_in(self.outbox.last_to(holder.email))
        done = self.browser().post(link, {"jeton": token_in(link)}, to="/compte/activer")
        assert done.headers["location"] == "/connexion?compte=actif"

    def sign_in(self, holder: Holder = PINK) -> Browser:
        """Make an account, activate it, and sign in to it."""
        self.create(holder)
        self.activate(holder)
        return self.return_of(holder)

    def return_of(self, holder: Holder = PINK) -> Browser:
        """Sign in to an account that is there."""
        browser = self.browser()
        given = {"courriel": holder.email, "mot_de_passe": holder.password}
        assert browser.post("/connexion", given).headers["location"] == "/points"
        return browser


def form_token(response: Response) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', response.text)
    assert found is not None, f"{response.status_code}: no form on the page"
    return found[1]


def text_of(response: Response) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def link_in(message: EmailMessage) -> str:
    """The path and query of the first link of ours in a letter."""
    found = re.search(re.escape(ADDRESS) + r"(/\S+)", message.get_content())
    assert found is not None
    return found[1]


def token_in(link: str) -> str:
    return link.partition("jeton=")[2]


def make_office(folder: Path) -> None:
    """Make an office with the people of the samples in it."""
    office = Office.create(folder, Protection.INSECURE_TEST, START - timedelta(days=30))
    add_people(office.register_url)


def add_people(url: str | URL) -> None:
    """Bring the people of the samples in, with their points."""
    with Register.open(url) as register:
        register.add_people(load_people(PEOPLE))
    engine = open_portal_engine(url)
    add_balances(engine, load_balances(PEOPLE), START - timedelta(days=30))
    engine.dispose()


def copy_office(template: Path, folder: Path, register: URL | None) -> Office:
    """Copy an office, with its own SQLite register or with one elsewhere."""
    shutil.copytree(template, folder)
    if register is not None:
        OfficeSettings.load(folder).note("register", register.render_as_string(hide_password=False))
    return Office.open(folder)


def open_place(office: Office, settings: PortalSettings) -> Place:
    clock, outbox = Clock(), Outbox()
    app = create_app(office, settings, clock, outbox, Randomness("portal"))
    return Place(app=app, office=office, clock=clock, outbox=outbox)
