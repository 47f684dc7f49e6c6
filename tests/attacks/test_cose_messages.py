"""COSE_Sign1 messages of an attacker, nearly all with a signature that is mathematically right.

Each changes one thing of a message that verifies. Widely used libraries accept ten and more of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from credential.cose import Header, Sign1, sig_structure
from credential.keys import VerificationKey, raw_signature
from credential.reason import CredentialError, Reason

PRIVATE_KEY = ec.derive_private_key(0x5EC1E7, ec.SECP256R1())
KEY = VerificationKey.of(PRIVATE_KEY.public_key())
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PAYLOAD = b"SPECIMEN payload"
KID = {Header.KID: bytes(8)}
ALG_AND_KID = {Header.ALG: -7, **KID}
NORMAL = cbor2.dumps(ALG_AND_KID)

MALFORMED, ALGORITHM, SIGNATURE = Reason.MALFORMED, Reason.ALGORITHM_NOT_ALLOWED, Reason.SIGNATURE_INVALID


def right_signature(protected: bytes = NORMAL, payload: bytes = PAYLOAD) -> bytes:
    scheme = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    return raw_signature(PRIVATE_KEY.sign(sig_structure(protected, payload), scheme), 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message; whatever is not said is right, the signature above all."""

    protected: bytes = NORMAL
    unprotected: object = None
    payload: object = PAYLOAD
    signature: object = None
    signed: object = None
    tag: int | None = 18

    def encode(self) -> bytes:
        unprotected = {} if self.unprotected is None else self.unprotected
        signature = right_signature(self.protected) if self.signature is None else self.signature
        parts = [self.protected if self.signed is None else self.signed, unprotected, self.payload, signature]
        return cbor2.dumps(parts if self.tag is None else cbor2.CBORTag(self.tag, parts))


def scalars() -> tuple[int, int]:
    signature = right_signature()
    return int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")


def of_scalars(r: int, s: int) -> bytes:
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def in_header(encoded_pairs: str, count: int = 1) -> bytes:
    return bytes((0xA0 | count,)) + bytes.fromhex(encoded_pairs)


R, S = scalars()
DER = PRIVATE_KEY.sign(sig_structure(NORMAL, PAYLOAD), ec.ECDSA(hashes.SHA256()))

ATTACKS: dict[str, tuple[Message, Reason]] = {
    "the algorithm's label is true": (Message(protected=in_header("f526")), MALFORMED),
    "the algorithm's label is 1.0": (Message(protected=in_header("f93c0026")), MALFORMED),
    "the algorithm's label is text": (Message(protected=in_header("613126")), ALGORITHM),
    "the algorithm is text": (Message(protected=cbor2.dumps({1: "ES256"})), ALGORITHM),
    "the algorithm is a float": (Message(protected=in_header("01f9c700")), MALFORMED),
    "the algorithm is null": (Message(protected=cbor2.dumps({1: None})), ALGORITHM),
    "the algorithm is an array": (Message(protected=cbor2.dumps({1: [-7]})), ALGORITHM),
    "algorithm 0, none": (Message(protected=cbor2.dumps({1: 0})), ALGORITHM),
    "the algorithm is unprotected": (Message(protected=cbor2.dumps(KID), unprotected={1: -7}), ALGORITHM),
    "two algorithms, one unprotected": (Message(unprotected={1: -8}), MALFORMED),
    "one algorithm in both headers": (Message(unprotected={1: -7}), MALFORMED),
    "the algorithm twice in the header": (Message(protected=in_header("01270126", 2)), MALFORMED),
    "ES384 named for an ES256 signature": (Message(protected=cbor2.dumps({1: -35, **KID})), ALGORITHM),
    "HS256 named for an ES256 key": (Message(protected=cbor2.dumps({1: 5, **KID})), ALGORITHM),
    "no algorithm at all": (Message(protected=cbor2.dumps(KID)), ALGORITHM),
    "an empty protected header": (Message(protected=b""), MALFORMED),
    "an unknown critical parameter": (Message(protected=cbor2.dumps({**ALG_AND_KID, 2: [99], 99: 1})), MALFORMED),
    "a critical parameter that is absent": (Message(protected=cbor2.dumps({**ALG_AND_KID, 2: [99]})), MALFORMED),
    "an empty list of critical ones": (Message(protected=cbor2.dumps({**ALG_AND_KID, 2: []})), MALFORMED),
    "critical ones outside the protected header": (Message(unprotected={2: [99]}), MALFORMED),
    "a kid in both headers": (Message(unprotected={4: bytes(8)}), MALFORMED),
    "a header of long form": (Message(protected=b"\xb8\x01\x01\x26"), MALFORMED),
    "a label of long form": (Message(protected=b"\xa1\x18\x01\x26"), MALFORMED),
    "a header without an end": (Message(protected=b"\xbf\x01\x26\xff"), MALFORMED),
    "bytes after the header": (Message(protected=NORMAL + b"\x00"), MALFORMED),
    "a header that is an array": (Message(protected=b"\x82\x01\x26"), MALFORMED),
    "a tag within the header": (Message(protected=in_header("0126181ed818417f", 2)), MALFORMED),
    "the header is no byte string": (Message(signed={1: -7}), MALFORMED),
    "the unprotected header is a byte string": (Message(unprotected=b"\xa0"), MALFORMED),
    "the unprotected header is an array": (Message(unprotected=[]), MALFORMED),
    "the payload is text": (Message(payload=PAYLOAD.decode()), MALFORMED),
    "the payload is detached": (Message(payload=None), MALFORMED),
    "the payload is another": (Message(payload=b"SPECIMEN Payload"), SIGNATURE),
    "the signature is text": (Message(signature="signature"), MALFORMED),
    "no signature": (Message(signature=b""), SIGNATURE),
    "a signature cut by a byte": (Message(signature=right_signature()[:-1]), SIGNATURE),
    "a padded signature": (Message(signature=right_signature() + b"\x00"), SIGNATURE),
    "r and s padded to 33 bytes": (
        Message(signature=R.to_bytes(33, "big") + S.to_bytes(33, "big")),
        SIGNATURE,
    ),
    "a zero byte before s": (Message(signature=of_scalars(R, S)[:32] + b"\x00" + of_scalars(R, S)[32:]), SIGNATURE),
    "a DER signature": (Message(signature=DER), SIGNATURE),
    "a signature of zeros": (Message(signature=bytes(64)), SIGNATURE),
    "r is 0": (Message(signature=of_scalars(0, S)), SIGNATURE),
    "s is 0": (Message(signature=of_scalars(R, 0)), SIGNATURE),
    "r is the group's order": (Message(signature=of_scalars(ORDER, S)), SIGNATURE),
    "s is the group's order": (Message(signature=of_scalars(R, ORDER)), SIGNATURE),
    "r is beyond the order": (Message(signature=of_scalars(2**256 - 1, S)), SIGNATURE),
    "r and s exchanged": (Message(signature=of_scalars(S, R)), SIGNATURE),
    "tag 98, COSE_Sign": (Message(tag=98), MALFORMED),
    "tag 17, COSE_Mac0": (Message(tag=17), MALFORMED),
    "no tag": (Message(tag=None), MALFORMED),
}


def judge(data: bytes) -> Reason | None:
    try:
        Sign1.decode(data).verify(KEY)
    except CredentialError as error:
        return error.reason
    return None


def test_the_unchanged_message_verifies() -> None:
    assert Sign1.decode(Message().encode()).verify(KEY) == PAYLOAD


def test_a_high_s_is_accepted_as_other_hardware_makes_it() -> None:
    twins = {of_scalars(R, S), of_scalars(R, ORDER - S)}
    assert len(twins) == 2
    assert [judge(Message(signature=twin).encode()) for twin in twins] == [None, None]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_changed_message_is_refused(attack: str) -> None:
    message, reason = ATTACKS[attack]
    assert judge(message.encode()) is reason


BODY = Message(tag=None).encode()

FRAMES = {
    "a byte after the message": Message().encode() + b"\x00",
    "a second message after the first": Message().encode() * 2,
    "a message cut by a byte": Message().encode()[:-1],
    "a tag of long form": b"\xd8\x12" + BODY,
    "the tag twice": b"\xd2\xd2" + BODY,
    "a self-described message": b"\xd9\xd9\xf7\xd2" + BODY,
    "an array without an end": b"\xd2\x9f" + BODY[1:] + b"\xff",
    "an array of three": b"\xd2\x83" + BODY[1:-66],
    "an array of five": b"\xd2\x85" + BODY[1:] + b"\x00",
    "a message within a byte string": cbor2.dumps(Message().encode()),
    "nothing": b"",
    "an unprotected parameter whose label is true": b"\xd2" + BODY.replace(b"\xa0\x50", b"\xa1\xf5\x00\x50"),
    "an unprotected parameter given twice": b"\xd2" + BODY.replace(b"\xa0\x50", b"\xa2\x05\x00\x05\x00\x50"),
}


@pytest.mark.parametrize("frame", FRAMES)
def test_a_changed_frame_is_malformed(frame: str) -> None:
    assert judge(FRAMES[frame]) is MALFORMED


def test_a_message_above_the_limit_is_too_large() -> None:
    assert judge(cbor2.dumps(cbor2.CBORTag(18, [NORMAL, {}, bytes(4096), right_signature()]))) is Reason.TOO_LARGE


def test_the_signature_of_another_context_does_not_verify() -> None:
    """A COSE_Sign signature covers the word Signature, not Signature1."""
    foreign = sig_structure(NORMAL, PAYLOAD).replace(b"\x6aSignature1", b"\x69Signature")
    assert hashlib.sha256(foreign).digest() != hashlib.sha256(sig_structure(NORMAL, PAYLOAD)).digest()
    signature = raw_signature(PRIVATE_KEY.sign(foreign, ec.ECDSA(hashes.SHA256())), 32)
    assert judge(Message(signature=signature).encode()) is SIGNATURE
