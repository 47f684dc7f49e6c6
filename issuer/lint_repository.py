"""What is wrong with a published repository: it is taken in as a new terminal would, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from credential.language import Language
from issuer.lint import Complaint, Note, of_certificate
from trust_store.holdings import Holdings
from trust_store.installation import merge
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import FolderSource
from trust_store.transport import Transport
from trust_store.tuf_client import fetch, first_root_of
from trust_store.words import FAULTS


def of_repository(folder: Path, at: datetime) -> Iterator[Note]:
    """Take a repository in as a new terminal would, in memory, and examine what it holds."""
    try:
        source = FolderSource(folder)
        made = fetch(source, Transport.pinned(first_root_of(source)), at, {}).publication
        try:
            _, report = merge(Holdings(profile=Profile.TEST), made, at)
        except TrustStoreError as error:
            if error.refusal is not Refusal.WRONG_PROFILE:
                raise
            _, report = merge(Holdings(profile=Profile.PRODUCTION), made, at)
    except TrustStoreError as error:
        detail = f"{error.refusal.value}: {error.detail}"
        yield Note(complaint=Complaint.REFUSED_BY_TERMINALS, where=folder.name, detail=detail)
        return
    for refused in report.refused:
        faults = ", ".join(FAULTS[fault].in_(Language.EN) for fault in refused.faults)
        yield Note(complaint=Complaint.NOT_LET_IN, where=refused.name, detail=faults)
    for der in made.signers:
        yield from of_certificate("signer", der)
