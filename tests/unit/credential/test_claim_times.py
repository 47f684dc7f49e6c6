"""Times of a licence: whole seconds since 1970, as integers, in order; nothing else passes for a time."""

from __future__ import annotations

import pytest

from credential.cbor import CBORTag
from credential.claims import LicenceClaims
from credential.reason import CredentialError, Reason
from credential.status_list import MAX_TIME
from tests.unit.credential.specimen import claims, payload, with_claim


def refusal(value: object) -> Reason:
    with pytest.raises(CredentialError) as error:
        LicenceClaims.parse(payload(value))
    return error.value.reason


BIGNUM = CBORTag(2, b"\x01" + bytes(8))
BAD_TIMES = {
    "NaN": float("nan"),
    "infinity": float("inf"),
    "minus infinity": float("-inf"),
    "a float": 1_900_000_000.0,
    "true": True,
    "false": False,
    "negative": -1,
    "a second after the year 9999": MAX_TIME + 1,
    "milliseconds": 1_900_000_000_000,
    "64 bits": (1 << 64) - 1,
    "a bignum": BIGNUM,
    "text": "1900000000",
    "bytes": b"\x71\x3f\xb3\x00",
    "null": None,
    "tag 0": CBORTag(0, "2030-03-17T17:46:40Z"),
    "tag 1": CBORTag(1, 1_900_000_000),
    "tag 100": CBORTag(100, 21_990),
    "an array": [1_900_000_000],
}


@pytest.mark.parametrize("kind", BAD_TIMES)
@pytest.mark.parametrize("label", [4, 5, 6], ids=["exp", "nbf", "iat"])
def test_a_time_of_another_type_is_malformed(label: int, kind: str) -> None:
    assert refusal(with_claim(label, BAD_TIMES[kind])) is Reason.MALFORMED


@pytest.mark.parametrize("moment", [2**31 - 1, 2**31, 2**32, 2**32 + 1, MAX_TIME])
def test_times_beyond_31_bits_are_read_exactly(moment: int) -> None:
    assert LicenceClaims.parse(payload(with_claim(4, moment))).exp == moment


@pytest.mark.parametrize(("nbf", "iat", "exp"), [(6, 5, 9), (1, 9, 9), (1, 9, 8)])
def test_times_out_of_order_are_malformed(nbf: int, iat: int, exp: int) -> None:
    assert refusal({**claims(), 5: nbf, 6: iat, 4: exp}) is Reason.MALFORMED
