"""The state of a store, in words: what will fail soon, what fails already, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, unique
from typing import Final

from credential.language import Bilingual
from trust_store.clock import is_behind
from trust_store.staleness import Grade
from trust_store.store import TrustStore

SOON: Final = timedelta(days=30)
"""How long before its end a certificate or root is worth a word."""


@unique
class Ailment(Enum):
    """One thing that is wrong, or will be."""

    CLOCK_BEHIND = "clock_behind"
    JUDGES_NOTHING = "judges_nothing"
    NO_ROOT = "no_root"
    ROOT_ENDS = "root_ends"
    TRANSPORT_EXPIRED = "transport_expired"
    TRUST_LIST_OLD = "trust_list_old"
    NO_STATUS_LIST = "no_status_list"
    STATUS_OLD = "status_old"
    STATUS_EXPIRED = "status_expired"
    STATUS_SIGNER_BLOCKED = "status_signer_blocked"
    ANCHOR_ENDS = "anchor_ends"
    SIGNER_ENDS = "signer_ends"
    ANCHOR_WITHOUT_SIGNER = "anchor_without_signer"
    FOREIGN_LIST_OLD = "foreign_list_old"


AILMENTS: Final[dict[Ailment, Bilingual]] = {
    Ailment.CLOCK_BEHIND: Bilingual("l'horloge retarde : mettez-la à l'heure", "the clock is behind: set it"),
    Ailment.JUDGES_NOTHING: Bilingual(
        "aucun signataire de titres : faites une mise à jour", "no document signer at all: take an update"
    ),
    Ailment.NO_ROOT: Bilingual(
        "aucune racine des mises à jour : faites une mise à jour", "no root of updates is pinned: take an update"
    ),
    Ailment.ROOT_ENDS: Bilingual(
        "la racine des mises à jour finit bientôt : prenez la dernière mise à jour",
        "the root of updates ends soon: take the latest update",
    ),
    Ailment.TRANSPORT_EXPIRED: Bilingual(
        "la dernière mise à jour est périmée : prenez-en une autre", "the last update has expired: take another"
    ),
    Ailment.TRUST_LIST_OLD: Bilingual("la liste de confiance est ancienne", "the trust list is old: take an update"),
    Ailment.NO_STATUS_LIST: Bilingual(
        "aucune liste d'état de ce pays : ses permis restent INDÉTERMINÉS",
        "no status list of this country: its licences stay INDETERMINATE",
    ),
    Ailment.STATUS_OLD: Bilingual("cette liste d'état est ancienne", "this status list is old: take an update"),
    Ailment.STATUS_EXPIRED: Bilingual("cette liste d'état ne dit plus rien", "this status list says nothing any more"),
    Ailment.STATUS_SIGNER_BLOCKED: Bilingual(
        "le signataire de cette liste est bloqué", "the signer of this status list is blocked"
    ),
    Ailment.ANCHOR_ENDS: Bilingual("cette ancre finit bientôt, ou a fini", "this anchor ends soon, or has ended"),
    Ailment.SIGNER_ENDS: Bilingual(
        "ce signataire finit bientôt, ou a fini, et aucun autre ne le suit",
        "this signer ends soon, or has ended, and no other follows it",
    ),
    Ailment.ANCHOR_WITHOUT_SIGNER: Bilingual(
        "aucun signataire sous cette ancre : aucun de ses permis n'est cru",
        "no signer under this anchor: none of its licences is believed",
    ),
    Ailment.FOREIGN_LIST_OLD: Bilingual(
        "cette liste étrangère annonce une suite : prenez-la", "this foreign list has a successor due: import it"
    ),
}
"""What is said of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One ailment of one thing. `where` may quote a stranger: show it only through ``display_safe``."""

    ailment: Ailment
    where: str


def examine(store: TrustStore, now: datetime) -> Iterator[Diagnosis]:
    """Yield all that is wrong with a store as of `now` (aware); nothing when it is well."""
    if is_behind(now, store.clock_floor):
        yield Diagnosis(ailment=Ailment.CLOCK_BEHIND, where=str(store.clock_floor))
    if store.is_empty:
        yield Diagnosis(ailment=Ailment.JUDGES_NOTHING, where=store.profile.value)
    yield from _of_transport(store, now)
    yield from _of_lists(store, now)
    yield from _of_anchors(store, now)
    yield from _of_signers(store, now)
    for vical in store.foreign:
        if vical.next_update is not None and now > vical.next_update:
            yield Diagnosis(ailment=Ailment.FOREIGN_LIST_OLD, where=vical.provider)


def _of_transport(store: TrustStore, now: datetime) -> Iterator[Diagnosis]:
    transport = store.transport
    if transport is None:
        yield Diagnosis(ailment=Ailment.NO_ROOT, where=store.profile.value)
        return
    if _ends(transport.root) < now + SOON:
        yield Diagnosis(ailment=Ailment.ROOT_ENDS, where=f"version {transport.root_version}")
    if transport.timestamp is not None and _ends(transport.timestamp) <= now:
        yield Diagnosis(ailment=Ailment.TRANSPORT_EXPIRED, where=_ends(transport.timestamp).isoformat())


def _of_lists(store: TrustStore, now: datetime) -> Iterator[Diagnosis]:
    issued = store.trust_list.issued_at if store.trust_list else None
    if issued is not None and store.staleness.grade_trust_list(now - issued) is Grade.ATTENTION:
        yield Diagnosis(ailment=Ailment.TRUST_LIST_OLD, where=issued.isoformat())
    for shard in (*store.shards.values(), *store.foreign_shards.values()):
        where = f"{shard.country} {shard.uri}"
        grade = store.staleness.grade(now - shard.issued_at)
        if grade is Grade.UNKNOWN or (shard.expires_at is not None and now >= shard.expires_at):
            yield Diagnosis(ailment=Ailment.STATUS_EXPIRED, where=where)
        elif grade is Grade.ATTENTION:
            yield Diagnosis(ailment=Ailment.STATUS_OLD, where=where)
        if store.is_blocked(shard.signer.certificate_sha256):
            yield Diagnosis(ailment=Ailment.STATUS_SIGNER_BLOCKED, where=where)


def _of_anchors(store: TrustStore, now: datetime) -> Iterator[Diagnosis]:
    used = {signer.anchor_sha256 for group in store.signers.values() for signer in group}
    countries = {country for _, country in (*store.shards, *store.foreign_shards)}
    for anchor in store.anchors:
        where = f"{anchor.country} {anchor.certificate.common_name}"
        if anchor.certificate.window.not_after < now + SOON:
            yield Diagnosis(ailment=Ailment.ANCHOR_ENDS, where=where)
        if anchor.certificate.sha256 not in used:
            yield Diagnosis(ailment=Ailment.ANCHOR_WITHOUT_SIGNER, where=where)
        if anchor.country not in countries:
            yield Diagnosis(ailment=Ailment.NO_STATUS_LIST, where=anchor.country)


def _of_signers(store: TrustStore, now: datetime) -> Iterator[Diagnosis]:
    """A signer that ends is no ailment where another of its country goes on."""
    last: dict[str, datetime] = {}
    for group in store.signers.values():
        for signer in group:
            last[signer.country] = max(signer.not_after, last.get(signer.country, signer.not_after))
    for country, ends in sorted(last.items()):
        if ends < now + SOON:
            yield Diagnosis(ailment=Ailment.SIGNER_ENDS, where=f"{country} {ends.isoformat()}")


def _ends(metadata: bytes) -> datetime:
    """Read when verified metadata end (TUF: RFC 3339, UTC, whole seconds)."""
    return datetime.fromisoformat(json.loads(metadata)["signed"]["expires"]).astimezone(UTC)
