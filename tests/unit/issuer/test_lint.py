"""The linter names each fault that the field has seen, and complains of nothing that is in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from credential.claims import LicenceClaims
from credential.cose import Header, sign
from credential.keys import Algorithm
from issuer.lint import Complaint, lint
from issuer.samples.scene import NOW as SCENE_NOW
from tests.attacks.test_foreign_list import SIGNER, content, entry, vical
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    DOCUMENT_SIGNER,
    FRANCE,
    NOW,
    PUBLISHER,
    SPAIN,
    STATUS_SIGNER,
    Plan,
    Publisher,
    key,
    purpose,
    signer_plan,
    subject,
    usage,
)
from tests.unit.trust_store.tuf_for_tests import write_stick
from tests.world import World


def complaints(path: Path, signer: Plan | None = None) -> list[Complaint]:
    return [note.complaint for note in lint(path, NOW, None if signer is None else signer.der())]


def of_bytes(tmp_path: Path, data: bytes) -> list[Complaint]:
    (tmp_path / "file").write_bytes(data)
    return complaints(tmp_path / "file")


@pytest.mark.parametrize("plan", [FRANCE, SPAIN, DOCUMENT_SIGNER, STATUS_SIGNER, PUBLISHER])
def test_certificate_in_order_gives_no_complaint(tmp_path: Path, plan: Plan) -> None:
    assert of_bytes(tmp_path, plan.der()) == []


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        (replace(DOCUMENT_SIGNER, not_after=DOCUMENT_SIGNER.not_before + 458 * DAY), Complaint.SIGNER_LIVES_TOO_LONG),
        (DOCUMENT_SIGNER.without(x509.ExtendedKeyUsage), Complaint.PURPOSE_MISSING),
        (DOCUMENT_SIGNER.having(purpose("1.2.3"), True), Complaint.PURPOSE_STRANGE),
        (DOCUMENT_SIGNER.having(purpose("1.0.18013.5.1.2"), False), Complaint.PURPOSE_NOT_CRITICAL),
        (DOCUMENT_SIGNER.having(usage("key_cert_sign"), True), Complaint.KEY_USAGE),
        (DOCUMENT_SIGNER.without(x509.SubjectKeyIdentifier), Complaint.KEY_ID_MISSING),
        (DOCUMENT_SIGNER.having(x509.SubjectKeyIdentifier(b"\0" * 20), False), Complaint.KEY_ID_WRONG),
        (DOCUMENT_SIGNER.without(x509.AuthorityKeyIdentifier), Complaint.AUTHORITY_KEY_ID_MISSING),
        (
            DOCUMENT_SIGNER.having(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(DOCUMENT_SIGNER.key.public_key()), False
            ),
            Complaint.AUTHORITY_KEY_ID_WRONG,
        ),
        (replace(DOCUMENT_SIGNER, subject=subject("nobody", None)), Complaint.COUNTRY),
        (replace(DOCUMENT_SIGNER, key=key("521", ec.SECP521R1)), Complaint.KEY_STRANGE),
        (FRANCE.having(x509.BasicConstraints(ca=True, path_length=1), True), Complaint.NOT_AN_ANCHOR),
        (replace(FRANCE, not_after=NOW + 30 * 365 * DAY), Complaint.NOT_AN_ANCHOR),
    ],
)
def test_each_fault_of_a_certificate_is_named(tmp_path: Path, plan: Plan, wanted: Complaint) -> None:
    assert wanted in of_bytes(tmp_path, plan.der())


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x00", b"-----BEGIN CERTIFICATE-----\n", b"PDC1:", b"PDC1:\xff", b"\xd2\x84"]
)
def test_what_cannot_be_read_is_said_so(tmp_path: Path, data: bytes) -> None:
    assert of_bytes(tmp_path, data) == [Complaint.UNREADABLE]


def test_list_in_order_gives_no_complaint(tmp_path: Path) -> None:
    list_signer = SIGNER.having(usage("content_commitment"), True)
    assert of_bytes(tmp_path, vical(signer=list_signer)) == []


def test_anchor_that_travels_in_the_chain_is_named(tmp_path: Path) -> None:
    assert of_bytes(tmp_path, vical(chain=[SIGNER.der(), FRANCE.der()])) == [Complaint.ANCHOR_IN_CHAIN]


def test_faulty_root_of_a_list_is_named(tmp_path: Path) -> None:
    old = replace(FRANCE, not_after=NOW + 30 * 365 * DAY)
    assert of_bytes(tmp_path, vical(content(entry(FRANCE), entry(old)))) == [Complaint.NOT_AN_ANCHOR]


def test_list_of_another_shape_is_unreadable(tmp_path: Path) -> None:
    made = sign({Header.ALG: int(Algorithm.ES256)}, b"\x01", key("anyone"), deterministic=True)
    assert of_bytes(tmp_path, made) == [Complaint.UNREADABLE]


def test_credential_in_order_gives_no_complaint(world: World, tmp_path: Path) -> None:
    for text in (world.attestation.text, world.code()):
        assert of_bytes(tmp_path, text.encode()) == []


CHANGES: list[tuple[Callable[[LicenceClaims], LicenceClaims], set[Complaint]]] = [
    (lambda claims: replace(claims, portrait=bytes(601)), {Complaint.PORTRAIT_TOO_LARGE}),
    (lambda claims: replace(claims, status=None), {Complaint.STATUS_MISSING}),
    (lambda claims: replace(claims, exp=claims.iat + 200 * 86_400), {Complaint.ATTESTATION_TOO_LONG}),
    (
        lambda claims: replace(claims, family_name="ŒUVRARD", family_name_national_character="ŒUVRARD"),
        {Complaint.NAME_BEYOND_LATIN_1},
    ),
    (
        lambda claims: replace(claims, given_name="Chloë Ÿ", given_name_national_character=None),
        {Complaint.NAME_BEYOND_LATIN_1, Complaint.NATIONAL_FORM_MISSING},
    ),
]


@pytest.mark.parametrize(("change", "wanted"), CHANGES)
def test_each_fault_of_a_credential_is_named(
    world: World, tmp_path: Path, change: Callable[[LicenceClaims], LicenceClaims], wanted: set[Complaint]
) -> None:
    assert set(of_bytes(tmp_path, world.paper(change).encode())) == wanted


def test_credential_that_outlives_its_signer_is_named(world: World, tmp_path: Path) -> None:
    (tmp_path / "code").write_text(world.attestation.text, encoding="utf-8")
    short = replace(DOCUMENT_SIGNER, not_after=SCENE_NOW + timedelta(days=3))
    assert complaints(tmp_path / "code", short) == [Complaint.OUTLIVES_ITS_SIGNER]


def test_published_folder_is_examined_as_a_terminal_would(tmp_path: Path) -> None:
    assert complaints(write_stick(Publisher().publish(), tmp_path / "good")) == []
    bad = Publisher(signers=(STATUS_SIGNER, replace(signer_plan(FRANCE), not_after=NOW + 900 * DAY))).publish()
    assert complaints(write_stick(bad, tmp_path / "bad")) == [Complaint.NOT_LET_IN, Complaint.SIGNER_LIVES_TOO_LONG]


def test_published_folder_that_a_terminal_refuses_is_named(tmp_path: Path) -> None:
    out = write_stick(Publisher().publish(), tmp_path / "out")
    next((out / "targets").glob("*.trust-list.cbor")).write_bytes(b"x")
    assert complaints(out) == [Complaint.REFUSED_BY_TERMINALS]
