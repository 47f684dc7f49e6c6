"""The JSON of a verdict: the keys of the command contract, ISO names, and claims only if the signature held."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from credential.labels import BY_NAME, MANDATORY
from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW, PUBLISHED
from tests.world import DRIVER, World
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.store import TrustStore
from verifier.report import report
from verifier.verdict import Verdict, unread

KEYS = {"source", "form", "verdict", "class", "reasons", "findings", "trust", "checked_at"}


def reported(world: World, verdict: Verdict) -> dict[str, Any]:
    content = report(verdict, source="a file.png", trust=world.trust, checked_at=NOW)
    again: dict[str, Any] = json.loads(json.dumps(content))
    return again


def test_the_keys_are_those_of_the_contract(world: World) -> None:
    content = reported(world, world.check(world.code("P04"), vehicle="C"))
    assert content.keys() == KEYS | {"claims", "need"}
    assert content["need"] == "C"
    assert content["source"] == "a file.png"
    assert content["form"] == "presentation"
    assert content["verdict"] == "ATTENTION"
    assert content["reasons"] == ["PROFESSIONAL_QUALIFICATION_TO_CHECK"]
    assert content["checked_at"] == "2026-12-01T13:00:00Z"


@pytest.mark.parametrize("reason", [each for each in Reason if each.outcome is not Outcome.PASSED])
def test_an_unread_scan_has_no_claims(world: World, reason: Reason) -> None:
    content = reported(world, unread(reason, "where"))
    assert content.keys() == KEYS
    assert content["reasons"] == [reason.value]
    assert content["verdict"] == reason.outcome.value
    assert content["class"] == reason.verdict_class.value
    assert content["findings"] == [{"reason": reason.value, "detail": "where"}]


def test_reasons_are_worst_first(world: World) -> None:
    verdict = world.check(world.code("P09"), vehicle="D")
    assert reported(world, verdict)["reasons"] == ["SUSPENDED", "CATEGORY_NOT_HELD"]


@pytest.mark.parametrize("person", ["P04", "P15", "P20", "P21", "P22", "P23", "P32", "P35"])
def test_claims_have_iso_names_and_never_integers(world: World, person: str) -> None:
    claims = reported(world, world.check(world.code(person)))["claims"]
    assert claims.keys() <= BY_NAME.keys()
    assert claims.keys() >= MANDATORY
    assert not {key for key in claims if not key.islower()}


def test_the_claims_are_those_of_the_person(world: World) -> None:
    claims = reported(world, world.check(world.attestation.text))["claims"]
    person = world.scene.people[DRIVER]
    assert claims["family_name"] == person.family_name
    assert claims["birth_date"] == person.birth_date.isoformat()
    assert claims["document_number"] == person.title.document_number
    assert claims["title_format"] == "card_2013"
    assert claims["driving_privileges"] == [
        {"vehicle_category_code": "B", "issue_date": person.categories[0].issued.isoformat()}
    ]


def test_codes_are_taken_apart_as_iso_has_them(world: World) -> None:
    lorry = reported(world, world.check(world.code("P04")))["claims"]["driving_privileges"]
    codes = [code for privilege in lorry for code in privilege.get("codes", [])]
    assert codes
    assert {frozenset(code) for code in codes} <= {frozenset({"code"}), frozenset({"code", "value"})}
    assert "95" in {code["code"] for code in codes}


def test_a_portrait_is_base64(world: World) -> None:
    claims = reported(world, world.check(world.code(), companion=world.companion()))["claims"]
    assert base64.b64decode(claims["portrait"], validate=True) == world.licences[DRIVER].claims.portrait


def test_what_identifies_the_credential_or_its_phone_is_not_reported(world: World) -> None:
    """The subject and the device key would let two checks of one phone be linked."""
    text = json.dumps(reported(world, world.check(world.code())))
    claims = world.licences[DRIVER].claims
    assert claims.sub not in text
    assert "cnf" not in text


def test_elements_that_this_version_does_not_know_are_told(world: World) -> None:
    verdict = world.check(world.attestation.text)
    assert verdict.claims is not None
    strange = replace(verdict, claims=replace(verdict.claims, unknown_labels=(99,)))
    assert reported(world, strange)["claims"]["unknown_labels"] == [99]


def test_trust_says_snapshot_profile_and_ages(world: World) -> None:
    trust = reported(world, world.check(world.code()))["trust"]
    eight_hours = round((NOW - PUBLISHED).total_seconds())
    assert trust["snapshot"] == world.trust.snapshot_id
    assert trust["profile"] == "test"
    ages = ("trust_list", "block_list", "status", "status_of_this_licence")
    assert trust["ages"] == dict.fromkeys(ages, eight_hours)


def test_without_a_status_list_there_is_no_age_of_it(world: World) -> None:
    verdict = world.check(world.changed_code(lambda claims: replace(claims, status=None)))
    assert "status_of_this_licence" not in reported(world, verdict)["trust"]["ages"]


@pytest.mark.parametrize("trust", [TrustStore.empty(Profile.PRODUCTION), TrustStoreError(Refusal.STORE_CORRUPT, "")])
def test_a_store_without_content_has_no_ages(trust: TrustStore | TrustStoreError) -> None:
    later = NOW + timedelta(hours=1)
    content = report(unread(Reason.TRUST_STORE_EMPTY), source="x", trust=trust, checked_at=later)
    assert content["trust"]["ages"] == {}
    assert content["checked_at"] == "2026-12-01T14:00:00Z"
