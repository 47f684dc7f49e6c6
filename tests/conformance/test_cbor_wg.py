"""The CBOR working group's ill-formed inputs, and the good ones of RFC 8949 appendix A that lie in our subset."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cbor2
import pytest

from credential import cbor
from credential.reason import CredentialError, Reason

# RFC 8949 appendix A, table 6: the rows without floats, tags, bignums, undefined, simple values and streams.
GOOD: list[tuple[str, object]] = [
    ("00", 0),
    ("01", 1),
    ("0a", 10),
    ("17", 23),
    ("1818", 24),
    ("1819", 25),
    ("1864", 100),
    ("1903e8", 1000),
    ("1a000f4240", 1000000),
    ("1b000000e8d4a51000", 1000000000000),
    ("1bffffffffffffffff", 18446744073709551615),
    ("3bffffffffffffffff", -18446744073709551616),
    ("20", -1),
    ("29", -10),
    ("3863", -100),
    ("3903e7", -1000),
    ("f4", False),
    ("f5", True),
    ("f6", None),
    ("40", b""),
    ("4401020304", b"\x01\x02\x03\x04"),
    ("60", ""),
    ("6161", "a"),
    ("6449455446", "IETF"),
    ("62225c", '"\\'),
    ("62c3bc", "\u00fc"),
    ("63e6b0b4", "\u6c34"),
    ("64f0908591", "\U00010151"),
    ("80", []),
    ("83010203", [1, 2, 3]),
    ("8301820203820405", [1, [2, 3], [4, 5]]),
    ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", list(range(1, 26))),
    ("a0", {}),
    ("a201020304", {1: 2, 3: 4}),
    ("a26161016162820203", {"a": 1, "b": [2, 3]}),
    ("826161a161626163", ["a", {"b": "c"}]),
    ("a56161614161626142616361436164614461656145", {"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"}),
]

# The same table: rows that are good CBOR and no part of our subset.
OUTSIDE = [
    "c249010000000000000000",
    "c349010000000000000000",
    "f90000",
    "f93c00",
    "fb3ff199999999999a",
    "f97c00",
    "f97e00",
    "fb7ff8000000000000",
    "f7",
    "f0",
    "f8ff",
    "c074323031332d30332d32315432303a30343a30305a",
    "c11a514b67b0",
    "d74401020304",
    "d818456449455446",
    "d82076687474703a2f2f7777772e6578616d706c652e636f6d",
    "5f42010243030405ff",
    "7f657374726561646d696e67ff",
    "9fff",
    "9f018202039f0405ffff",
    "83018202039f0405ff",
    "bf61610161629f0203ffff",
]


def test_every_ill_formed_input_is_refused(vectors: Path) -> None:
    document: dict[str, Any] = cbor2.loads((vectors / "cbor-wg" / "bad.cbor").read_bytes())
    assert document["fail"] is True
    assert len(document["tests"]) == 47
    for case in document["tests"]:
        with pytest.raises(CredentialError) as refusal:
            cbor.decode(case["encoded"])
        assert refusal.value.reason is Reason.MALFORMED, case["description"]


@pytest.mark.parametrize(("encoded", "value"), GOOD)
def test_a_good_form_is_read_and_written_back(encoded: str, value: object) -> None:
    data = bytes.fromhex(encoded)
    decoded = cbor.decode(data)
    assert (decoded, type(decoded)) == (value, type(value))
    assert cbor.encode(value) == data


@pytest.mark.parametrize("encoded", OUTSIDE)
def test_a_good_form_outside_the_subset_is_refused(encoded: str) -> None:
    with pytest.raises(CredentialError) as refusal:
        cbor.decode(bytes.fromhex(encoded))
    assert refusal.value.reason is Reason.MALFORMED
