"""How one list signer follows another without a hand: the outgoing one signs who comes after it.

A terminal pins its publisher's certificate. When that changes, the publication carries a succession for every change
there ever was, each signed by the outgoing list signer, so that a terminal that missed some editions finds its way
from the certificate that it holds to the one that signs now. TUF's keys alone cannot change the publisher.

Protected header and signature are those of a list (`trust_store.signed_list`). Payload::

    {"version": "1.0", "date": tdate, "successor": certificate (DER)}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from credential import cbor
from trust_store.certificate import Certificate
from trust_store.clock import is_ahead
from trust_store.fields import malformed, read_fields, tdate
from trust_store.profile import MAX_CERTIFICATE
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.signed_list import ListKind, kid_in, read_list_signer, verify_list

VERSION: Final = "1.0"
MAX_SUCCESSIONS: Final = 64
"""As many as TUF's client follows roots: a publisher that changed every three months for sixteen years."""
MAX_SUCCESSION: Final = MAX_CERTIFICATE + 1024
_PLACE: Final = "succession"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The word of an outgoing list signer: from `at` on it is `successor`, a certificate in DER."""

    at: datetime
    successor: bytes


def encode_succession(succession: Succession) -> bytes:
    """Write the payload, to be signed by `signed_list.sign_list`. The time is aware and in whole seconds."""
    return cbor.encode({"version": VERSION, "date": tdate(succession.at), "successor": succession.successor})


def read_succession(data: bytes, outgoing: Certificate) -> Succession:
    """Verify what `outgoing` signed. Raises `TrustStoreError`: MALFORMED, SIGNATURE_INVALID, LIST_SIGNER_INVALID."""
    if len(data) > MAX_SUCCESSION:
        raise malformed(f"{_PLACE}: more than {MAX_SUCCESSION} bytes")
    fields = read_fields(verify_list(ListKind.SUCCESSION, data, outgoing), _PLACE)
    if fields.text("version") != VERSION:
        raise malformed(f"{_PLACE}: version {VERSION} is the one read here")
    succession = Succession(at=fields.moment("date"), successor=fields.octets("successor"))
    if not outgoing.window.covers(succession.at):
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, "it named its successor when it was not valid")
    return succession


def follow(held: Certificate, wanted: Certificate, successions: tuple[bytes, ...], now: datetime) -> None:
    """Find the way from the list signer that is `held` to the one that is `wanted`, by signed successions alone.

    Raises `TrustStoreError`: LIST_SIGNER_CHANGED where there is none, FORK where a signer named two, DATED_IN_FUTURE,
    and what `read_succession` raises.
    """
    if len(successions) > MAX_SUCCESSIONS:
        raise malformed(f"{len(successions)} successions where {MAX_SUCCESSIONS} are read")
    current = held
    for _ in range(len(successions) + 1):
        if current.der == wanted.der:
            return
        found = _next(current, successions, now)
        if found is None:
            break
        current = found
    detail = f"the update's publisher {wanted.sha256.hex()} is not the pinned one, nor named by it"
    raise TrustStoreError(Refusal.LIST_SIGNER_CHANGED, detail)


def _next(current: Certificate, successions: Iterable[bytes], now: datetime) -> Certificate | None:
    named = {}
    for data in successions:
        if kid_in(data) != current.kid:
            continue
        succession = read_succession(data, current)
        if is_ahead(succession.at, now):
            raise TrustStoreError(Refusal.DATED_IN_FUTURE, f"{_PLACE} of {succession.at.isoformat()}")
        named[succession.successor] = succession
    if len(named) > 1:
        raise TrustStoreError(Refusal.FORK, f"publisher {current.sha256.hex()} named two successors")
    return read_list_signer(next(iter(named))) if named else None
