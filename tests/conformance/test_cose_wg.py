"""The COSE working group's own COSE_Sign1 examples."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from credential.cose import Sign1
from credential.keys import VerificationKey
from credential.reason import CredentialError, Reason

CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}
MOST_DIVERGENCES = 5


def part(key: dict[str, str], name: str) -> bytes:
    """Read a key's part, which some examples give as hexadecimal and others as base64url."""
    if f"{name}_hex" in key:
        return bytes.fromhex(key[f"{name}_hex"])
    return urlsafe_b64decode(key[name] + "=" * (-len(key[name]) % 4))


def public_key(key: dict[str, str]) -> PublicKeyTypes:
    if key["crv"] == "Ed25519":
        return ed25519.Ed25519PublicKey.from_public_bytes(part(key, "x"))
    if key["crv"] == "Ed448":
        return ed448.Ed448PublicKey.from_public_bytes(part(key, "x"))
    x, y = (int.from_bytes(part(key, name), "big") for name in "xy")
    return ec.EllipticCurvePublicNumbers(x, y, CURVES[key["crv"]]).public_key()


def content(stated: dict[str, Any]) -> bytes:
    return bytes.fromhex(stated["plaintext_hex"]) if "plaintext_hex" in stated else stated["plaintext"].encode()


def refusal(example: dict[str, Any]) -> Reason | None:
    """Decode and verify one example: None when it holds, with the content that it states."""
    stated = example["input"]["sign0"]
    try:
        key = VerificationKey.of(public_key(stated["key"]))
        message = Sign1.decode(bytes.fromhex(example["output"]["cbor"]))
        payload = message.verify(key, bytes.fromhex(stated.get("external", "")))
    except CredentialError as error:
        return error.reason
    assert payload == content(example["input"])
    return None


def examples(vectors: Path) -> dict[str, dict[str, Any]]:
    return {f"cose-wg/{path.name}": json.loads(path.read_bytes()) for path in (vectors / "cose-wg").glob("*.json")}


def test_every_example_holds_or_fails_as_it_says(vectors: Path, divergences: dict[str, dict[str, str]]) -> None:
    found = examples(vectors)
    assert len(found) == 16
    for name, example in found.items():
        reason = refusal(example)
        if example.get("fail"):
            assert reason is not None, name
        else:
            assert (reason is None) == (name not in divergences), name


def test_every_recorded_divergence_still_applies(vectors: Path, divergences: dict[str, dict[str, str]]) -> None:
    ours = {name: divergence for name, divergence in divergences.items() if name.startswith("cose-wg/")}
    assert len(ours) <= MOST_DIVERGENCES
    for name, divergence in ours.items():
        example = json.loads((vectors / name).read_bytes())
        assert not example.get("fail"), name
        reason = refusal(example)
        assert reason is not None, name
        assert reason.value == divergence["refused_with"], name
        assert divergence["reason"], name
