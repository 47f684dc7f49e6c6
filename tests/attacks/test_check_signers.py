"""Attacks on who signed: unknown, blocked, colliding, foreign and test signers, and confused algorithms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import Header, Sign1, sign
from credential.keys import VerificationKey
from credential.qr_text import wrap
from credential.reason import Outcome, Reason
from issuer.samples.scene import NOW, Scene, sample_people
from tests.world import World, trusting
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile, kid_of
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.signers import DocumentSigner
from trust_store.store import TrustStore, assemble
from verifier.check import check
from verifier.scan import Scan
from verifier.verdict import Verdict


def french_signer(world: World) -> DocumentSigner:
    (signer,) = world.trust.signers_by_kid(kid_of(world.scene.office.document_signer("FR").certificate))
    return signer


def with_signers(world: World, *signers: DocumentSigner) -> TrustStore:
    """The store in which these signers, and no others, share the kid of the French one."""
    kid = french_signer(world).kid
    return replace(world.trust, signers={kid: tuple(replace(each, kid=kid) for each in signers)})


def stranger_key() -> VerificationKey:
    return VerificationKey.of(ec.derive_private_key(0x57A6E, ec.SECP256R1()).public_key())


def is_unread(verdict: Verdict, reason: Reason) -> bool:
    return verdict.reasons == (reason,) and verdict.claims is None


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """An office of the same names, with keys of its own."""
    return Scene(tmp_path_factory.mktemp("stranger") / "office", sample_people()[:25], "a stranger's seed SPECIMEN")


def test_an_issuer_of_the_same_name_is_unknown_and_not_accused(world: World, stranger: Scene) -> None:
    verdict = world.check(stranger.attestation("P01").text)
    assert is_unread(verdict, Reason.ISSUER_UNKNOWN)
    assert verdict.outcome is Outcome.INDETERMINATE


def test_a_stranger_who_writes_a_known_kid_forges(world: World, stranger: Scene) -> None:
    message = Sign1.decode(stranger.attestation("P01").data)
    header = {**message.protected, Header.KID: french_signer(world).kid}
    key = stranger.office.document_signer("FR").key
    verdict = world.check(wrapped(header, message.unverified_payload, key))
    assert is_unread(verdict, Reason.SIGNATURE_INVALID)


def wrapped(header: Mapping[Any, Any], payload: bytes, key: ec.EllipticCurvePrivateKey) -> str:
    return wrap(sign(header, payload, key, deterministic=True))


def test_an_empty_store_believes_nobody(world: World) -> None:
    for profile in Profile:
        verdict = world.check(world.code(), trust=TrustStore.empty(profile))
        assert is_unread(verdict, Reason.TRUST_STORE_EMPTY)
        assert verdict.outcome is Outcome.INDETERMINATE


@pytest.mark.parametrize("order", ["right first", "right last", "right alone"])
def test_colliding_kids_are_all_tried(world: World, order: str) -> None:
    right = french_signer(world)
    other = replace(right, key=stranger_key(), certificate_sha256=bytes(32))
    signers = {"right first": (right, other), "right last": (other, right), "right alone": (right,)}[order]
    verdict = world.check(world.code(), trust=with_signers(world, *signers))
    assert verdict.outcome is Outcome.PASSED
    assert verdict.evidence is not None
    assert verdict.evidence.signer.certificate_sha256 == right.certificate_sha256


def test_colliding_kids_of_which_none_fits_are_a_forgery(world: World) -> None:
    others = [replace(french_signer(world), key=stranger_key(), certificate_sha256=bytes((n,)) * 32) for n in (1, 2)]
    assert is_unread(world.check(world.code(), trust=with_signers(world, *others)), Reason.SIGNATURE_INVALID)


def test_a_blocked_signer_does_not_spoil_the_one_that_shares_its_kid(world: World) -> None:
    right = french_signer(world)
    other = replace(right, key=stranger_key(), certificate_sha256=bytes(32))
    trust = replace(with_signers(world, other, right), blocked=frozenset({bytes(32)}))
    assert world.check(world.code(), trust=trust).outcome is Outcome.PASSED


def test_a_blocked_signer_is_refused_whoever_shares_its_kid(world: World) -> None:
    right = french_signer(world)
    other = replace(right, key=stranger_key(), certificate_sha256=bytes(32))
    trust = replace(with_signers(world, right, other), blocked=frozenset({right.certificate_sha256}))
    verdict = world.check(world.code(), trust=trust)
    assert is_unread(verdict, Reason.SIGNER_BLOCKED)
    assert verdict.outcome is Outcome.FAILED


def test_a_forgery_under_a_blocked_signers_kid_is_a_forgery(world: World) -> None:
    signer = french_signer(world)
    trust = replace(world.trust, blocked=frozenset({signer.certificate_sha256}))
    forged = wrapped({Header.ALG: -7, Header.KID: signer.kid, Header.TYP: 61}, b"\xa0", phantom())
    assert is_unread(world.check(forged, trust=trust), Reason.SIGNATURE_INVALID)


def phantom() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(0xFA27, ec.SECP256R1())


def test_blocking_is_published_and_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A pass that was revoked on one day was valid again on the next: that happened to others."""
    scene = Scene(tmp_path_factory.mktemp("blocking") / "office", sample_people()[:2])
    text = scene.attestation("P01").text
    before = scene.publication(NOW)
    scene.office.block(scene.office.document_signer("FR").certificate)
    blocking = scene.publication(NOW)
    held, _ = merge(Holdings(profile=Profile.TEST), blocking, NOW)
    later, _ = merge(held, replace(blocking, block_list=None), NOW)
    assert check(Scan(text=text), trusting(before), NOW).claims is not None
    for holdings in (held, later):
        assert check(Scan(text=text), assemble(holdings), NOW).reasons == (Reason.SIGNER_BLOCKED,)


@pytest.mark.parametrize("country", ["DE", "BR"])
def test_a_signer_of_one_country_does_not_speak_for_another(world: World, country: str) -> None:
    payload = Sign1.decode(world.attestation.data).unverified_payload
    verdict = world.check(world.scene.signed(payload, country=country))
    assert is_unread(verdict, Reason.ISSUER_MISMATCH)
    assert verdict.outcome is Outcome.FAILED


@pytest.mark.parametrize(("iss", "country"), [("DE:SPECIMEN", "FR"), ("FR:SPECIMEN", "DE"), ("fr:SPECIMEN", "FR")])
def test_iss_and_issuing_country_are_both_the_signers(world: World, iss: str, country: str) -> None:
    text = world.paper(lambda claims: replace(claims, iss=iss, issuing_country=country))
    assert is_unread(world.check(text), Reason.ISSUER_MISMATCH)


def test_a_signer_of_other_documents_is_not_asked(world: World) -> None:
    signer = replace(french_signer(world), document_types=("org.iso.23220.photoid.1",))
    assert is_unread(world.check(world.code(), trust=with_signers(world, signer)), Reason.ISSUER_UNKNOWN)


@pytest.mark.parametrize(
    ("algorithm", "reason"),
    [
        (5, Reason.ALGORITHM_NOT_ALLOWED),  # HS256: the public key as a shared secret
        (0, Reason.ALGORITHM_NOT_ALLOWED),
        (-8, Reason.ALGORITHM_NOT_ALLOWED),  # EdDSA: verified for foreign forms, none of ours
        (-35, Reason.ALGORITHM_NOT_ALLOWED),  # ES384 on a P-256 key
        (-36, Reason.ALGORITHM_NOT_ALLOWED),
        (-37, Reason.ALGORITHM_NOT_ALLOWED),  # PS256
        ("ES256", Reason.ALGORITHM_NOT_ALLOWED),
        (None, Reason.ALGORITHM_NOT_ALLOWED),
        (True, Reason.ALGORITHM_NOT_ALLOWED),
        (-7.0, Reason.MALFORMED),
    ],
)
def test_an_algorithm_that_is_not_the_keys_is_refused(world: World, algorithm: object, reason: Reason) -> None:
    payload = Sign1.decode(world.attestation.data).unverified_payload
    assert is_unread(world.check(world.scene.signed(payload, label_1=algorithm)), reason)


def test_an_algorithm_of_foreign_forms_signs_none_of_ours(world: World) -> None:
    """The COSE layer verifies ES512 for others; no key that a store holds makes it ours."""
    key = ec.derive_private_key(0x521, ec.SECP521R1())
    signer = replace(french_signer(world), key=VerificationKey.of(key.public_key()))
    header = {Header.ALG: -36, Header.KID: signer.kid, Header.TYP: 61}
    text = wrapped(header, Sign1.decode(world.attestation.data).unverified_payload, key)
    assert is_unread(world.check(text, trust=with_signers(world, signer)), Reason.ALGORITHM_NOT_ALLOWED)


def test_the_second_name_of_the_same_algorithm_is_taken(world: World) -> None:
    """ESP256 (-9) is ES256 on P-256 by another number (RFC 9864)."""
    payload = Sign1.decode(world.attestation.data).unverified_payload
    assert world.check(world.scene.signed(payload, label_1=-9)).outcome is Outcome.ATTENTION


@pytest.mark.parametrize(
    "header",
    [{"label_2": [99]}, {"label_2": []}, {"label_33": b"certificate"}, {"label_170": -16}, {"label_4": bytes(7)}],
    ids=repr,
)
def test_a_protected_header_with_more_or_other_than_the_form_has_is_malformed(
    world: World, header: dict[str, Any]
) -> None:
    payload = Sign1.decode(world.attestation.data).unverified_payload
    assert is_unread(world.check(world.scene.signed(payload, **header)), Reason.MALFORMED)


@pytest.mark.parametrize("label", [Header.KID, Header.ALG, Header.X5CHAIN, Header.CRIT, Header.SD_CLAIMS, 99])
def test_nothing_is_taken_from_the_unprotected_header(world: World, label: int) -> None:
    message = Sign1.decode(world.attestation.data)
    parts = [message.protected_bytes, {label: b"12345678"}, message.unverified_payload, message.signature]
    assert is_unread(world.check(wrap(cbor.encode(CBORTag(18, parts)))), Reason.MALFORMED)


def test_a_production_store_takes_no_test_publication(world: World) -> None:
    with pytest.raises(TrustStoreError) as refusal:
        merge(Holdings(profile=Profile.PRODUCTION), world.publication, NOW)
    assert refusal.value.refusal is Refusal.WRONG_PROFILE


def test_no_test_licence_is_valid_on_a_production_terminal(world: World) -> None:
    for text in (world.code(), world.attestation.text, world.code("P32"), world.code("P35")):
        verdict = world.check(text, trust=TrustStore.empty(Profile.PRODUCTION))
        assert verdict.outcome is Outcome.INDETERMINATE
        assert verdict.claims is None
