"""One credential taken back alone: for good, effective with the next list, and in registers of version 1 too."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from issuer.people import StatusWord
from issuer.people_json import load_people
from issuer.register import MintedCredential, MintedForm, Register, RegisterError, Revocation
from issuer.register_tables import SCHEMA_VERSION, open_engine, transaction

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PHONE, OTHER_PHONE = bytes(range(32)), bytes(32)


def minted(register: Register, name: str, person_id: str = "P01", phone: bytes | None = PHONE) -> MintedCredential:
    credential = MintedCredential(
        credential_id=name,
        person_id=person_id,
        form=MintedForm.LICENCE if phone else MintedForm.ATTESTATION,
        signer_kid=bytes(8),
        iat=1_795_000_000,
        exp=1_795_864_000,
        status=register.allot_index(person_id, "FR", random.SystemRandom()),
        device_key_thumbprint=phone,
    )
    register.record_minted(credential)
    return credential


def words(register: Register, *credentials: MintedCredential) -> list[StatusWord]:
    held = {(shard.uri, idx): word for shard in register.shards() for idx, word in register.entries(shard.uri)}
    return [held[each.status.uri, each.status.idx] for each in credentials]


@pytest.mark.parametrize("word", [StatusWord.INVALID, StatusWord.LOST_OR_STOLEN])
def test_revocation_changes_one_index_alone(register: Register, word: StatusWord) -> None:
    stolen, kept = minted(register, "c1"), minted(register, "c2", phone=OTHER_PHONE)
    revoked = register.revoke_credential("c1", word, NOW)
    assert revoked == replace(stolen, revocation=Revocation(word=word, at=NOW))
    assert words(register, stolen, kept) == [word, StatusWord.VALID]
    assert register.status("P01").word is StatusWord.VALID
    assert register.minted("P01") == (revoked, kept)


def test_change_of_the_persons_status_does_not_revive_a_revoked_credential(register: Register) -> None:
    stolen, kept = minted(register, "c1"), minted(register, "c2")
    register.revoke_credential("c1", StatusWord.LOST_OR_STOLEN, NOW)
    for word in (StatusWord.SUSPENDED, StatusWord.VALID):
        register.set_status("P01", word, NOW)
        assert words(register, stolen, kept) == [StatusWord.LOST_OR_STOLEN, word]


@pytest.mark.parametrize("word", [each for each in StatusWord if each not in {"invalid", "lost_or_stolen"}])
def test_words_about_a_person_are_refused_for_a_credential(register: Register, word: StatusWord) -> None:
    credential = minted(register, "c1")
    register.revoke_credential("c1", StatusWord.INVALID, NOW)
    with pytest.raises(RegisterError):
        register.revoke_credential("c1", word, NOW + timedelta(days=1))
    assert words(register, credential) == [StatusWord.INVALID]


def test_invalid_credential_may_turn_out_stolen_but_not_back_in_time(register: Register) -> None:
    credential = minted(register, "c1")
    register.revoke_credential("c1", StatusWord.INVALID, NOW)
    register.revoke_credential("c1", StatusWord.LOST_OR_STOLEN, NOW + timedelta(hours=1))
    with pytest.raises(RegisterError):
        register.revoke_credential("c1", StatusWord.INVALID, NOW)
    assert words(register, credential) == [StatusWord.LOST_OR_STOLEN]


def test_stolen_phone_takes_all_its_credentials_and_no_other(register: Register) -> None:
    mine = [minted(register, "c1"), minted(register, "c2")]
    others = [minted(register, "c3", phone=OTHER_PHONE), minted(register, "c4", phone=None)]
    register.revoke_credential("c1", StatusWord.INVALID, NOW)
    revoked = register.revoke_device(PHONE, StatusWord.LOST_OR_STOLEN, NOW + timedelta(hours=1))
    assert [each.credential_id for each in revoked] == ["c1", "c2"]
    assert words(register, *mine) == [StatusWord.INVALID, StatusWord.LOST_OR_STOLEN]
    assert words(register, *others) == [StatusWord.VALID] * 2


def test_unknown_credential_or_device_is_refused(register: Register) -> None:
    minted(register, "c1")
    for act in (
        lambda: register.revoke_credential("c9", StatusWord.INVALID, NOW),
        lambda: register.revoke_device(OTHER_PHONE, StatusWord.INVALID, NOW),
        lambda: register.revoke_credential("c1", StatusWord.INVALID, NOW.replace(tzinfo=None)),
        lambda: register.credential("c9"),
    ):
        with pytest.raises(RegisterError):
            act()
    assert register.credential("c1").revocation is None


def test_credential_is_never_recorded_as_revoked_already(register: Register) -> None:
    credential = minted(register, "c1")
    place = register.allot_index("P01", "FR", random.SystemRandom())
    revoked = replace(
        credential, credential_id="c2", status=place, revocation=Revocation(word=StatusWord.INVALID, at=NOW)
    )
    with pytest.raises(RegisterError):
        register.record_minted(revoked)
    assert register.minted("P01") == (credential,)


def turned_back_to_version_1(url: URL) -> None:
    engine = open_engine(url)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("DROP TABLE revocations"))
        connection.execute(text("UPDATE register_schema SET version = 1"))
    engine.dispose()


def test_register_of_version_1_is_brought_up_with_all_it_holds(register: Register, url: URL) -> None:
    credential = minted(register, "c1")
    people = register.people()
    register.close()
    turned_back_to_version_1(url)
    with Register.open(url) as opened:
        assert opened.minted("P01") == (credential,)
        assert opened.people() == people
        assert opened.revoke_credential("c1", StatusWord.INVALID, NOW).revocation is not None
    engine = open_engine(url)
    with transaction(engine, writes=False) as connection:
        assert connection.execute(text("SELECT version FROM register_schema")).scalar_one() == SCHEMA_VERSION
    engine.dispose()


def test_lists_may_bear_names_of_the_offices_own(url: URL) -> None:
    with Register.open(url, status_uri="https://status.example/b") as opened:
        opened.add_people(load_people(Path(__file__).parents[3] / "samples" / "people.json"))
        uris = [opened.allot_index("P01", country, random.SystemRandom()).uri for country in ("FR", "DE", "FR")]
    assert uris == [f"https://status.example/b/{end}" for end in ("fr/0", "de/0", "fr/0")]
