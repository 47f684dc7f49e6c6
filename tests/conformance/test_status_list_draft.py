"""The Token Status List draft's own lists and signed examples (draft-ietf-oauth-status-list, April 2026)."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from pathlib import Path

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from credential.claims import StatusReference
from credential.cose import Header, Sign1
from credential.keys import VerificationKey
from credential.status_list import SHARD_SIZE, STATUS_LIST_TYPE, StatusList, StatusToken
from tests.conformance.status_values import EIGHT_BITS, FOUR_BITS, ONE_BIT, TWO_BITS

# The key with which the draft's authors sign their examples.
EXAMPLE_X = "I3HWm_0Ds1dPMI-IWmf4mBmH-YaeAVbPVu7vB27CxXo"
EXAMPLE_Y = "6N_d5Elj9bs1htgV3okJKIdbHEpkgTmAluYKJemzn1M"
URI = "https://example.com/statuslists/1"

LISTS = [
    ("status_list_encoding1_long_cbor.md", 1, ONE_BIT),
    ("status_list_encoding2_long_cbor.md", 2, TWO_BITS),
    ("status_list_encoding4_cbor.md", 4, FOUR_BITS),
    ("status_list_encoding8_cbor.md", 8, EIGHT_BITS),
]


def hexadecimal(vectors: Path, name: str) -> bytes:
    return bytes.fromhex("".join((vectors / "status-list" / name).read_text().split()))


def example_key() -> VerificationKey:
    x, y = (int.from_bytes(urlsafe_b64decode(part + "="), "big") for part in (EXAMPLE_X, EXAMPLE_Y))
    return VerificationKey.of(ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key())


@pytest.mark.parametrize(("name", "bits", "values"), LISTS)
def test_a_list_holds_the_stated_values_and_is_valid_elsewhere(
    vectors: Path, name: str, bits: int, values: dict[int, int]
) -> None:
    encoded = cbor2.loads(hexadecimal(vectors, name))
    assert encoded["bits"] == bits
    status_list = StatusList.inflate(bits, encoded["lst"])
    assert len(status_list) == SHARD_SIZE
    assert {index: status_list.lookup(index) for index in values} == values
    assert status_list == StatusList.of(values.items(), bits=bits)


@pytest.mark.parametrize(("name", "bits", "values"), LISTS)
def test_our_own_encoding_of_a_list_inflates_to_the_same(
    vectors: Path, name: str, bits: int, values: dict[int, int]
) -> None:
    encoded = cbor2.loads(hexadecimal(vectors, name))
    ours = StatusList.of(values.items(), bits=bits).deflate()
    assert StatusList.inflate(bits, ours) == StatusList.inflate(bits, encoded["lst"])


def test_the_signed_list_verifies_and_parses(vectors: Path) -> None:
    message = Sign1.decode(hexadecimal(vectors, "status_list_cwt.md"))
    assert message.protected[Header.TYP] == STATUS_LIST_TYPE
    token = StatusToken.parse(message.verify(example_key()))
    assert (token.uri, token.iat, token.exp, token.ttl) == (URI, 1686920170, 2291720170, 43200)
    # The two bytes of the draft's section on the byte array: 0xB9, 0xA3.
    statuses = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
    status_list = token.inflate()
    assert [status_list.lookup(index) for index in range(16)] == statuses
    assert status_list.lookup(16) is None


def test_what_we_write_of_the_signed_list_parses_to_the_same(vectors: Path) -> None:
    message = Sign1.decode(hexadecimal(vectors, "status_list_cwt.md"))
    payload = message.verify(example_key())
    token = StatusToken.parse(payload)
    assert cbor2.loads(token.encode()) == cbor2.loads(payload)


def test_the_referencing_token_verifies_and_names_its_entry(vectors: Path) -> None:
    message = Sign1.decode(hexadecimal(vectors, "referenced_token_cwt.md"))
    claims = cbor2.loads(message.verify(example_key()))
    assert StatusReference(**claims[65535]["status_list"]) == StatusReference(uri=URI, idx=0)
