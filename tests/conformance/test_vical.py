"""A real list: the AAMVA's of 18 November 2025, with 14 roots, under its provider's root."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from trust_store.foreign import import_vical
from trust_store.profile import DRIVING_LICENCE, Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.storage import create_or_open, open_store
from trust_store.vical import VicalTerms, read_vical

ISSUED = datetime(2025, 11, 18, 18, 38, 12, tzinfo=UTC)


@pytest.fixture
def aamva(vectors: Path) -> bytes:
    return next((vectors / "vical").glob("aamva-vical-*.cbor")).read_bytes()


def certificate(vectors: Path, name: str) -> bytes:
    content = (vectors / "vical" / name).read_bytes()
    return x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)


@pytest.fixture
def terms(vectors: Path) -> VicalTerms:
    return VicalTerms(root=certificate(vectors, "aamva_ca_root.crt"))


def test_every_root_of_the_real_list_is_let_in(aamva: bytes, terms: VicalTerms) -> None:
    vical = read_vical(aamva, terms, Profile.PRODUCTION)
    assert (vical.provider, vical.issue_id, vical.issued_at) == ("AAMVA", 227602, ISSUED)
    assert len(vical.findings) == len(vical.anchors) == 14
    assert {anchor.country for anchor in vical.anchors} == {"US"}
    assert {anchor.document_types for anchor in vical.anchors} == {(DRIVING_LICENCE,)}


def test_its_intermediate_serves_as_the_root(aamva: bytes, vectors: Path) -> None:
    under = VicalTerms(root=certificate(vectors, "aamva_ca_intermediate.crt"))
    assert len(read_vical(aamva, under, Profile.PRODUCTION).anchors) == 14


def test_it_comes_into_a_store_and_is_there_when_that_is_opened(
    aamva: bytes, terms: VicalTerms, tmp_path: Path
) -> None:
    path = tmp_path / "trust.sqlite"
    create_or_open(path, Profile.PRODUCTION)
    import_vical(path, aamva, terms, ISSUED + timedelta(hours=1))
    store = open_store(path)
    assert len(store.foreign_anchors(DRIVING_LICENCE)) == 14
    assert store.foreign_anchors("org.iso.23220.photoid.1") == ()
    assert store.anchors == ()


def test_no_single_changed_byte_is_believed(aamva: bytes, terms: VicalTerms) -> None:
    """A change in a certificate of the chain that is not needed changes nothing; any other is refused."""
    genuine = read_vical(aamva, terms, Profile.PRODUCTION)
    for place in range(0, len(aamva), 97):
        changed = bytearray(aamva)
        changed[place] ^= 1
        try:
            vical = read_vical(bytes(changed), terms, Profile.PRODUCTION)
        except TrustStoreError as error:
            assert error.refusal in {Refusal.MALFORMED, Refusal.SIGNATURE_INVALID, Refusal.LIST_SIGNER_INVALID}
        else:
            assert changed.index(genuine.payload) > place
            assert vical == genuine
