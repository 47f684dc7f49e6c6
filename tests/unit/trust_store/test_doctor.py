"""The doctor names each ailment, and nothing where nothing is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.attacks.test_foreign_list import ROOT, content, vical
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    SPAIN,
    STATUS_SIGNER,
    Publisher,
    digest,
    status_token,
)
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, MemorySource, repository
from trust_store.cli import cli
from trust_store.doctor import AILMENTS, Ailment, examine
from trust_store.fields import tdate
from trust_store.foreign import import_vical
from trust_store.profile import Profile
from trust_store.publication import Publication
from trust_store.storage import create_or_open, install, open_store
from trust_store.updating import update
from trust_store.vical import VicalTerms


def ailments(path: Path, at: datetime = NOW) -> set[Ailment]:
    return {diagnosis.ailment for diagnosis in examine(open_store(path), at)}


def store(tmp_path: Path, publication: Publication | None = None) -> Path:
    path = tmp_path / "trust.sqlite"
    update(path, MemorySource(repository(publication)), NOW, Profile.TEST, first_root=FIRST_ROOT)
    return path


def test_store_that_is_well_has_no_ailment(tmp_path: Path) -> None:
    assert ailments(store(tmp_path)) == set()


@pytest.mark.parametrize(
    ("publication", "at", "wanted"),
    [
        (Publisher(), NOW - 5 * DAY, {Ailment.CLOCK_BEHIND}),
        (Publisher(), NOW + 8 * DAY, {Ailment.STATUS_OLD}),
        (Publisher(signers=(STATUS_SIGNER,)), NOW, {Ailment.JUDGES_NOTHING, Ailment.ANCHOR_WITHOUT_SIGNER}),
        (Publisher(status_tokens=()), NOW, {Ailment.NO_STATUS_LIST}),
        (Publisher(roots=(FRANCE, SPAIN)), NOW, {Ailment.ANCHOR_WITHOUT_SIGNER, Ailment.NO_STATUS_LIST}),
        (
            Publisher(signers=(replace(DOCUMENT_SIGNER, not_after=NOW + 9 * DAY), STATUS_SIGNER)),
            NOW,
            {Ailment.SIGNER_ENDS},
        ),
        (
            Publisher(status_tokens=(status_token(at=NOW - DAY, exp=NOW + DAY),)),
            NOW + 2 * DAY,
            {Ailment.STATUS_EXPIRED},
        ),
        (
            Publisher(),
            NOW + 31 * DAY,
            {Ailment.TRANSPORT_EXPIRED, Ailment.TRUST_LIST_OLD, Ailment.STATUS_EXPIRED},
        ),
    ],
)
def test_each_ailment_is_named(tmp_path: Path, publication: Publisher, at: datetime, wanted: set[Ailment]) -> None:
    assert ailments(store(tmp_path, publication.publish()), at) == wanted


def test_root_and_anchor_that_end_are_named(tmp_path: Path) -> None:
    path = store(tmp_path)
    assert Ailment.ROOT_ENDS in ailments(path, NOW + timedelta(days=701))
    assert Ailment.ANCHOR_ENDS in ailments(path, NOW + timedelta(days=2971))


def test_blocked_signer_of_a_held_list_is_named(tmp_path: Path) -> None:
    path = store(tmp_path)
    blocking = Publisher(issue_id=2, sequence=2, blocked=frozenset({digest(STATUS_SIGNER)})).publish()
    update(path, MemorySource(repository(blocking, version=2)), NOW, Profile.TEST)
    assert Ailment.STATUS_SIGNER_BLOCKED in ailments(path)


def test_store_without_a_root_is_named(tmp_path: Path) -> None:
    path = tmp_path / "trust.sqlite"
    create_or_open(path, Profile.TEST)
    install(path, Publisher().publish(), NOW, Profile.TEST)
    assert ailments(path) == {Ailment.NO_ROOT}


def test_foreign_list_with_a_successor_due_is_named(tmp_path: Path) -> None:
    path = store(tmp_path)
    due = vical(content(nextUpdate=tdate(NOW + DAY)))
    import_vical(path, due, VicalTerms(root=ROOT.der()), NOW)
    assert ailments(path, NOW + DAY) == set()
    assert ailments(path, NOW + DAY + timedelta(seconds=1)) == {Ailment.FOREIGN_LIST_OLD}


def test_every_ailment_has_its_words() -> None:
    assert set(AILMENTS) == set(Ailment)


@pytest.mark.parametrize(("days", "status"), [(0, 0), (8, 1)])
def test_command_exits_1_when_anything_is_wrong(tmp_path: Path, days: int, status: int) -> None:
    arguments = ["doctor", "--store", str(store(tmp_path)), "--at", (NOW + days * DAY).isoformat()]
    done = CliRunner().invoke(cli, arguments)
    assert (done.exit_code, len(done.output.splitlines())) == (status, 1)
