"""Foreign lists in the store: each whole, with the terms on which it is believed, and verified whenever it is opened.

Their anchors stand apart from our own: they vouch for foreign documents, never for a signer of our publications.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from credential import cbor
from credential.reason import CredentialError
from trust_store.clock import is_ahead, latest
from trust_store.fields import MAX_LIST
from trust_store.foreign_status import without_unvouched
from trust_store.holdings import Holdings, in_order
from trust_store.profile import MAX_CERTIFICATE, Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.vical import Vical, VicalTerms, read_vical

_LIMIT: Final = MAX_LIST + MAX_CERTIFICATE + 4096


def encode_foreign(data: bytes, terms: VicalTerms) -> bytes:
    """Write a list and its terms as one piece of a store."""
    return cbor.encode([terms.root, list(terms.countries), terms.is_strict, data])


def read_foreign(piece: bytes, profile: Profile) -> tuple[Vical, VicalTerms]:
    """Verify a piece of a store. Raises `TrustStoreError`."""
    try:
        root, countries, is_strict, data = cbor.decode(piece, limit=_LIMIT)
    except (CredentialError, ValueError, TypeError) as error:
        raise TrustStoreError(Refusal.STORE_CORRUPT, "a foreign list is not as it was written") from error
    terms = VicalTerms(root=root, countries=tuple(countries), is_strict=is_strict)
    return read_vical(data, terms, profile), terms


def take_in(held: Holdings, data: bytes, terms: VicalTerms, now: datetime) -> tuple[Holdings, Vical]:
    """Put a list beside the others, in place of an older one under the same root.

    Raises `TrustStoreError`: ROLLBACK by date (issue numbers go backwards in the field), FORK, DATED_IN_FUTURE, and
    what `read_vical` raises.
    """
    offered = read_vical(data, terms, held.profile)
    if is_ahead(offered.issued_at, now):
        raise TrustStoreError(Refusal.DATED_IN_FUTURE, f"VICAL of {offered.issued_at.isoformat()}")
    kept = []
    for piece in held.vicals:
        before, its_terms = read_foreign(piece, held.profile)
        if its_terms.root != terms.root:
            kept.append(piece)
        else:
            _require_later(before, offered)
    vicals = in_order(frozenset({*kept, encode_foreign(data, terms)}))
    taken = replace(held, vicals=vicals, floor=latest((held.floor, offered.issued_at)))
    return without_unvouched(taken), offered


def import_vical(path: Path, data: bytes, terms: VicalTerms, now: datetime) -> Vical:
    """Take a list into the store at `path`, in one transaction. Raises `TrustStoreError`; nothing has changed then."""
    from trust_store.storage import rewrite

    return rewrite(path, lambda held: take_in(held, data, terms, now))


def _require_later(before: Vical, offered: Vical) -> None:
    dates = f"VICAL of {offered.issued_at.isoformat()}; held here: {before.issued_at.isoformat()}"
    if offered.issued_at < before.issued_at:
        raise TrustStoreError(Refusal.ROLLBACK, dates)
    if offered.issued_at == before.issued_at and offered.payload != before.payload:
        raise TrustStoreError(Refusal.FORK, dates)
