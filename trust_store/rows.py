"""Holdings as rows of a table, and back: each piece under its kind and its own SHA-256, all of them sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from credential.status_list import MAX_TIME
from trust_store.holdings import Holdings, in_order
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.transport import Transport

PROFILE: Final = "profile"
FLOOR: Final = "floor"
LIST_SIGNER: Final = "list-signer"
TRUST_LIST: Final = "trust-list"
BLOCK_LIST: Final = "block-list"
BLOCKED: Final = "blocked"
SIGNER: Final = "signer"
STATUS: Final = "status"
SEAL: Final = "seal"
VICAL: Final = "vical"
FOREIGN_STATUS: Final = "foreign-status"
SETTINGS: Final = "settings"
ADMINISTRATOR: Final = "administrator"
FIRST_ROOT: Final = "tuf-first-root"
ROOT: Final = "tuf-root"
TIMESTAMP: Final = "tuf-timestamp"
SNAPSHOT: Final = "tuf-snapshot"

_TRANSPORT: Final = (FIRST_ROOT, ROOT, TIMESTAMP, SNAPSHOT)
_SINGLE: Final = (PROFILE, FLOOR, LIST_SIGNER, TRUST_LIST, BLOCK_LIST, SETTINGS, ADMINISTRATOR, *_TRANSPORT)
_SEVERAL: Final = (BLOCKED, SIGNER, STATUS, VICAL, FOREIGN_STATUS)


class Row(NamedTuple):
    """One piece. `sha256` is that of `body`."""

    kind: str
    sha256: bytes
    body: bytes


def rows_of(holdings: Holdings) -> list[Row]:
    """Write holdings as rows, the seal last."""
    single = {
        PROFILE: holdings.profile.value.encode(),
        FLOOR: None if holdings.floor is None else _floor_body(holdings.floor),
        LIST_SIGNER: holdings.list_signer,
        TRUST_LIST: holdings.trust_list,
        BLOCK_LIST: holdings.block_list,
        SETTINGS: holdings.settings,
        ADMINISTRATOR: holdings.administrator,
        **_transport_bodies(holdings.transport),
    }
    several = {BLOCKED: sorted(holdings.blocked), SIGNER: holdings.signers, STATUS: holdings.status_tokens}
    several |= {VICAL: holdings.vicals, FOREIGN_STATUS: holdings.foreign_status}
    rows = [_row(kind, body) for kind, body in single.items() if body is not None]
    rows += [_row(kind, body) for kind, bodies in several.items() for body in bodies]
    return [*rows, _row(SEAL, seal_of(names_of(rows)))]


def holdings_of(rows: list[Row]) -> Holdings:
    """Read holdings from rows. Raises `TrustStoreError` STORE_CORRUPT when a piece is changed, lost or strange."""
    if any(type(row.body) is not bytes or hashlib.sha256(row.body).digest() != row.sha256 for row in rows):
        raise _corrupt("a piece has changed")
    pieces: dict[str, list[bytes]] = {}
    for row in rows:
        pieces.setdefault(row.kind, []).append(row.body)
    if pieces.pop(SEAL, []) != [seal_of(names_of(row for row in rows if row.kind != SEAL))]:
        raise _corrupt("a piece is missing, or one too many")
    if not pieces.keys() <= {*_SINGLE, *_SEVERAL} or any(len(pieces.get(kind, ())) > 1 for kind in _SINGLE):
        raise _corrupt("a piece that has no place")
    single = {kind: pieces[kind][0] if kind in pieces else None for kind in _SINGLE}
    return Holdings(
        profile=_profile(single[PROFILE]),
        list_signer=single[LIST_SIGNER],
        trust_list=single[TRUST_LIST],
        block_list=single[BLOCK_LIST],
        blocked=frozenset(pieces.get(BLOCKED, ())),
        signers=in_order(frozenset(pieces.get(SIGNER, ()))),
        status_tokens=in_order(frozenset(pieces.get(STATUS, ()))),
        floor=_floor(single[FLOOR]),
        settings=single[SETTINGS],
        administrator=single[ADMINISTRATOR],
        vicals=in_order(frozenset(pieces.get(VICAL, ()))),
        foreign_status=in_order(frozenset(pieces.get(FOREIGN_STATUS, ()))),
        transport=_transport(single),
    )


def floor_rows(names: set[tuple[str, bytes]], small: list[Row], at: datetime) -> list[Row]:
    """Return the new floor and seal when `at` lies above the floor, nothing when it does not.

    `names` are those of all rows, `small` the rows FLOOR and SEAL. Raises `TrustStoreError` STORE_CORRUPT.
    """
    others = {(kind, digest) for kind, digest in names if kind != SEAL}
    bodies = {row.kind: row.body for row in small}
    if bodies.get(SEAL) != seal_of(others):
        raise _corrupt("a piece is missing, or one too many")
    held = _floor(bodies.get(FLOOR))
    if held is not None and at.replace(microsecond=0) <= held:
        return []
    floor = _row(FLOOR, _floor_body(at))
    kept = {(kind, digest) for kind, digest in others if kind != FLOOR}
    return [floor, _row(SEAL, seal_of(kept | names_of([floor])))]


def names_of(rows: Iterable[Row]) -> set[tuple[str, bytes]]:
    """Return the names of rows: kind and SHA-256."""
    return {(row.kind, row.sha256) for row in rows}


def seal_of(names: set[tuple[str, bytes]]) -> bytes:
    """Compute the seal over the names of all other rows."""
    return hashlib.sha256(b"".join(kind.encode() + b"\0" + digest for kind, digest in sorted(names))).digest()


def _row(kind: str, body: bytes) -> Row:
    return Row(kind, hashlib.sha256(body).digest(), body)


def _profile(word: bytes | None) -> Profile:
    try:
        return Profile((word or b"").decode())
    except ValueError as error:
        raise _corrupt("its profile is neither test nor production") from error


def _transport_bodies(transport: Transport | None) -> dict[str, bytes | None]:
    if transport is None:
        return {}
    parts = (transport.first_root, transport.root, transport.timestamp, transport.snapshot)
    return dict(zip(_TRANSPORT, parts, strict=True))


def _transport(single: Mapping[str, bytes | None]) -> Transport | None:
    first, root = single[FIRST_ROOT], single[ROOT]
    if first is None and root is None:
        return None
    if first is None or root is None:
        raise _corrupt("half a root")
    return Transport(first_root=first, root=root, timestamp=single[TIMESTAMP], snapshot=single[SNAPSHOT])


def _floor_body(floor: datetime) -> bytes:
    return str(int(floor.timestamp())).encode()


def _floor(body: bytes | None) -> datetime | None:
    if body is None:
        return None
    if not body.isdigit() or int(body) > MAX_TIME:
        raise _corrupt("its clock floor is no time")
    return datetime.fromtimestamp(int(body), UTC)


def _corrupt(detail: str) -> TrustStoreError:
    return TrustStoreError(Refusal.STORE_CORRUPT, detail)
