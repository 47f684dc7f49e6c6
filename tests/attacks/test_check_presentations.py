"""Attacks on what a phone shows: copies, other phones, other purposes, other times, nested messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import Header, Sign1, sign
from credential.forms import Form, Issued, decode_form
from credential.keys import cose_key
from credential.qr_text import unwrap, wrap
from credential.reason import Outcome, Reason
from issuer.samples.scene import SHOWN
from tests.world import DRIVER, World, item
from verifier.verdict import Verdict

AT = int(SHOWN.timestamp())


def is_refused(verdict: Verdict, reason: Reason) -> bool:
    return verdict.reasons == (reason,) and verdict.claims is None and verdict.outcome is Outcome.FAILED


def test_the_road_is_clear(world: World) -> None:
    verdict = world.check(world.presented())
    assert verdict.outcome is Outcome.PASSED
    assert verdict.form is Form.PRESENTATION


@pytest.mark.parametrize("with_portrait", [True, False])
def test_a_copied_licence_file_is_a_copy(world: World, with_portrait: bool) -> None:
    licence = world.bare(disclosures=world.licences[DRIVER].disclosures if with_portrait else ())
    verdict = world.check(wrap(cbor.encode(item(licence))))
    assert is_refused(verdict, Reason.KEY_BINDING_MISSING)
    assert verdict.form is Form.LICENCE


def test_a_forged_licence_file_is_called_a_forgery_and_not_a_copy(world: World) -> None:
    message = world.bare().message
    forged = replace(message, unverified_payload=message.unverified_payload.replace(b"Quatrevaux", b"Cinqpoulai"))
    verdict = world.check(wrap(cbor.encode(item(Issued(Form.LICENCE, forged)))))
    assert is_refused(verdict, Reason.SIGNATURE_INVALID)


def test_a_licence_on_another_phone_is_refused(world: World) -> None:
    assert is_refused(world.check(world.presented(key_of="P99")), Reason.KEY_BINDING_INVALID)


def test_a_licence_put_into_another_drivers_code_is_refused(world: World) -> None:
    assert is_refused(world.check(world.presented(licence=world.bare("P21"))), Reason.KEY_BINDING_INVALID)


def test_a_licence_that_names_no_key_cannot_be_presented(world: World) -> None:
    licence = world.scene.changed(world.licences[DRIVER], lambda claims: replace(claims, cnf=None))
    message = Sign1.decode(licence.data)
    signer = world.scene.office.document_signer("FR")
    data = sign({**message.protected, Header.TYP: 293}, message.unverified_payload, signer.key, deterministic=True)
    form = decode_form(data)
    assert isinstance(form, Issued)
    assert is_refused(world.check(world.presented(licence=form)), Reason.KEY_BINDING_INVALID)


@pytest.mark.parametrize(
    "change",
    [
        {1: 1, -1: 6, -2: bytes(32)},  # an Ed25519 key
        {-1: 2},  # P-384
        {-2: bytes(32), -3: bytes(32)},  # no point of the curve
        {-2: bytes(31)},
        {3: -7},  # a further parameter
        {-4: bytes(32)},  # a private key
        {1: "EC2"},
    ],
    ids=repr,
)
def test_a_device_key_that_is_no_p256_point_is_refused(world: World, change: dict[Any, Any]) -> None:
    cnf = {**cose_key(world.scene.device_key(DRIVER).public_key()), **change}
    code = world.changed_code(lambda claims: replace(claims, cnf=cnf))
    verdict = world.check(code)
    assert is_refused(verdict, Reason.MALFORMED)


def test_a_token_signed_with_another_algorithm_is_refused(world: World) -> None:
    header = {Header.ALG: -35, Header.KCWT: item(world.bare()), Header.TYP: 294}
    key = ec.derive_private_key(0xBAD, ec.SECP384R1())
    text = wrap(sign(header, cbor.encode({3: "roadside-check", 6: AT}), key, deterministic=True))
    assert is_refused(world.check(text), Reason.KEY_BINDING_INVALID)


@pytest.mark.parametrize("audience", ["car-rental", "", "Roadside-check", "roadside-check ", "roadside-check\0"])
def test_a_code_for_another_audience_is_refused(world: World, audience: str) -> None:
    assert is_refused(world.check(world.presented(aud=audience)), Reason.AUDIENCE_MISMATCH)


@pytest.mark.parametrize("asked", ["K7QF", "AAAA", "k7qf", ""])
@pytest.mark.parametrize("answered", [None, b"", b"K7QF ", b"K7Q", b"ZZZZ"])
def test_a_code_that_answers_another_nonce_is_refused(world: World, asked: str, answered: bytes | None) -> None:
    verdict = world.check(world.presented(cnonce=answered), nonce=asked)
    if asked.encode() == answered:
        assert verdict.outcome is Outcome.PASSED
    else:
        assert is_refused(verdict, Reason.NONCE_MISMATCH)


def test_a_nonce_that_nobody_asked_for_answered_another_terminal(world: World) -> None:
    assert is_refused(world.check(world.presented(cnonce=b"K7QF")), Reason.NONCE_MISMATCH)
    assert world.check(world.presented(cnonce=b"K7QF"), nonce="K7QF").outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "changes",
    [
        {"iat": "issued before the licence"},
        {"iat": "the licence is over"},
        {"exp": AT},
        {"exp": "past the licence"},
        {"nbf": AT + 1},
        {"nbf": "before the licence"},
    ],
    ids=repr,
)
def test_a_token_whose_times_reach_outside_the_licences_is_refused(world: World, changes: dict[str, Any]) -> None:
    claims = world.licences[DRIVER].claims
    moments = {
        "issued before the licence": claims.iat - 1,
        "the licence is over": claims.exp,
        "past the licence": claims.exp + 1,
        # A licence without nbf bounds the token's by its iat alone: nbf <= iat.
        "before the licence": AT + 2,
    }
    times = {name: moments.get(value, value) for name, value in changes.items()}
    assert is_refused(world.check(world.presented(**times)), Reason.KEY_BINDING_INVALID)


@pytest.mark.parametrize(
    "payload",
    [
        {3: "roadside-check"},
        {6: AT},
        {3: "roadside-check", 6: str(AT)},
        {3: "roadside-check", 6: True},
        {3: ["roadside-check"], 6: AT},
        {3: "roadside-check", 6: AT, 4: True},
        {3: "roadside-check", 6: AT, 5: "0"},
        {3: "roadside-check", 6: AT, 39: "K7QF"},
        {1: "FR:SPECIMEN", 3: "roadside-check", 6: AT},
        {2: "somebody else", 3: "roadside-check", 6: AT},
        {3: "roadside-check", 6: AT, -70001: {1: "Cinqpoulai"}},
        [3, 6],
    ],
    ids=repr,
)
def test_a_token_with_other_claims_than_its_own_is_malformed(world: World, payload: object) -> None:
    verdict = world.check(world.presented(payload=cbor.encode(payload)))
    assert is_refused(verdict, Reason.MALFORMED)


def test_a_presentation_inside_a_presentation_is_malformed(world: World) -> None:
    inner = cbor.decode(unwrap(world.code())[1], tags=frozenset({18}))
    header = {Header.ALG: -7, Header.KCWT: CBORTag(18, list(inner.value)), Header.TYP: 294}
    text = wrap(sign(header, cbor.encode({3: "roadside-check", 6: AT}), world.scene.device_key(DRIVER)))
    assert is_refused(world.check(text), Reason.MALFORMED)


def test_an_attestation_inside_a_presentation_is_malformed(world: World) -> None:
    form = decode_form(world.attestation.data)
    assert isinstance(form, Issued)
    assert is_refused(world.check(world.presented(licence=form)), Reason.MALFORMED)
