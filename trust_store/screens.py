"""A store and an update as lines of text, in French or in English. Every line is safe to show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from credential.display import display_safe
from credential.language import Bilingual, Language
from trust_store.admission import Refused
from trust_store.clock import is_behind
from trust_store.description import rfc3339
from trust_store.report import InstallReport
from trust_store.staleness import Staleness
from trust_store.status import Shard
from trust_store.store import TrustStore
from trust_store.transport import Transport
from trust_store.vical import Vical
from trust_store.words import FAULTS, GRADES, KINDS, PROFILES

_ANCHOR: Final = Bilingual("Ancre", "Anchor")
_SIGNER: Final = Bilingual("Signataire", "Signer")
_CANNOT_JUDGE: Final = Bilingual(
    "ATTENTION : ce magasin ne permet de juger aucun permis", "WARNING: this store can judge no licence"
)


def report_lines(report: InstallReport, language: Language) -> Iterator[str]:
    """Tell what an update did."""

    def say(french: str, english: str) -> str:
        return Bilingual(french, english).in_(language)

    yield say("Profil :", "Profile:") + f" {PROFILES[report.profile].in_(language)}"
    fingerprint = report.list_signer_sha256.hex()
    if report.is_newly_pinned:
        yield say(
            f"Éditeur retenu pour la suite : {fingerprint}. Comparez cette empreinte avec celle qu'il donne.",
            f"Publisher pinned from now on: {fingerprint}. Compare this fingerprint with the one it gives.",
        )
    if report.is_successor:
        yield say(
            f"Nouveau certificat de l'éditeur, annoncé par le précédent : {fingerprint}",
            f"New certificate of the publisher, named by the one before: {fingerprint}",
        )
    if report.transport is not None:
        yield _root_line(report.transport, language)
    yield say(
        f"Liste de confiance n° {report.issue_id} du {rfc3339(report.issued_at)}",
        f"Trust list number {report.issue_id} of {rfc3339(report.issued_at)}",
    )
    yield say(
        f"{report.anchors} ancre(s), {report.document_signers} signataire(s) de titres, {report.status_signers} "
        f"signataire(s) d'états, {report.status_lists} liste(s) d'état, {report.blocked} certificat(s) bloqué(s)",
        f"{report.anchors} anchor(s), {report.document_signers} document signer(s), {report.status_signers} "
        f"status signer(s), {report.status_lists} status list(s), {report.blocked} certificate(s) blocked",
    )
    for refused in report.refused:
        yield say("Non admis :", "Not let in:") + f" {_refused(refused, language)}"
    for refused in report.withdrawn:
        yield say("Retiré :", "Withdrawn:") + f" {_refused(refused, language)}"
    if report.anchors == 0 or report.document_signers == 0:
        yield _CANNOT_JUDGE.in_(language)
    outcome = say("Installé :", "Installed:") if report.has_changed else say("Rien de nouveau :", "Nothing new:")
    yield f"{outcome} {report.snapshot_id}"


def store_lines(store: TrustStore, now: datetime, language: Language) -> Iterator[str]:
    """Tell what a store holds, as of `now` (aware)."""

    def say(french: str, english: str) -> str:
        return Bilingual(french, english).in_(language)

    yield say("Profil :", "Profile:") + f" {PROFILES[store.profile].in_(language)}"
    yield say("Instantané :", "Snapshot:") + f" {store.snapshot_id}"
    if store.list_signer_sha256 is not None:
        yield say("Éditeur :", "Publisher:") + f" {store.list_signer_sha256.hex()}"
    if store.transport is not None:
        yield _root_line(store.transport, language)
    if store.clock_floor is not None:
        late = say(" (l'horloge retarde !)", " (the clock is behind!)") if is_behind(now, store.clock_floor) else ""
        yield say("Plancher de l'horloge :", "Clock floor:") + f" {rfc3339(store.clock_floor)}{late}"
    names = {
        "trust_list": say("liste de confiance", "trust list"),
        "block_list": say("liste de blocage", "block list"),
        "status": say("plus ancienne liste d'état", "oldest status list"),
    }
    for name, age in store.ages(now).items():
        yield say(f"Âge, {names[name]} :", f"Age, {names[name]}:") + f" {_age(age, language)}"
    yield from _anchor_lines(store, now, language)
    for shard in (*store.shards.values(), *store.foreign_shards.values()):
        yield shard_line(shard, store.staleness, now, language)
    if store.is_empty:
        yield _CANNOT_JUDGE.in_(language)


def shard_line(shard: Shard, limits: Staleness, now: datetime, language: Language) -> str:
    """Name one status list, with its age and what that means."""
    name = f"{display_safe(shard.country)} {display_safe(shard.uri)}"
    head = Bilingual(f"Liste d'état {name} :", f"Status list {name}:").in_(language)
    age = now - shard.issued_at
    return f"{head} {_age(age, language)}, {GRADES[limits.grade(age)].in_(language)}"


def vical_lines(vical: Vical, language: Language) -> Iterator[str]:
    """Tell what a foreign list brought, one finding a certificate."""

    def say(french: str, english: str) -> str:
        return Bilingual(french, english).in_(language)

    provider, date = display_safe(vical.provider), rfc3339(vical.issued_at)
    yield say(f"Liste de {provider} du {date}", f"List of {provider} of {date}")
    for finding in vical.findings:
        faults = ", ".join(FAULTS[fault].in_(language) for fault in finding.faults) or say("conforme", "conforms")
        mark = say("admis", "let in") if finding.is_kept else say("NON ADMIS", "NOT LET IN")
        yield f"{mark}: {display_safe(finding.name)} ({faults})"
    yield say(f"{len(vical.anchors)} ancre(s) admise(s)", f"{len(vical.anchors)} anchor(s) let in")


def _root_line(transport: Transport, language: Language) -> str:
    first, version = transport.first_root.hex(), transport.root_version
    return Bilingual(
        f"Racine des mises à jour : version {version}, la première était {first}",
        f"Root of updates: version {version}, the first was {first}",
    ).in_(language)


def _anchor_lines(store: TrustStore, now: datetime, language: Language) -> Iterator[str]:
    states = {
        (False, True): Bilingual("valide", "valid"),
        (False, False): Bilingual("hors validité", "not valid now"),
        (True, True): Bilingual("BLOQUÉ", "BLOCKED"),
        (True, False): Bilingual("BLOQUÉ", "BLOCKED"),
    }
    for anchor in store.anchors:
        root = anchor.certificate
        state = states[store.is_blocked(root.sha256), root.window.covers(now)].in_(language)
        until = rfc3339(root.window.not_after)
        name = f"{display_safe(anchor.country)} {display_safe(root.common_name)}"
        yield f"{_ANCHOR.in_(language)} {name}: {state}, -> {until}"
    for group in store.signers.values():
        for signer in group:
            state = states[store.is_blocked(signer.certificate_sha256), signer.covers(now)].in_(language)
            until = rfc3339(signer.not_after)
            yield f"{_SIGNER.in_(language)} {display_safe(signer.country)} {signer.kid.hex()}: {state}, -> {until}"


def _refused(refused: Refused, language: Language) -> str:
    faults = ", ".join(FAULTS[fault].in_(language) for fault in refused.faults)
    return f"{KINDS[refused.kind].in_(language)} {display_safe(refused.name)} ({faults})"


def _age(age: timedelta, language: Language) -> str:
    if age < timedelta():
        return Bilingual("datée du futur", "dated in the future").in_(language)
    days, hours, minutes = age.days, age.seconds // 3600, age.seconds // 60 % 60
    return f"{days} {Bilingual('j', 'd').in_(language)} {hours} h {minutes} min"
