"""Which status lists a store holds after an update: none goes back, and one that is left out is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from trust_store.admission import Kind, Refused, TokenFault, admit_token, is_readable
from trust_store.clock import is_ahead
from trust_store.holdings import in_order
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.signers import StatusSigner
from trust_store.status import Shard

Shards = dict[tuple[str, str], Shard]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMerge:
    """The tokens to hold, in the order of `Holdings`, and those that were not let in or are held no longer."""

    tokens: tuple[bytes, ...]
    refused: tuple[Refused, ...]
    withdrawn: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRules:
    """The status signers, the blocked certificates and the clock of one update."""

    signers: Mapping[bytes, tuple[StatusSigner, ...]]
    blocked: frozenset[bytes]
    now: datetime

    def merge(self, held: Iterable[bytes], offered: Iterable[bytes]) -> TokenMerge:
        """Apply the offered tokens to the held ones. Raises `TrustStoreError`: ROLLBACK, FORK, and others."""
        shards, withdrawn = self._admit(held)
        fresh, refused = self._admit(offered, is_new=True)
        for name, shard in fresh.items():
            if name not in shards or _is_newer(shards[name], shard):
                shards[name] = shard
        tokens = in_order(frozenset(shard.data for shard in shards.values()))
        return TokenMerge(tokens=tokens, refused=refused, withdrawn=withdrawn)

    def _admit(self, tokens: Iterable[bytes], *, is_new: bool = False) -> tuple[Shards, tuple[Refused, ...]]:
        shards: Shards = {}
        refused: list[Refused] = []
        for token in tokens:
            outcome = admit_token(token, self.signers)
            if is_new and isinstance(outcome, Shard):
                outcome = self._fault_of_new(outcome) or outcome
            if isinstance(outcome, TokenFault):
                refused.append(Refused(kind=Kind.STATUS_LIST, name=_name(token), faults=(outcome,)))
            elif outcome.name in shards:
                raise TrustStoreError(Refusal.MALFORMED, f"two status lists for {outcome.uri}")
            else:
                shards[outcome.name] = outcome
        return shards, tuple(refused)

    def _fault_of_new(self, shard: Shard) -> TokenFault | None:
        if is_ahead(shard.issued_at, self.now):
            dates = f"of {shard.issued_at.isoformat()}; this clock says {self.now.isoformat(timespec='seconds')}"
            raise TrustStoreError(Refusal.DATED_IN_FUTURE, f"status list {dates}")
        # A list that is held already stays when its signer is blocked, and answers SIGNER_BLOCKED: dropping it
        # would let an older one in.
        if shard.signer.certificate_sha256 in self.blocked:
            return TokenFault.SIGNER_BLOCKED
        return None if is_readable(shard) else TokenFault.MALFORMED


def _is_newer(held: Shard, offered: Shard) -> bool:
    if offered.token.iat < held.token.iat:
        raise TrustStoreError(
            Refusal.ROLLBACK,
            f"status list {offered.uri} of {offered.issued_at.isoformat()}; held here: {held.issued_at.isoformat()}",
        )
    if offered.token.iat > held.token.iat:
        return True
    # Claims, not messages: see `progress.advance`.
    if offered.token != held.token:
        raise TrustStoreError(Refusal.FORK, f"status list {offered.uri} differs from the one of the same second")
    return False


def _name(token: bytes) -> str:
    """Call a token by the name that its file has in a publication."""
    return hashlib.sha256(token).hexdigest()[:32]
