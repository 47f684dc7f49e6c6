"""A trust store described for people and programs: plain values, ready for JSON, every text safe to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from credential.display import display_safe
from trust_store.anchor import Anchor
from trust_store.clock import is_behind
from trust_store.signers import DocumentSigner
from trust_store.status import Shard
from trust_store.store import TrustStore
from trust_store.vical import Vical


def describe(store: TrustStore, now: datetime) -> dict[str, object]:
    """Describe `store` as of `now` (aware). Times are RFC 3339 in UTC, ages whole seconds, digests hexadecimal."""
    return {
        "profile": store.profile.value,
        "snapshot_id": store.snapshot_id,
        "at": rfc3339(now),
        "clock_floor": store.clock_floor and rfc3339(store.clock_floor),
        "clock_is_behind": is_behind(now, store.clock_floor),
        "list_signer_sha256": store.list_signer_sha256 and store.list_signer_sha256.hex(),
        "transport": _transport(store),
        "trust_list": _trust_list(store),
        "block_list": _block_list(store),
        "staleness_seconds": asdict(store.staleness),
        "settings_signed_by": store.administrator_sha256 and store.administrator_sha256.hex(),
        "grades": {name: grade.value for name, grade in store.grades(now).items()},
        "ages_seconds": {name: int(age.total_seconds()) for name, age in store.ages(now).items()},
        "anchors": [_anchor(anchor, store, now) for anchor in store.anchors],
        "foreign_lists": [_vical(vical) for vical in store.foreign],
        "document_signers": [_signer(signer, store, now) for group in store.signers.values() for signer in group],
        "status_lists": [_shard(shard, store, now) for _, shard in sorted(store.shards.items())],
        "foreign_status_lists": [_shard(shard, store, now) for _, shard in sorted(store.foreign_shards.items())],
    }


def rfc3339(moment: datetime) -> str:
    """Write an aware time in UTC and whole seconds."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _vical(vical: Vical) -> Mapping[str, object]:
    return {
        "provider": display_safe(vical.provider),
        "issued_at": rfc3339(vical.issued_at),
        "next_update": vical.next_update and rfc3339(vical.next_update),
        "anchors": [anchor.certificate.sha256.hex() for anchor in vical.anchors],
        "findings": [
            {"name": display_safe(each.name), "faults": [fault.value for fault in each.faults], "is_kept": each.is_kept}
            for each in vical.findings
        ],
    }


def _transport(store: TrustStore) -> Mapping[str, object] | None:
    if store.transport is None:
        return None
    return {"first_root_sha256": store.transport.first_root.hex(), "root_version": store.transport.root_version}


def _trust_list(store: TrustStore) -> Mapping[str, object] | None:
    if store.trust_list is None:
        return None
    next_update = store.trust_list.next_update
    return {
        "provider": display_safe(store.trust_list.provider),
        "issue_id": store.trust_list.issue_id,
        "issued_at": rfc3339(store.trust_list.issued_at),
        "next_update": next_update and rfc3339(next_update),
    }


def _block_list(store: TrustStore) -> Mapping[str, object] | None:
    if store.block_list is None:
        return None
    return {
        "sequence": store.block_list.sequence,
        "issued_at": rfc3339(store.block_list.issued_at),
        "blocked": sorted(digest.hex() for digest in store.blocked),
    }


def _anchor(anchor: Anchor, store: TrustStore, now: datetime) -> Mapping[str, object]:
    window = anchor.certificate.window
    return {
        "country": display_safe(anchor.country),
        "name": display_safe(anchor.certificate.common_name),
        "sha256": anchor.certificate.sha256.hex(),
        "document_types": [display_safe(kind) for kind in anchor.document_types],
        "not_before": rfc3339(window.not_before),
        "not_after": rfc3339(window.not_after),
        "is_valid": window.covers(now),
        "is_blocked": store.is_blocked(anchor.certificate.sha256),
    }


def _signer(signer: DocumentSigner, store: TrustStore, now: datetime) -> Mapping[str, object]:
    return {
        "country": display_safe(signer.country),
        "kid": signer.kid.hex(),
        "sha256": signer.certificate_sha256.hex(),
        "anchor_sha256": signer.anchor_sha256.hex(),
        "not_before": rfc3339(signer.not_before),
        "not_after": rfc3339(signer.not_after),
        "is_valid": signer.covers(now),
        "is_blocked": store.is_blocked(signer.certificate_sha256),
    }


def _shard(shard: Shard, store: TrustStore, now: datetime) -> Mapping[str, object]:
    return {
        "country": display_safe(shard.country),
        "uri": display_safe(shard.uri),
        "issued_at": rfc3339(shard.issued_at),
        "age_seconds": int((now - shard.issued_at).total_seconds()),
        "grade": store.staleness.grade(now - shard.issued_at).value,
        "expires_at": shard.expires_at and rfc3339(shard.expires_at),
        "is_expired": shard.expires_at is not None and now >= shard.expires_at,
        "is_signer_blocked": store.is_blocked(shard.signer.certificate_sha256),
    }
