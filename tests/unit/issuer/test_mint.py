"""Minting: what is redacted, what is recorded, what is never there, and how large it becomes."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import segno

from credential.cose import Sign1
from credential.forms import Form, Issued, decode_companion, decode_form
from credential.qr_text import Prefix, prefix_of, unwrap
from issuer.licences import attestation_validity
from issuer.mint import Minted, draw_portrait_of, portrait_name, portrait_of
from issuer.output import level
from issuer.people import to_json
from issuer.people_json import parse_person
from issuer.samples.scene import MINTED
from tests.world import DRIVER, World

LORRY = "P04"
"""Categories B, C and CE."""
LONGEST_NAME = "P20"


def payload_of(minted: Minted) -> bytes:
    return Sign1.decode(minted.data).unverified_payload


def licence_message(minted: Minted) -> Issued:
    form = decode_form(minted.data)
    assert isinstance(form, Issued)
    return form


def test_the_portrait_of_a_licence_is_redacted(world: World) -> None:
    licence = world.licences[DRIVER]
    portrait = licence.claims.portrait
    assert portrait is not None
    form = licence_message(licence)
    assert form.form is Form.LICENCE
    assert portrait not in form.message.unverified_payload
    assert len(licence.disclosures) == 1
    assert portrait in licence.disclosures[0]


def test_the_companion_holds_what_was_redacted(world: World) -> None:
    licence = world.licences[DRIVER]
    assert licence.companion_text is not None
    assert prefix_of(licence.companion_text) is Prefix.COMPANION
    assert decode_companion(unwrap(licence.companion_text)[1]) == licence.disclosures


def test_an_attestation_carries_its_portrait_unless_minted_without(world: World) -> None:
    with_portrait = world.scene.attestation(DRIVER, portrait=True)
    without = world.scene.attestation(DRIVER)
    assert with_portrait.claims.portrait is not None
    assert with_portrait.claims.portrait in payload_of(with_portrait)
    assert without.claims.portrait is None
    assert with_portrait.companion_text is without.companion_text is None
    assert with_portrait.claims.cnf is None


def test_every_credential_has_a_status_place_of_its_own(world: World) -> None:
    minted = [*world.licences.values(), world.attestation, *(world.scene.attestation(DRIVER) for _ in range(3))]
    places = [each.claims.status for each in minted]
    assert None not in places
    assert len(set(places)) == len(places)


def test_what_is_minted_is_recorded_without_the_person(world: World) -> None:
    minted = world.scene.licence(DRIVER)
    with world.scene.office.register() as register:
        (recorded,) = [each for each in register.minted(DRIVER) if each.credential_id == minted.claims.sub]
    assert (recorded.iat, recorded.exp) == (minted.claims.iat, minted.claims.exp)
    assert recorded.device_key_thumbprint is not None


def test_points_are_in_no_credential(world: World) -> None:
    """The law keeps them between holder and State: not as a claim, not as a word, wherever they come from."""
    raw = {**to_json(world.scene.people[DRIVER]), "points": 7}
    assert "points" not in repr(parse_person(raw))
    for minted in itertools.chain(world.licences.values(), [world.attestation]):
        content = minted.data + b"".join(minted.disclosures)
        assert b"points" not in content.lower()
        assert "points" not in repr(minted.claims).lower()


def test_kept_portraits_are_webp_within_the_budget(world: World) -> None:
    for person in world.scene.people.values():
        portrait = portrait_of(person)
        assert portrait[:4] + portrait[8:12] == b"RIFFWEBP"
        assert 300 < len(portrait) <= 620


def test_a_portrait_that_is_not_kept_is_drawn_and_always_the_same(world: World) -> None:
    stranger = replace(world.scene.people[DRIVER], id="NEW1")
    assert portrait_of(stranger) == draw_portrait_of(stranger)
    assert portrait_of(stranger) != portrait_of(world.scene.people[DRIVER])
    assert "NEW1" in portrait_name(stranger)


@pytest.mark.parametrize(("person", "at_least", "at_most"), [(LORRY, 340, 450), (LONGEST_NAME, 340, 460)])
def test_an_attestation_without_portrait_is_small(world: World, person: str, at_least: int, at_most: int) -> None:
    assert at_least <= len(world.scene.attestation(person).data) <= at_most


@pytest.mark.parametrize("person", [LORRY, LONGEST_NAME, DRIVER, "P21", "P35"])
def test_a_living_code_is_small_enough_for_a_camera(world: World, person: str) -> None:
    text = world.code(person)
    assert len(unwrap(text)[1]) <= 640
    assert version(text) <= 20
    assert level(text) == "M"


@pytest.mark.parametrize("person", [LORRY, LONGEST_NAME, DRIVER, "P21", "P35"])
def test_a_companion_is_small_enough_for_a_camera(world: World, person: str) -> None:
    text = world.companion(person)
    assert len(unwrap(text)[1]) <= 660
    assert version(text) <= 20


@pytest.mark.parametrize("person", [LORRY, LONGEST_NAME, "P21"])
def test_an_attestation_with_portrait_stays_below_the_ceiling(world: World, person: str) -> None:
    text = world.scene.attestation(person, portrait=True).text
    assert version(text) <= 25


def version(text: str) -> int:
    """The QR version at the level that we print it at."""
    code = segno.make_qr(text, error=level(text), boost_error=False)
    assert code.mode == "alphanumeric"
    assert isinstance(code.version, int)
    return code.version


def test_the_validity_of_an_attestation_is_the_laws(world: World) -> None:
    validity = attestation_validity(MINTED)
    assert (world.attestation.claims.iat, world.attestation.claims.exp) == (validity.iat, validity.exp)
    assert datetime.fromtimestamp(validity.exp, UTC) == datetime(2027, 3, 25, 23, tzinfo=UTC)
