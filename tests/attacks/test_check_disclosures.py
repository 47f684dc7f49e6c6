"""Attacks with disclosures: data that the issuer did not sign, and second codes of somebody else."""

from __future__ import annotations

from credential import cbor
from credential.encoding import encode_claims
from credential.forms import Form, Issued, decode_form
from credential.reason import Outcome, Reason
from issuer.messages import sign_issued
from tests.world import DRIVER, World, wrap_companion
from verifier.verdict import Verdict


def is_refused(verdict: Verdict, reason: Reason) -> bool:
    return verdict.reasons == (reason,) and verdict.claims is None and verdict.outcome is Outcome.FAILED


def test_disclosures_that_the_issuer_did_not_sign_are_refused(world: World) -> None:
    portrait = world.licences[DRIVER].disclosures[0]
    salt, value, key = cbor.decode(portrait)
    for disclosures in (
        [cbor.encode([bytes(16), "Prefect", 12])],
        [cbor.encode([salt, value[:-1] + b"\xff", key])],
        [cbor.encode([salt, value, 1])],
        [cbor.encode([salt, value])],
        [portrait, portrait],
        [portrait, cbor.encode([bytes(16)])],
        [portrait + b"\0"],
        [b""],
        [cbor.encode([bytes(15), value, key])],
        [cbor.encode([salt, value, key, key])],
        *([each] for each in world.licences["P21"].disclosures),
    ):
        verdict = world.check(world.presented(licence=world.bare(disclosures=disclosures)))
        assert is_refused(verdict, Reason.DISCLOSURE_INVALID), disclosures


def test_more_disclosures_than_a_licence_has_elements_are_refused(world: World) -> None:
    many = [cbor.encode([bytes((number,)) * 16]) for number in range(33)]
    assert is_refused(world.check(world.presented(licence=world.bare(disclosures=many))), Reason.MALFORMED)


def test_a_disclosed_portrait_is_the_signed_one(world: World) -> None:
    licence = world.licences[DRIVER]
    verdict = world.check(world.presented(licence=world.bare(disclosures=licence.disclosures)))
    assert verdict.outcome is Outcome.PASSED
    assert verdict.claims is not None
    assert verdict.claims.portrait == licence.claims.portrait


def test_a_portrait_disclosed_in_both_codes_is_one_portrait(world: World) -> None:
    code = world.presented(licence=world.bare(disclosures=world.licences[DRIVER].disclosures))
    assert world.check(code, companion=world.companion()).outcome is Outcome.PASSED


def test_the_companion_of_another_driver_is_not_shown(world: World) -> None:
    verdict = world.check(world.code(), companion=world.companion("P21"))
    assert verdict.outcome is Outcome.INDETERMINATE
    assert verdict.reasons == (Reason.COMPANION_MISMATCH,)
    assert verdict.claims is not None
    assert verdict.claims.portrait is None


def test_a_companion_with_another_portrait_is_not_shown(world: World) -> None:
    salt, value, key = cbor.decode(world.licences[DRIVER].disclosures[0])
    exchanged = wrap_companion([cbor.encode([salt, world.licences["P21"].claims.portrait or value[:-1], key])])
    verdict = world.check(world.code(), companion=exchanged)
    assert verdict.reasons == (Reason.COMPANION_MISMATCH,)
    assert verdict.claims is not None
    assert verdict.claims.portrait is None


def test_a_companion_adds_nothing_to_an_attestation(world: World) -> None:
    """An attestation redacts nothing, so there is nothing that a second code could say about it."""
    alone = world.check(world.attestation.text)
    assert world.check(world.attestation.text, companion=world.companion()) == alone


def test_a_companion_alone_is_no_licence(world: World) -> None:
    verdict = world.check(world.companion())
    assert verdict.reasons == (Reason.COMPANION_ALONE,)
    assert (verdict.outcome, verdict.form) == (Outcome.INDETERMINATE, Form.COMPANION)


def test_a_redacted_name_that_stays_hidden_makes_no_licence(world: World) -> None:
    """A holder chooses what to show, but not that there is no name."""
    claims = world.licences[DRIVER].claims
    payload, _ = encode_claims(claims, redacted=["family_name"], salt=world.scene.office.random.token)
    form = decode_form(sign_issued(Form.LICENCE, payload, world.scene.office.document_signer("FR")))
    assert isinstance(form, Issued)
    assert is_refused(world.check(world.presented(licence=form)), Reason.MALFORMED)
