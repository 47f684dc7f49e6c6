"""Project Wycheproof's signatures through our own raw r || s verification: not one may be judged wrongly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key

from credential.keys import Algorithm, VerificationKey
from credential.reason import CredentialError, Reason

FILES = [
    ("ecdsa_secp256r1_sha256_p1363_test.json", Algorithm.ES256, 262),
    ("ecdsa_secp384r1_sha384_p1363_test.json", Algorithm.ES384, 280),
    ("ecdsa_secp521r1_sha512_p1363_test.json", Algorithm.ES512, 318),
    ("ed25519_test.json", Algorithm.EDDSA, 151),
]


def key_of(group: dict[str, Any]) -> VerificationKey:
    return VerificationKey.of(load_der_public_key(bytes.fromhex(group["publicKeyDer"])))


def accepts(key: VerificationKey, algorithm: Algorithm, case: dict[str, Any]) -> bool:
    try:
        key.verify_raw(algorithm, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
    except CredentialError as error:
        assert error.reason is Reason.SIGNATURE_INVALID
        return False
    return True


def groups(vectors: Path, name: str) -> list[dict[str, Any]]:
    document: dict[str, Any] = json.loads((vectors / "wycheproof" / name).read_bytes())
    return list(document["testGroups"])


@pytest.mark.parametrize(("name", "algorithm", "count"), FILES)
def test_every_signature_is_judged_as_its_authors_say(
    vectors: Path, name: str, algorithm: Algorithm, count: int
) -> None:
    judged = 0
    wrong: list[int] = []
    for group in groups(vectors, name):
        key = key_of(group)
        for case in group["tests"]:
            judged += 1
            if accepts(key, algorithm, case) is not (case["result"] == "valid"):
                wrong.append(case["tcId"])
    assert (judged, wrong) == (count, [])


def test_der_is_never_taken_for_a_raw_signature(vectors: Path) -> None:
    for group in groups(vectors, "ecdsa_secp256r1_sha256_test.json"):
        key = key_of(group)
        assert not any(accepts(key, Algorithm.ES256, case) for case in group["tests"])


def test_a_brainpool_key_is_refused(vectors: Path) -> None:
    for group in groups(vectors, "ecdsa_brainpoolP256r1_sha256_p1363_test.json"):
        with pytest.raises(CredentialError) as refusal:
            key_of(group)
        assert refusal.value.reason is Reason.ALGORITHM_NOT_ALLOWED


def test_an_algorithm_of_another_key_is_refused_before_the_signature_is_looked_at(vectors: Path) -> None:
    for name, own, _ in FILES:
        group = groups(vectors, name)[0]
        key = key_of(group)
        case = next(case for case in group["tests"] if case["result"] == "valid")
        for algorithm in {Algorithm.ES256, Algorithm.ES384, Algorithm.ES512, Algorithm.EDDSA} - {own}:
            with pytest.raises(CredentialError) as refusal:
                key.verify_raw(algorithm, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert refusal.value.reason is Reason.ALGORITHM_NOT_ALLOWED
