"""Two portal processes on one PostgreSQL: the balance page under 200 requests a second, and accounts made all at once.

Prints; asserts only what does not depend on the machine's mood: no request is refused, no account lost or doubled.
`make bench` runs it for longer.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import create_engine, select

from issuer.office import Office
from issuer.people_json import load_people
from issuer.portal.app import close, create_app
from issuer.portal.mail import FolderMailer
from issuer.portal.sessions import COOKIE, begin
from issuer.portal.settings import PortalSettings
from issuer.portal.tables import accounts
from issuer.randomness import Randomness
from tests.benchmarks.portal_load import Load, constant_rate
from tests.portal.office import PEOPLE, copy_office, make_office
from tests.postgresql import PostgresqlServer

ROOT = Path(__file__).parents[2]
ADDRESS = "http://localhost:8000"
LONG = os.environ.get("CARTON_ROSE_BENCH") == "long"
SECONDS = 30 if LONG else 4
NEWCOMERS = 60 if LONG else 12


class Service:
    """Two processes behind one address, and the office that they serve."""

    def __init__(self, office: Office, mail: Path, ports: list[int]) -> None:
        self.office, self.mail, self.ports = office, mail, ports


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def two_processes(office: Office, mail: Path) -> Iterator[Service]:
    ports = [free_port(), free_port()]
    program = [sys.executable, "-m", "tests.benchmarks.portal_process", str(office.folder), ADDRESS]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([*program, str(port), str(mail)], cwd=ROOT, env=environment) for port in ports]
    try:
        for port in ports:
            wait_for(port)
        yield Service(office, mail, ports)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("a portal process does not start")


@pytest.fixture
def service(tmp_path: Path, postgresql: PostgresqlServer) -> Iterator[Service]:
    make_office(tmp_path / "template")
    office = copy_office(tmp_path / "template", tmp_path / "office", postgresql.new_database())
    people = load_people(PEOPLE)
    model = next(person for person in people if person.id == "P03")
    with office.register() as register:
        register.add_people(people)
        register.add_people(
            replace(model, id=f"N{number}", title=replace(model.title, document_number=f"99059900{number:04}"))
            for number in range(NEWCOMERS)
        )
    with two_processes(office, tmp_path / "mail") as running:
        yield running


def signed_in_cookie(office: Office, mail: Path) -> str:
    from datetime import UTC, datetime

    settings = PortalSettings(address=ADDRESS)
    app = create_app(office, settings, lambda: datetime.now(UTC), FolderMailer(mail), Randomness())
    number = begin(app.state.portal, person_id="P03").number
    close(app)
    return number


def test_balance_page_under_load(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    cookie = signed_in_cookie(service.office, service.mail)
    request = f"GET /points HTTP/1.1\r\nHost: localhost:8000\r\nCookie: {COOKIE}={cookie}\r\n\r\n".encode()
    asyncio.run(constant_rate(service.ports, request, rate=50, seconds=1))
    load = asyncio.run(constant_rate(service.ports, request, rate=200, seconds=SECONDS))
    assert load.refused == 0
    with capsys.disabled():
        print(shown(load))


def shown(load: Load) -> str:
    return (
        f"\nbalance page, two processes, one PostgreSQL: {load.rate:.0f} answers/s (200 asked for), "
        f"median {load.percentile(0.5):.1f} ms, p95 {load.percentile(0.95):.1f} ms (aim: under 100), "
        f"p99 {load.percentile(0.99):.1f} ms, {len(load.latencies)} requests"
    )


def post(client: httpx2.Client, page: str, fields: dict[str, str], to: str | None = None) -> int:
    token = re.search(r'name="form_token" value="([0-9a-f]{64})"', client.get(page).text)
    assert token is not None
    return client.post(to or page, data={"form_token": token[1], **fields}).status_code


def visitor(service: Service, turn: int) -> httpx2.Client:
    """A browser of its own; the cookie is secure, which this plain-http client must be told to keep."""
    client = httpx2.Client(base_url=f"http://127.0.0.1:{service.ports[turn % 2]}", headers={"Host": "localhost:8000"})
    client.event_hooks["response"].append(lambda response: keep_cookie(client, response))
    return client


def keep_cookie(client: httpx2.Client, response: httpx2.Response) -> None:
    if found := re.search(rf"{COOKIE}=([^;]+)", response.headers.get("set-cookie", "")):
        client.headers["Cookie"] = f"{COOKIE}={found[1]}"


def create(service: Service, number: int, turn: int) -> None:
    """Walk through the three steps for newcomer `number`, at one of the two processes."""
    with visitor(service, turn) as client:
        identity = {"nom": "Boudineau", "prenom": "Marcel", "naissance": "21/09/1954"}
        account = {"courriel": f"n{number}.{turn}@courrier.example", "mot_de_passe": "un mot de passe long"}
        assert post(client, "/compte/creer", {**identity, **account}) == 303
        licence = {"format_permis": "rose", "numero": f"99059900{number:04}"}
        assert post(client, "/compte/creer/permis", licence) == 303
        assert post(client, "/compte/creer/conditions", {"accepte": "oui"}) == 303


def follow(service: Service, token: str, turn: int) -> int:
    with visitor(service, turn) as client:
        return post(client, f"/compte/activer?jeton={token}", {"jeton": token}, to="/compte/activer")


def tokens(mail: Path, wanted: int) -> list[str]:
    """The tokens of all letters, once that many letters have come."""
    for _ in range(300):
        letters = sorted(mail.glob("*.eml"))
        if len(letters) >= wanted:
            break
        time.sleep(0.1)
    texts = [message_from_bytes(path.read_bytes(), policy=policy.default).get_content() for path in letters]
    return [found[1] for text in texts if (found := re.search(r"jeton=(\S+)", text))]


def test_accounts_made_all_at_once(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    """Each newcomer asks twice at the same time, at two processes, and each link is followed twice."""
    began = time.perf_counter()
    with ThreadPoolExecutor(16) as pool:
        wishes = [(number, turn) for number in range(NEWCOMERS) for turn in (0, 1)]
        list(pool.map(lambda wish: create(service, *wish), wishes))
        links = tokens(service.mail, len(wishes))
        tries = [(token, turn) for token in links for turn in (0, 1)]
        statuses = Counter(pool.map(lambda each: follow(service, *each), tries))
    seconds = time.perf_counter() - began
    engine = create_engine(service.office.register_url)
    with engine.connect() as connection:
        owners = Counter(connection.execute(select(accounts.c.person_id)).scalars())
    engine.dispose()
    assert owners == Counter({f"N{number}": 1 for number in range(NEWCOMERS)})
    assert statuses[303] == NEWCOMERS
    with capsys.disabled():
        print(
            f"\naccounts at once: {len(wishes)} requests for {NEWCOMERS} people at two processes, {len(tries)} links "
            f"followed, {statuses[303]} accounts, none lost, none doubled, {seconds:.1f} s"
        )
