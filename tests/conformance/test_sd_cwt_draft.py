"""The SD-CWT draft's own examples (draft-ietf-spice-sd-cwt, April 2026): headers, hashes, disclosure and binding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from credential import cbor
from credential.cbor import CBORTag
from credential.cose import Header, Sign1
from credential.forms import TokenClaims, decode_form
from credential.keys import VerificationKey
from credential.reason import CredentialError, Reason
from credential.sd_cwt import (
    disclose,
    is_redaction,
    redacted_hash,
    require_bound_times,
    require_ordered_times,
)

TAGS = frozenset({60})
REGISTERED = frozenset({1, 2, 4, 5, 6, 8})
ISSUED = ["issuer_cwt", "nested_issuer_cwt", "decoy"]
TOKENS = ["kbt", "nested_kbt"]

# What the .edn files beside the vectors say is disclosed, without the registered claims.
LICENSE = {501: "ABCD-123456"}
FULL_LOCATION = {"country": "us", "region": "ca", "postal_code": "94188"}
DISCLOSED: dict[str, dict[int, Any]] = {
    "issuer_cwt": {500: True, 502: [1549560720, 1612560720, 1674004740], 503: FULL_LOCATION, **LICENSE},
    "kbt": {500: True, 502: [1549560720, 1674004740], 503: {"country": "us", "region": "ca"}, **LICENSE},
    "nested_kbt": {
        504: [
            {500: True, 502: 1549560720, 501: "DCBA-101777", 503: {1: "us"}},
            {500: True, 502: 1674004740, 501: "ABCD-123456", 503: {1: "us", 2: "ca"}},
        ]
    },
    "nested_issuer_cwt": {
        504: [
            {500: True, 502: 1549560720, 501: "DCBA-101777", 503: {1: "us", 2: "co", 3: "80302"}},
            {500: True, 502: 1612560720, 501: "EFGH-789012", 503: {1: "us", 2: "nv", 3: "89155"}},
            {500: True, 502: 1674004740, 501: "ABCD-123456", 503: {1: "us", 2: "ca", 3: "94188"}},
        ]
    },
    "decoy": {98: ["fr"], 500: True},
}


def message(vectors: Path, name: str) -> Sign1:
    return Sign1.decode((vectors / "sd-cwt" / f"{name}.cbor").read_bytes(), nested=True)


def key(vectors: Path, name: str) -> VerificationKey:
    return VerificationKey.of(load_pem_public_key((vectors / "sd-cwt" / name).read_bytes()))


def issued(vectors: Path, name: str) -> Sign1:
    """The SD-CWT itself, or the one within a key binding token."""
    outer = message(vectors, name)
    return Sign1.of_item(outer.protected[Header.KCWT]) if name in TOKENS else outer


def claims_and_disclosures(vectors: Path, name: str) -> tuple[dict[Any, Any], Sequence[bytes]]:
    signed = issued(vectors, name)
    payload = signed.verify(key(vectors, "issuer_pubkey.pem"))
    return cbor.decode(payload, tags=TAGS, redacted=True), signed.unprotected[Header.SD_CLAIMS]


def hashes(item: object) -> Iterator[bytes]:
    """Every hash of something redacted, however deep."""
    if isinstance(item, CBORTag):
        yield item.value
    elif isinstance(item, cbor.MAPS):
        for label, value in item.items():
            yield from value if is_redaction(label) else hashes(value)
    elif isinstance(item, cbor.ARRAYS):
        for value in item:
            yield from hashes(value)


@pytest.mark.parametrize("name", ISSUED)
def test_an_issued_sd_cwt_verifies_with_the_issuers_key(vectors: Path, name: str) -> None:
    signed = message(vectors, name)
    assert signed.protected[Header.TYP] == 293
    claims = cbor.decode(signed.verify(key(vectors, "issuer_pubkey.pem")), tags=TAGS, redacted=True)
    require_ordered_times(claims[5], claims[6], claims[4])


@pytest.mark.parametrize("name", [*ISSUED, *TOKENS])
def test_the_disclosed_claims_are_those_of_the_draft(vectors: Path, name: str) -> None:
    claims, disclosures = claims_and_disclosures(vectors, name)
    disclosed = disclose(claims, disclosures, TAGS)
    assert {label: value for label, value in disclosed.items() if label not in REGISTERED} == DISCLOSED[name]
    assert disclosed.keys() >= REGISTERED


@pytest.mark.parametrize("name", ISSUED)
def test_an_issued_sd_cwt_discloses_every_hash_that_it_holds(vectors: Path, name: str) -> None:
    claims, disclosures = claims_and_disclosures(vectors, name)
    within = [cbor.decode(data, tags=TAGS, redacted=True) for data in disclosures]
    signed = {*hashes(claims), *hashes(within)}
    assert {redacted_hash(data) for data in disclosures} == signed


@pytest.mark.parametrize("name", [*ISSUED, *TOKENS])
def test_one_disclosure_fewer_or_changed_never_shows_more(vectors: Path, name: str) -> None:
    claims, disclosures = claims_and_disclosures(vectors, name)
    everything = disclose(claims, disclosures, TAGS)
    last = disclosures[-1]
    assert disclose(claims, (), TAGS) != everything
    with pytest.raises(CredentialError) as refusal:
        disclose(claims, [*disclosures[:-1], last[:2] + bytes((last[2] ^ 1,)) + last[3:]], TAGS)
    assert refusal.value.reason is Reason.DISCLOSURE_INVALID


def test_the_first_disclosure_has_the_drafts_bytes_and_the_signed_hash(
    vectors: Path, divergences: dict[str, dict[str, str]]
) -> None:
    divergence = divergences["sd-cwt/first-blinded-hash.txt"]
    figure = (vectors / "sd-cwt" / "first-blinded-hash.txt").read_text().strip()
    claims, disclosures = claims_and_disclosures(vectors, "issuer_cwt")
    first = disclosures[0]
    assert first == cbor2.dumps([bytes.fromhex("bae611067bb823486797da1ebbb52f83"), "ABCD-123456", 501])
    assert redacted_hash(first) in set(hashes(claims))
    assert redacted_hash(first).hex() == divergence["signed_instead"]
    # The divergence: it ends on the day on which the draft's figure shows the hash that its example signs.
    assert figure == hashlib.sha256(first).hexdigest() != divergence["signed_instead"]


@pytest.mark.parametrize("name", TOKENS)
def test_a_key_binding_token_verifies_with_the_holders_key_alone(vectors: Path, name: str) -> None:
    token = message(vectors, name)
    claims, _ = claims_and_disclosures(vectors, name)
    confirmed = VerificationKey.of_cose_key(claims[8][1])
    assert token.verify(confirmed) == token.verify(key(vectors, "holder_pubkey.pem"))
    with pytest.raises(CredentialError) as refusal:
        token.verify(key(vectors, "issuer_pubkey.pem"))
    assert refusal.value.reason is Reason.ALGORITHM_NOT_ALLOWED


@pytest.mark.parametrize("name", TOKENS)
def test_the_tokens_claims_parse_and_lie_within_the_sd_cwts_times(vectors: Path, name: str) -> None:
    token = TokenClaims.parse(message(vectors, name).verify(key(vectors, "holder_pubkey.pem")))
    assert token == TokenClaims(
        aud="https://verifier.example/app",
        iat=1725244237,
        exp=None,
        nbf=None,
        cnonce=bytes.fromhex("8c0f5f523b95bea44a9a48c649240803"),
    )
    claims, _ = claims_and_disclosures(vectors, name)
    require_bound_times(token, SimpleNamespace(nbf=claims[5], iat=claims[6], exp=claims[4]))


@pytest.mark.parametrize("name", [*ISSUED, *TOKENS])
def test_a_foreign_sd_cwt_is_no_form_of_ours(vectors: Path, name: str) -> None:
    """Their headers hold sd_alg and a long kid; ours hold exactly alg, kid (8 bytes) and typ."""
    with pytest.raises(CredentialError) as refusal:
        decode_form((vectors / "sd-cwt" / f"{name}.cbor").read_bytes())
    assert refusal.value.reason is Reason.MALFORMED
