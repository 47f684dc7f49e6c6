"""Status lists that another State publishes itself, beside those of our own publisher.

One comes as a file, with or without its signer's certificate inside (x5chain in the protected header, ISO/IEC 18013-5
second edition 12.3.6). It is believed where its signer chains to an anchor that the store holds, our publisher's or a
foreign list's, and then it speaks for licences of that anchor's country alone. In this order:

1. The message is a status list (CWT), its header says nothing beyond algorithm, signer and type.
2. The signer's one purpose is to sign status lists, and it chains to an anchor. It is not blocked.
3. The signature holds, the claims are a status list's, and `exp` is there: a State's list that never ends is none.
4. The signer was valid at `iat`; the list inflates within its bounds.
5. Taken in: not dated in the future, not over, not older than the one held of this name, and no other of its second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from credential import cbor
from credential.cose import Header, Sign1
from credential.reason import CredentialError, Reason
from credential.status_list import MAX_TOKEN, STATUS_LIST_TYPE, StatusToken
from trust_store.admission import is_readable
from trust_store.anchor import Anchor
from trust_store.certificate import CertificateError, read_certificate
from trust_store.clock import is_ahead, latest
from trust_store.fields import malformed
from trust_store.holdings import Holdings, in_order
from trust_store.list_file import ListFile
from trust_store.path import PathError, Role, verify_path
from trust_store.profile import MAX_CERTIFICATE, kid_of
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.signers import StatusSigner
from trust_store.status import Shard, moment
from trust_store.store import TrustStore, assemble
from trust_store.vical import Vical

MAX_LISTS: Final = 512
"""Foreign lists of one store: sixteen for each of the Union's member States, and as many again."""
_PLACE: Final = "foreign status list"
_LIMIT: Final = MAX_TOKEN + MAX_CERTIFICATE + 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignToken:
    """A list as it came, and its signer's certificate (DER)."""

    token: bytes
    signer: bytes

    def encode(self) -> bytes:
        """Write it as one piece of a store."""
        return cbor.encode([self.signer, self.token])

    @classmethod
    def decode(cls, piece: bytes) -> ForeignToken:
        """Read a piece of a store. Raises `TrustStoreError` STORE_CORRUPT."""
        try:
            signer, token = cbor.decode(piece, limit=_LIMIT)
        except (CredentialError, ValueError, TypeError) as error:
            raise TrustStoreError(Refusal.STORE_CORRUPT, f"a {_PLACE} is not as it was written") from error
        return cls(token=token, signer=signer)

    @classmethod
    def read(cls, data: bytes, signer: bytes | None) -> ForeignToken:
        """Take a list that came as a file, its `signer` beside it or inside it. Raises `TrustStoreError` MALFORMED."""
        inside = _message(data).protected.get(Header.X5CHAIN)
        found = inside if signer is None else signer
        if type(found) is not bytes:
            raise malformed(f"{_PLACE}: no certificate of its signer; give it with --signer")
        return cls(token=data, signer=found)

    def verify(self, anchors: Iterable[Anchor], file: ListFile | None = None) -> Shard:
        """Verify the list under `anchors`. Raises `TrustStoreError`: see the module, 1 to 4."""
        message = _message(self.token)
        signer = self._signer(anchors)
        self._require_header(message)
        try:
            token = StatusToken.parse(message.verify(signer.key))
        except CredentialError as error:
            wrong = error.reason is Reason.SIGNATURE_INVALID
            refusal = Refusal.SIGNATURE_INVALID if wrong else Refusal.MALFORMED
            raise TrustStoreError(refusal, f"{_PLACE}: {error.detail}") from error
        if token.exp is None:
            raise malformed(f"{_PLACE}: it says no end (exp)")
        if not signer.covers(moment(token.iat)):
            raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, f"{_PLACE}: its signer was not valid on its date")
        return Shard(token=token, data=self.token, signer=signer, file=file)

    def _signer(self, anchors: Iterable[Anchor]) -> StatusSigner:
        try:
            return StatusSigner.of(verify_path(read_certificate(self.signer), anchors, Role.STATUS_SIGNER))
        except CertificateError as error:
            raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, f"{_PLACE}: its signer: {error}") from error
        except PathError as error:
            detail = f"{_PLACE}: its signer has no path to an anchor held here ({error.fault.value})"
            raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, detail) from error

    def _require_header(self, message: Sign1) -> None:
        said = {label: value for label, value in message.protected.items() if label != Header.ALG}
        kid = kid_of(read_certificate(self.signer).parsed)
        wanted = [{Header.TYP: STATUS_LIST_TYPE, **by} for by in ({Header.KID: kid}, {Header.X5CHAIN: self.signer})]
        if said not in wanted or message.unprotected:
            raise malformed(f"{_PLACE}: its header is not that of a status list by this signer")


def import_status(path: Path, data: bytes, signer: bytes | None, now: datetime) -> Shard:
    """Take a list into the store at `path`, in one transaction. Raises `TrustStoreError`; nothing has changed then."""
    from trust_store.storage import rewrite

    return rewrite(path, lambda held: take_in(held, ForeignToken.read(data, signer), now))


def take_in(held: Holdings, offered: ForeignToken, now: datetime) -> tuple[Holdings, Shard]:
    """Put a list beside the others, in place of an older one of its name. Raises `TrustStoreError`."""
    store = assemble(held)
    shard = offered.verify(_anchors(store))
    _require_fit(store, shard, now)
    kept = [
        piece for piece in held.foreign_status if ForeignToken.decode(piece).verify(_anchors(store)).name != shard.name
    ]
    if len(kept) >= MAX_LISTS:
        raise TrustStoreError(Refusal.SOURCE_TOO_LARGE, f"more than {MAX_LISTS} foreign status lists")
    pieces = in_order(frozenset({*kept, offered.encode()}))
    return replace(held, foreign_status=pieces, floor=latest((held.floor, shard.issued_at))), shard


def without_unvouched(holdings: Holdings) -> Holdings:
    """Drop the foreign lists whose signer's anchor the store does not hold any more."""
    if not holdings.foreign_status:
        return holdings
    anchors = _anchors(assemble(replace(holdings, foreign_status=())))
    kept = frozenset(piece for piece in holdings.foreign_status if _is_vouched(piece, anchors))
    return replace(holdings, foreign_status=in_order(kept))


def _is_vouched(piece: bytes, anchors: tuple[Anchor, ...]) -> bool:
    try:
        ForeignToken.decode(piece).verify(anchors)
    except TrustStoreError:
        return False
    return True


def _require_fit(store: TrustStore, shard: Shard, now: datetime) -> None:
    dates = f"{_PLACE} {shard.uri} of {shard.issued_at.isoformat()}"
    if {shard.signer.certificate_sha256, shard.signer.anchor_sha256} & store.blocked:
        raise TrustStoreError(Refusal.LIST_SIGNER_INVALID, f"{_PLACE}: its signer is blocked")
    if is_ahead(shard.issued_at, now):
        raise TrustStoreError(Refusal.DATED_IN_FUTURE, f"{dates}; this clock says {now.isoformat(timespec='seconds')}")
    if shard.expires_at is not None and now >= shard.expires_at:
        raise TrustStoreError(Refusal.EXPIRED, f"{dates}; it ended on {shard.expires_at.isoformat()}")
    if not is_readable(shard):
        raise malformed(f"{_PLACE} {shard.uri}: does not inflate within its bounds")
    for before in (store.shards.get(shard.name), store.foreign_shards.get(shard.name)):
        if before is not None and shard.token.iat < before.token.iat:
            raise TrustStoreError(Refusal.ROLLBACK, f"{dates}; held here: {before.issued_at.isoformat()}")
        if before is not None and shard.token.iat == before.token.iat and shard.token != before.token:
            raise TrustStoreError(Refusal.FORK, f"{dates} differs from the one of the same second")


def anchors_for_status(own: tuple[Anchor, ...], foreign: Iterable[Vical]) -> tuple[Anchor, ...]:
    """Return whose status lists are believed. A foreign list has no say about a country that our publisher names."""
    named = {anchor.country for anchor in own}
    return (*own, *(anchor for vical in foreign for anchor in vical.anchors if anchor.country not in named))


def read_foreign_shards(pieces: Iterable[bytes], anchors: tuple[Anchor, ...]) -> dict[tuple[str, str], Shard]:
    """Verify the pieces of a store. Raises `TrustStoreError`, STORE_CORRUPT for two lists of one name."""
    file = ListFile()
    shards: dict[tuple[str, str], Shard] = {}
    for piece in pieces:
        shard = ForeignToken.decode(piece).verify(anchors, file)
        if shards.setdefault(shard.name, shard) is not shard:
            raise TrustStoreError(Refusal.STORE_CORRUPT, f"two of one name: {_PLACE}")
    return shards


def _anchors(store: TrustStore) -> tuple[Anchor, ...]:
    return anchors_for_status(store.anchors, store.foreign)


def _message(data: bytes) -> Sign1:
    try:
        return Sign1.decode(data, limit=MAX_TOKEN)
    except CredentialError as error:
        raise malformed(f"{_PLACE}: {error.detail}") from error
