"""The rules of a genuine, living licence, said again: one function, top to bottom, and no part of the check's own code.

It knows the scan's text, the trust data, the moment, and reads leniently. The right to drive is `road_law`'s.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from trust_store.signers import DocumentSigner
from trust_store.store import TrustStore
from verifier.second_opinion.signatures import RefusedError, header_of, message_of, require_signature

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_SKEW: Final = 120
_LIVE: Final = 30
_FOUR_MONTHS: Final = 124 * 86400 + 3600
_IN_FORCE: Final = frozenset({0, 2, 3, 12, 13, 14})
"""Status values that leave the document genuine; what some of them do to the right to drive is not asked here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One scan as the second opinion sees it: `seen` are (iat, seconds ago) of earlier codes."""

    text: str
    companion: str | None
    now: float
    nonce: str | None
    seen: Sequence[tuple[int, float]] = ()


def require_genuine(asked: Asked, trust: TrustStore) -> None:
    """Accept the scan, or raise RefusedError (or whatever a library raises: that too is no acceptance)."""
    message = message_of(cbor2.loads(base45_bytes(asked.text, "PDC1:")))
    header = header_of(message)
    licence = message_of(header[13]) if header[16] == 294 else message
    signer = _signer(licence, trust)
    claims = cbor2.loads(licence[2])
    if licence is not message:
        _require_phone(asked, message, claims)
    elif header[16] != 61:
        raise RefusedError("a licence without the phone's signature")
    elif claims[4] - claims[6] > _FOUR_MONTHS:
        raise RefusedError("an attestation of more than four months")
    _require_disclosures(_disclosures(asked, licence, message), claims)
    _require_country(claims, signer)
    now = _floored(asked.now, trust)
    _require_times(claims, signer, now)
    _require_status(claims[65535]["status_list"], signer.country, trust, now)


def base45_bytes(text: str, prefix: str) -> bytes:
    """Read a text by RFC 9285 section 4, character by character. Raises RefusedError or ValueError."""
    if not text.startswith(prefix):
        raise RefusedError("not our prefix")
    digits = [_ALPHABET.index(character) for character in text[len(prefix) :]]
    out = b""
    for at in range(0, len(digits), 3):
        group = digits[at : at + 3]
        number = sum(digit * 45**place for place, digit in enumerate(group))
        out += number.to_bytes(len(group) - 1, "big")
    return out


def _signer(licence: list[Any], trust: TrustStore) -> DocumentSigner:
    header, failure = header_of(licence), RefusedError("nobody we know signed it")
    if header[16] not in (61, 293):
        raise RefusedError("a type that we do not know")
    for signer in trust.signers.get(header[4], ()):
        if signer.certificate_sha256 in trust.blocked:
            failure = RefusedError("the signer is blocked")
            continue
        try:
            require_signature(licence, _public(signer.key.public_key))
        except RefusedError as error:
            failure = error
        else:
            return signer
    raise failure


def _public(key: object) -> ec.EllipticCurvePublicKey:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise RefusedError("a key of another kind")
    return key


def _require_phone(asked: Asked, message: list[Any], claims: dict[Any, Any]) -> None:
    """The phone signed it with the key in the licence, for us, and now."""
    cose_key = claims[8][1]
    x, y = cose_key[-2], cose_key[-3]
    point = b"\x04" + x + y if isinstance(y, bytes) else (b"\x03" if y else b"\x02") + x
    require_signature(message, ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    token = cbor2.loads(message[2])
    nonce = None if asked.nonce is None else asked.nonce.encode()
    if token[3] != "roadside-check" or token.get(39) != nonce or token.get(4, asked.now + 1) <= asked.now:
        raise RefusedError("not for us, or over")
    if not claims[6] <= token[6] < claims[4]:
        raise RefusedError("signed outside the licence's time")
    if abs(asked.now - token[6]) > _LIVE and nonce is None and not _advances(token[6], asked.seen):
        raise RefusedError("not of this moment")


def _advances(iat: int, seen: Sequence[tuple[int, float]]) -> bool:
    """Whether the phone's time went on as ours did, since the first code."""
    if not seen:
        return False
    first, ago = max(seen, key=lambda each: each[1])
    return iat > first and abs(iat - first - ago) <= 2


def _disclosures(asked: Asked, licence: list[Any], message: list[Any]) -> list[bytes]:
    """What the holder disclosed: beside the licence, and in the companion code, which may repeat it."""
    beside = list(licence[1].get(17, ()))
    if asked.companion is None or licence is message:
        return beside
    return beside + [each for each in cbor2.loads(base45_bytes(asked.companion, "PDD1:")) if each not in beside]


def _require_disclosures(disclosed: list[bytes], claims: dict[Any, Any]) -> None:
    """Every disclosure stands there once, and its hash stands, signed, in the licence (under the key simple(59))."""
    redacted = [hashes for key, hashes in claims[-70001].items() if isinstance(key, cbor2.CBORSimpleValue)]
    signed = {digest for hashes in redacted for digest in hashes}
    found = [hashlib.sha256(cbor2.dumps(each)).digest() for each in disclosed]
    if len(set(found)) != len(found) or not signed.issuperset(found):
        raise RefusedError("a disclosure that the issuer did not sign, or twice")


def _require_country(claims: dict[Any, Any], signer: DocumentSigner) -> None:
    if claims[1][:2] != signer.country or claims[-70001][11] != signer.country:
        raise RefusedError("signed in the name of another country")


def _floored(now: float, trust: TrustStore) -> float:
    """Nothing is accepted by a clock that stands before a list of ours was signed."""
    floor = trust.clock_floor
    if floor is not None and floor.timestamp() - now > _SKEW:
        raise RefusedError("our clock is behind")
    return now


def _require_times(claims: dict[Any, Any], signer: DocumentSigner, now: float) -> None:
    begins = max(claims[6], claims.get(5, 0))
    if now >= claims[4] or begins > now + _SKEW:
        raise RefusedError("over, or not begun")
    for moment in (claims[6], now):
        if not signer.window.not_before <= datetime.fromtimestamp(moment, UTC) <= signer.window.not_after:
            raise RefusedError("the signer was not valid then")


def _require_status(reference: dict[str, Any], country: str, trust: TrustStore, now: float) -> None:
    """Read the signed list itself: bits are packed from the low end (Token Status List, section 4.1)."""
    shard = trust.shards[reference["uri"], country]
    if shard.signer.certificate_sha256 in trust.blocked:
        raise RefusedError("the list's signer is blocked")
    message = message_of(cbor2.loads(shard.data))
    require_signature(message, _public(shard.signer.key.public_key))
    token = cbor2.loads(message[2])
    if token[2] != reference["uri"] or now >= token.get(4, now + 1) or now - token[6] > trust.staleness.status_unknown:
        raise RefusedError("the list is of another place, or too old")
    bits, packed = token[65533]["bits"], zlib.decompress(token[65533]["lst"])
    whole = int.from_bytes(packed[reference["idx"] * bits // 8 :][:1], "little") >> reference["idx"] * bits % 8
    value = whole & ((1 << bits) - 1) if reference["idx"] * bits // 8 < len(packed) else None
    if value not in _IN_FORCE:
        raise RefusedError(f"status {value}")
