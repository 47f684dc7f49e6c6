"""Foreign lists: whoever signs them, whatever they leave out, and whatever certificate they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ObjectIdentifier

from credential import cbor
from credential.cose import Header, sign
from credential.keys import Algorithm
from tests.unit.trust_store.pki_for_tests import (
    DAY,
    FRANCE,
    NOW,
    Plan,
    Publisher,
    key,
    purpose,
    root_plan,
    signer_plan,
    subject,
    usage,
)
from trust_store.anchor import AnchorFault
from trust_store.certificate import read_certificate
from trust_store.fields import biguint, tdate
from trust_store.foreign import import_vical
from trust_store.profile import DRIVING_LICENCE, LIST_SIGNER_EKU, Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import create_or_open, install, open_store
from trust_store.vical import VicalTerms, read_vical

ROOT = replace(root_plan("US", "Provider"), extensions=root_plan("US", "Provider").extensions[:2]).having(
    x509.BasicConstraints(ca=True, path_length=None), True
)
SIGNER = replace(signer_plan(ROOT, LIST_SIGNER_EKU, "Signer"), not_after=NOW + 900 * DAY).having(
    usage("content_commitment"), True
)
UTAH = root_plan("US", "Utah")
TERMS = VicalTerms(root=ROOT.der())


def entry(root: Plan, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any CBOR value
    read = read_certificate(root.der())
    content = {
        "certificate": read.der,
        "serialNumber": biguint(read.parsed.serial_number),
        "ski": read.key_id or b"",
        "docType": [DRIVING_LICENCE],
        "issuingCountry": read.country or "",
    }
    return {name: value for name, value in {**content, **changes}.items() if value is not None}


def content(*entries: dict[str, Any], at: datetime = NOW, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    made = {
        "version": "1.0",
        "vicalProvider": "SPECIMEN",
        "date": tdate(at),
        "vicalIssueID": 7,
        "certificateInfos": list(entries or (entry(UTAH),)),
    }
    return {name: value for name, value in {**made, **changes}.items() if value is not None}


def vical(made: dict[str, Any] | None = None, *, signer: Plan = SIGNER, chain: object = None) -> bytes:
    assert isinstance(signer.key, ec.EllipticCurvePrivateKey)
    return sign(
        {Header.ALG: int(Algorithm.ES256)},
        cbor.encode(content() if made is None else made),
        signer.key,
        unprotected={Header.X5CHAIN: signer.der() if chain is None else chain},
        deterministic=True,
    )


def refusal_of(data: bytes, terms: VicalTerms = TERMS) -> Refusal:
    with pytest.raises(TrustStoreError) as refusal:
        read_vical(data, terms, Profile.TEST)
    return refusal.value.refusal


@pytest.mark.parametrize("tagged", [True, False])
def test_list_is_read_with_and_without_its_tag(tagged: bool) -> None:
    read = read_vical(vical() if tagged else vical()[1:], TERMS, Profile.TEST)
    assert [anchor.certificate.common_name for anchor in read.anchors] == ["US Utah SPECIMEN"]


@pytest.mark.parametrize("name", ["vicalProvider", "date", "certificateInfos"])
def test_left_out_field_is_malformed(name: str) -> None:
    assert refusal_of(vical({key: value for key, value in content().items() if key != name})) is Refusal.MALFORMED


@pytest.mark.parametrize("name", ["certificate", "serialNumber", "ski", "docType"])
def test_left_out_field_of_an_entry_is_malformed(name: str) -> None:
    assert refusal_of(vical(content(entry(UTAH, **{name: None})))) is Refusal.MALFORMED


@pytest.mark.parametrize("chain", [b"", [], "text", [SIGNER.der()] * 5, 7])
def test_strange_chain_is_refused(chain: object) -> None:
    refusal = refusal_of(vical(chain=chain)) if chain is not None else None
    assert refusal in {Refusal.MALFORMED, Refusal.LIST_SIGNER_INVALID}


@pytest.mark.parametrize(
    "signer",
    [
        SIGNER.without(x509.ExtendedKeyUsage),
        SIGNER.having(purpose(LIST_SIGNER_EKU), False),
        SIGNER.having(purpose("1.0.18013.5.1.2"), True),
        SIGNER.having(purpose(LIST_SIGNER_EKU, "1.0.18013.5.1.2"), True),
        replace(SIGNER, not_after=NOW - DAY),
        replace(SIGNER, not_before=NOW + DAY),
        replace(SIGNER, issuer_key=key("nobody")),
        replace(SIGNER, issuer=subject("Another root")),
        signer_plan(root_plan("US", "Stranger"), LIST_SIGNER_EKU, "Signer"),
    ],
)
def test_signer_that_does_not_fit_is_refused(signer: Plan) -> None:
    assert refusal_of(vical(signer=signer)) is Refusal.LIST_SIGNER_INVALID


def test_list_signed_by_another_key_is_refused() -> None:
    assert refusal_of(vical(signer=SIGNER, chain=replace(SIGNER, key=key("other")).der())) is Refusal.SIGNATURE_INVALID


def findings(*entries: dict[str, Any], terms: VicalTerms = TERMS) -> list[tuple[tuple[AnchorFault, ...], bool]]:
    read = read_vical(vical(content(*entries)), terms, Profile.TEST)
    assert len([each for each in read.findings if each.is_kept]) == len(read.anchors)
    return [(each.faults, each.is_kept) for each in read.findings]


def test_unreadable_certificate_is_reported_and_the_others_kept() -> None:
    assert findings(entry(UTAH, certificate=b"\x30\x00"), entry(UTAH)) == [
        ((AnchorFault.UNREADABLE,), False),
        ((), True),
    ]


@pytest.mark.parametrize("strict", [True, False])
def test_small_deviations_are_a_setting_of_the_source(strict: bool) -> None:
    long_lived = replace(UTAH, not_after=NOW + 25 * 365 * DAY)
    terms = replace(TERMS, is_strict=strict)
    assert findings(entry(long_lived), terms=terms) == [((AnchorFault.LIFE,), not strict)]


@pytest.mark.parametrize("strict", [True, False])
def test_what_touches_the_proof_is_never_let_in(strict: bool) -> None:
    terms = replace(TERMS, is_strict=strict)
    no_root = UTAH.having(x509.BasicConstraints(ca=False, path_length=None), True)
    ((faults, is_kept),) = findings(entry(no_root), terms=terms)
    assert AnchorFault.BASIC_CONSTRAINTS in faults
    assert not is_kept


@pytest.mark.parametrize("wrap", [lambda ski: b"\x04\x14" + ski, lambda ski: b"\x04\x16\x04\x14" + ski])
def test_key_identifier_in_its_der_wrapping_is_understood(wrap: Callable[[bytes], bytes]) -> None:
    ski = read_certificate(UTAH.der()).key_id
    assert ski is not None
    assert findings(entry(UTAH, ski=wrap(ski))) == [((), True)]


def test_entry_that_contradicts_its_certificate_is_told() -> None:
    assert findings(entry(UTAH, issuingCountry="FR")) == [((AnchorFault.ENTRY_DISAGREES,), True)]


def test_anchors_of_countries_that_are_not_asked_for_stay_out() -> None:
    terms = replace(TERMS, countries=("US",))
    assert findings(entry(UTAH), entry(FRANCE), terms=terms) == [((), True), ((AnchorFault.OTHER_COUNTRY,), False)]


def test_test_anchors_stay_out_of_production() -> None:
    read = read_vical(vical(), TERMS, Profile.PRODUCTION)
    assert [each.faults for each in read.findings] == [(AnchorFault.TEST_ANCHOR,)]
    assert read.anchors == ()


def test_anchors_are_scoped_to_their_document_types(store: Path) -> None:
    import_vical(store, vical(content(entry(UTAH, docType=["org.example.fishing"]))), TERMS, NOW)
    opened = open_store(store)
    assert opened.foreign_anchors(DRIVING_LICENCE) == ()
    assert len(opened.foreign_anchors("org.example.fishing")) == 1


@pytest.fixture
def store(tmp_path: Path) -> Path:
    create_or_open(tmp_path / "trust.sqlite", Profile.TEST)
    return tmp_path / "trust.sqlite"


def refused(store: Path, data: bytes, now: datetime = NOW) -> Refusal:
    before = store.read_bytes()
    with pytest.raises(TrustStoreError) as refusal:
        import_vical(store, data, TERMS, now)
    assert store.read_bytes() == before
    return refusal.value.refusal


def test_older_list_is_a_rollback_whatever_its_number(store: Path) -> None:
    import_vical(store, vical(), TERMS, NOW)
    assert refused(store, vical(content(at=NOW - DAY, vicalIssueID=99))) is Refusal.ROLLBACK


def test_issue_number_may_go_back_when_the_date_does_not(store: Path) -> None:
    import_vical(store, vical(), TERMS, NOW)
    import_vical(store, vical(content(at=NOW + DAY, vicalIssueID=3)), TERMS, NOW + DAY)
    (held,) = open_store(store).foreign
    assert (held.issue_id, held.issued_at) == (3, NOW + DAY)


def test_other_content_of_the_same_second_is_a_fork(store: Path) -> None:
    import_vical(store, vical(), TERMS, NOW)
    assert refused(store, vical(content(entry(root_plan("US", "Idaho"))))) is Refusal.FORK


def test_list_of_the_future_is_refused(store: Path) -> None:
    assert refused(store, vical(content(at=NOW + DAY))) is Refusal.DATED_IN_FUTURE


def test_lists_of_two_providers_stand_beside_each_other(store: Path) -> None:
    other_root = replace(root_plan("CA", "Provider 2"), extensions=root_plan("CA", "Provider 2").extensions[:2]).having(
        x509.BasicConstraints(ca=True, path_length=None), True
    )
    other = signer_plan(other_root, LIST_SIGNER_EKU, "Signer 2").having(usage("content_commitment"), True)
    import_vical(store, vical(), TERMS, NOW)
    import_vical(store, vical(signer=other), VicalTerms(root=other_root.der()), NOW)
    assert len(open_store(store).foreign) == 2


def test_foreign_anchor_vouches_for_no_signer_of_ours(store: Path) -> None:
    """A foreign list names a French root: a French signer under it is unknown all the same."""
    rogue = root_plan("FR", "Rogue")
    import_vical(store, vical(content(entry(rogue))), TERMS, NOW)
    made = Publisher(signers=(signer_plan(rogue, name="Rogue DS"),), status_tokens=()).publish()
    report = install(store, made, NOW, Profile.TEST)
    assert (report.document_signers, len(report.refused)) == (0, 1)
    assert len(open_store(store).foreign) == 1, "an update leaves foreign lists where they are"


def test_unknown_extension_of_a_signer_is_passed_over() -> None:
    odd = SIGNER.having(x509.UnrecognizedExtension(ObjectIdentifier("1.2.840.113533.7.65.0"), b"\x05\x00"), False)
    assert len(read_vical(vical(signer=odd), TERMS, Profile.TEST).anchors) == 1
