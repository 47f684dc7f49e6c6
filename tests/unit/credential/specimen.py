"""One valid licence and its coded forms, for tests that change a single thing of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from credential.cbor import CBORTag
from credential.cose import Header, VerifiedPayload, sign
from credential.keys import cose_key
from credential.labels import LICENCE_LABEL, TitleFormat

ISSUER = ec.derive_private_key(0x155E4, ec.SECP256R1())
PHONE = ec.derive_private_key(0xB041E, ec.SECP256R1())
DEVICE_KEY = cose_key(PHONE.public_key())
KID = b"SPECIMEN"
BORN = date(1990, 5, 17)


def full_date(day: date) -> CBORTag:
    return CBORTag(100, (day - date(1970, 1, 1)).days)


def licence() -> dict[Any, Any]:
    """The licence map: every mandatory element and one driving privilege with all its parts."""
    return {
        1: "SPECIMEN",
        2: "CAMILLE",
        5: full_date(BORN),
        7: "13AA00002",
        9: full_date(date(2020, 1, 2)),
        10: full_date(date(2035, 1, 2)),
        11: "FR",
        12: "SPECIMEN",
        13: "F",
        15: [{0: "B", 1: full_date(date(2010, 6, 1)), 2: full_date(date(2035, 1, 2)), 3: ["01.06"]}],
        17: int(TitleFormat.DIGITAL),
    }


def claims() -> dict[Any, Any]:
    """The whole claims set of a licence."""
    return {
        1: "FR:SPECIMEN",
        2: "pairwise-subject",
        4: 2_000_000_000,
        5: 1_900_000_000,
        6: 1_900_000_000,
        7: b"cti",
        8: {1: DEVICE_KEY},
        65535: {"status_list": {"idx": 412, "uri": "https://status.example/0"}},
        LICENCE_LABEL: licence(),
    }


def with_claim(label: object, value: object) -> dict[Any, Any]:
    return {**claims(), label: value}


def with_element(label: object, value: object) -> dict[Any, Any]:
    return {**claims(), LICENCE_LABEL: {**licence(), label: value}}


def without(items: dict[Any, Any], label: object) -> dict[Any, Any]:
    return {key: value for key, value in items.items() if key != label}


def payload(value: object) -> VerifiedPayload:
    return VerifiedPayload(cbor2.dumps(value))


ATTESTATION_HEADER: dict[Any, Any] = {Header.ALG: -7, Header.KID: KID, Header.TYP: 61}
LICENCE_HEADER: dict[Any, Any] = {**ATTESTATION_HEADER, Header.TYP: 293}
TOKEN: dict[Any, Any] = {3: "roadside-check", 6: 1_900_000_100}


def issued(header: dict[Any, Any], unprotected: dict[Any, Any] | None = None) -> bytes:
    """A signed attestation or licence with these headers."""
    return sign(header, payload(claims()), ISSUER, unprotected=unprotected, deterministic=True)


def presentation(
    kcwt: object = None, *, header: dict[Any, Any] | None = None, unprotected: dict[Any, Any] | None = None
) -> bytes:
    """A signed key binding token; `header` adds to its protected header."""
    inner = cbor2.loads(issued(LICENCE_HEADER)) if kcwt is None else kcwt
    protected = {Header.ALG: -7, Header.KCWT: inner, Header.TYP: 294, **(header or {})}
    return sign(protected, cbor2.dumps(TOKEN), PHONE, unprotected=unprotected, deterministic=True)
