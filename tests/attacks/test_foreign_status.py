"""Status lists of other States: for whom they speak, and what is refused without anything having changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec

from credential.cose import Header, sign
from credential.keys import Algorithm
from credential.status_list import STATUS_LIST_TYPE, StatusList, StatusToken
from tests.attacks.test_foreign_list import ROOT, content, entry, vical
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    FRANCE,
    NOW,
    SHARD_URI,
    SPAIN,
    STATUS_SIGNER,
    Plan,
    Publisher,
    digest,
    root_plan,
    signer_plan,
    status_token,
)
from trust_store.cli import cli
from trust_store.doctor import Ailment, examine
from trust_store.foreign import import_vical
from trust_store.foreign_status import MAX_LISTS, import_status
from trust_store.profile import STATUS_SIGNER_EKU, Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.status import StatusAbsence, StatusStatement
from trust_store.storage import install, open_store
from trust_store.vical import VicalTerms

SPANISH = signer_plan(SPAIN, STATUS_SIGNER_EKU, "Estado 1")
URI = "https://es.example/dgt/7"
BOTH = Publisher(roots=(FRANCE, SPAIN), issue_id=5, sequence=5)


def spanish(signer: Plan = SPANISH, *, uri: str = URI, at: datetime = NOW, **more: Any) -> bytes:  # noqa: ANN401 - as status_token takes them
    return status_token(signer, uri=uri, at=at, **more)


def carrying(signer: Plan = SPANISH, *, inside: bytes | None = None, **more: object) -> bytes:
    """A list in the form of ISO/IEC 18013-5: the signer's certificate in the protected header, one bit an entry."""
    packed = StatusList.of([(5, 1)], size=1024, bits=1)
    exp = int((NOW + 30 * DAY).timestamp())
    token = StatusToken(uri=URI, iat=int(NOW.timestamp()), exp=exp, ttl=None, bits=1, lst=packed.deflate())
    header = {Header.ALG: int(Algorithm.ES256), Header.TYP: STATUS_LIST_TYPE, Header.X5CHAIN: inside or signer.der()}
    assert isinstance(signer.key, ec.EllipticCurvePrivateKey)
    return sign(header, token.encode(), signer.key, deterministic=True, **more)  # type: ignore[arg-type] # unprotected


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = tmp_path / "store.db"
    install(store, BOTH.publish(), NOW, Profile.TEST)
    return store


@contextmanager
def refused(path: Path, wanted: Refusal) -> Iterator[None]:
    before = path.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        yield
    assert refusal.value.refusal is wanted
    assert path.read_bytes() == before


def value(path: Path, country: str = "ES", uri: str = URI, index: int = 5) -> int | StatusAbsence:
    answer = open_store(path).status(uri, index, country)
    return answer.value if isinstance(answer, StatusStatement) else answer


def test_list_of_another_state_speaks_for_its_licences_alone(path: Path) -> None:
    assert value(path) is StatusAbsence.NO_LIST
    import_status(path, spanish(), SPANISH.der(), NOW)
    assert value(path) == 2
    assert value(path, "FR") is StatusAbsence.WRONG_COUNTRY
    assert value(path, "FR", SHARD_URI) == 2, "ours stands beside it"


def test_list_that_carries_its_signers_certificate_needs_no_other(path: Path) -> None:
    import_status(path, carrying(), None, NOW)
    assert (value(path), value(path, index=6)) == (1, 0)


def test_list_without_a_certificate_is_refused(path: Path) -> None:
    with refused(path, Refusal.MALFORMED):
        import_status(path, spanish(), None, NOW)


def test_state_does_not_speak_for_another(path: Path) -> None:
    import_status(path, spanish(uri=SHARD_URI, at=NOW + 60 * (DAY / 86400)), SPANISH.der(), NOW)
    assert value(path, "FR", SHARD_URI) == 2
    assert value(path, "ES", SHARD_URI) == 2
    assert open_store(path).shards[SHARD_URI, "FR"].country == "FR"


@pytest.mark.parametrize(
    ("token", "signer", "wanted"),
    [
        (spanish(at=NOW + DAY), SPANISH, Refusal.DATED_IN_FUTURE),
        (spanish(at=NOW - 20 * DAY, exp=NOW - DAY), SPANISH, Refusal.EXPIRED),
        (spanish(exp=None), SPANISH, Refusal.MALFORMED),
        (spanish(lst=b"no zlib"), SPANISH, Refusal.MALFORMED),
        (b"", SPANISH, Refusal.MALFORMED),
        (spanish() + b"\0", SPANISH, Refusal.MALFORMED),
        (spanish(), STATUS_SIGNER, Refusal.MALFORMED),
        (spanish()[:-1] + b"\0", SPANISH, Refusal.SIGNATURE_INVALID),
        (spanish(signer_plan(SPAIN)), signer_plan(SPAIN), Refusal.LIST_SIGNER_INVALID),
        (spanish(signer_plan(root_plan("PT"), STATUS_SIGNER_EKU)), signer_plan(root_plan("PT"), STATUS_SIGNER_EKU),
         Refusal.LIST_SIGNER_INVALID),
        (spanish(at=NOW - 900 * DAY, exp=NOW + DAY), SPANISH, Refusal.LIST_SIGNER_INVALID),
        (carrying(unprotected={4: b"12345678"}), SPANISH, Refusal.MALFORMED),
        (carrying(inside=STATUS_SIGNER.der()), None, Refusal.SIGNATURE_INVALID),
        (carrying(inside=b"no certificate"), None, Refusal.LIST_SIGNER_INVALID),
    ],
    ids=[
        "of tomorrow", "over", "without end", "no list inside", "empty", "bytes after it", "another's certificate",
        "changed", "signed by a document signer", "under no anchor", "before its signer was valid",
        "something unprotected", "another certificate inside", "no certificate inside",
    ],
)  # fmt: skip  # a table: a row a line
def test_such_a_list_is_refused(path: Path, token: bytes, signer: Plan | None, wanted: Refusal) -> None:
    with refused(path, wanted):
        import_status(path, token, None if signer is None else signer.der(), NOW)


def test_list_goes_forward_alone(path: Path) -> None:
    import_status(path, spanish(), SPANISH.der(), NOW)
    with refused(path, Refusal.ROLLBACK):
        import_status(path, spanish(at=NOW - DAY), SPANISH.der(), NOW)
    with refused(path, Refusal.FORK):
        import_status(path, spanish(entries=()), SPANISH.der(), NOW)
    import_status(path, spanish(), SPANISH.der(), NOW)
    later = NOW + DAY
    import_status(path, spanish(at=later, entries=()), SPANISH.der(), later)
    assert value(path) == 0
    assert len(open_store(path).foreign_shards) == 1


def test_of_the_publishers_list_and_the_states_own_the_later_counts(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    carried = replace(BOTH, signers=(*BOTH.signers, SPANISH), status_tokens=(spanish(at=NOW - DAY),))
    install(path, carried.publish(), NOW, Profile.TEST)
    with refused(path, Refusal.ROLLBACK):
        import_status(path, spanish(at=NOW - 2 * DAY, entries=()), SPANISH.der(), NOW)
    import_status(path, spanish(entries=()), SPANISH.der(), NOW)
    assert value(path) == 0
    at = NOW + DAY
    newer = replace(carried, issue_id=6, sequence=6, status_tokens=(spanish(at=at, entries=((5, 13),)),))
    install(path, newer.publish(), at, Profile.TEST)
    assert value(path) == 13


def test_blocked_signer_is_not_taken_in_and_says_nothing_any_more(path: Path) -> None:
    import_status(path, spanish(), SPANISH.der(), NOW)
    blocking = replace(BOTH, issue_id=6, sequence=6, blocked=frozenset({digest(SPAIN)}))
    install(path, blocking.publish(), NOW, Profile.TEST)
    assert value(path) is StatusAbsence.SIGNER_BLOCKED
    with refused(path, Refusal.LIST_SIGNER_INVALID):
        import_status(path, spanish(at=NOW + DAY), SPANISH.der(), NOW + DAY)


def test_list_goes_when_the_publisher_withdraws_its_anchor(path: Path) -> None:
    import_status(path, spanish(), SPANISH.der(), NOW)
    install(path, replace(BOTH, roots=(FRANCE,), issue_id=6, sequence=6).publish(), NOW, Profile.TEST)
    assert value(path) is StatusAbsence.NO_LIST
    assert not open_store(path).foreign_shards


def test_update_leaves_foreign_lists_where_they_are(path: Path) -> None:
    import_status(path, spanish(), SPANISH.der(), NOW)
    install(path, replace(BOTH, issue_id=6, sequence=6).publish(), NOW, Profile.TEST)
    assert value(path) == 2


def test_foreign_list_has_no_say_about_a_country_that_our_publisher_names(path: Path) -> None:
    rogue = root_plan("FR", "Rogue")
    signer = signer_plan(rogue, STATUS_SIGNER_EKU, "Rogue")
    portugal = root_plan("PT")
    import_vical(path, vical(content(entry(rogue), entry(portugal))), VicalTerms(root=ROOT.der()), NOW)
    with refused(path, Refusal.LIST_SIGNER_INVALID):
        import_status(path, status_token(signer, at=NOW, entries=()), signer.der(), NOW)
    theirs = signer_plan(portugal, STATUS_SIGNER_EKU)
    import_status(path, status_token(theirs, uri="https://pt.example/1"), theirs.der(), NOW)
    assert value(path, "PT", "https://pt.example/1") == 2


def test_more_lists_than_a_store_holds_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_LISTS > 43
    monkeypatch.setattr("trust_store.foreign_status.MAX_LISTS", 1)
    import_status(path, spanish(), SPANISH.der(), NOW)
    with refused(path, Refusal.SOURCE_TOO_LARGE):
        import_status(path, spanish(uri="https://es.example/8"), SPANISH.der(), NOW)


def test_command_takes_a_list_in_and_the_doctor_sees_it_age(path: Path, tmp_path: Path) -> None:
    token, signer = tmp_path / "lista.cwt", tmp_path / "firmante.der"
    token.write_bytes(spanish())
    signer.write_bytes(SPANISH.der())
    at = ("--store", str(path), "--signer", str(signer), "--at", NOW.isoformat())
    done = CliRunner().invoke(cli, ["import-status", str(token), *at])
    assert done.exit_code == 0, done.output
    assert Ailment.NO_STATUS_LIST not in {each.ailment for each in examine(open_store(path), NOW)}
    late = [each.where for each in examine(open_store(path), NOW + 60 * DAY) if each.ailment is Ailment.STATUS_EXPIRED]
    assert f"ES {URI}" in late
    token.write_bytes(spanish(at=NOW - DAY))
    before = path.read_bytes()
    assert CliRunner().invoke(cli, ["import-status", str(token), *at]).exit_code == 1
    assert path.read_bytes() == before
