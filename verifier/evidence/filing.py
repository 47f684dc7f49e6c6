"""Filing at the terminal: an officer's press makes one sealed file, and nothing else of the scan is kept."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec

from credential.reason import Reason
from trust_store.path import Role
from trust_store.store import TrustStore
from verifier.certified import CertifiedError, Unfit, certified, public_key
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.vehicle import Vehicle
from verifier.evidence.content import Filed, encode_filed
from verifier.evidence.fault import EvidenceError, EvidenceFault
from verifier.evidence.seal import seal
from verifier.journal.journal import Recorded
from verifier.journal.keys import TerminalKeys, key_sha256, synchronise, write_private
from verifier.replay.case import MAX_TEXTS, Case, Expectation, Recording
from verifier.replay.judge import digest
from verifier.replay.remembered import Remembered
from verifier.scan import PastPresentation
from verifier.verdict import Verdict

SUFFIX: Final = ".evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A check that may be filed: its verdict with all that it was made from."""

    verdict: Verdict
    texts: tuple[str, ...]
    now: datetime
    trust: TrustStore
    vehicle: Vehicle | None = None
    context: Context = UNKNOWN_CONTEXT
    nonce: str | None = None
    earlier: tuple[PastPresentation, ...] = ()
    recording: Recording | None = None
    """The file or frame that it was read from, where there is one."""


class Filing:
    """A folder for sealed files, and the auditor's public key to seal them to."""

    def __init__(self, folder: Path, to: ec.EllipticCurvePublicKey) -> None:
        self.folder = folder
        self._to = to

    @classmethod
    def set_up(cls, folder: Path, certificate: Path, trust: TrustStore, now: datetime) -> Filing:
        """Take an auditor's certificate that an anchor of the store vouches for at `now`. Raises CertifiedError."""
        path = certified(certificate, trust, Role.AUDITOR)
        if not path.window.covers(now):
            raise CertifiedError(Unfit.NOT_NOW, certificate.name)
        return cls(folder, public_key(path))

    def file(self, scanned: Scanned, recorded: Recorded, keys: TerminalKeys) -> Path:
        """Seal a check that was recorded; return the file. Raises EvidenceError."""
        filed = Filed(
            case=case_of(scanned, recorded),
            findings=tuple((each.reason.value, each.detail) for each in scanned.verdict.findings),
            filed_at=scanned.now,
            record=recorded.message,
            record_key=recorded.record_key,
            frame=scanned.recording if is_readable(scanned) else None,
        )
        sealed = seal(encode_filed(filed, keys, key_sha256(self._to)), self._to)
        name = f"{keys.fingerprint[:8]}-{recorded.journal.hex()[:8]}-{recorded.record.number:08}{SUFFIX}"
        return write_new(self.folder, name, sealed)


def is_readable(scanned: Scanned) -> bool:
    """Whether the verdict is that of the texts; otherwise it is that of the recording."""
    return 0 < len(scanned.texts) <= MAX_TEXTS and Reason.SEVERAL_CODES not in scanned.verdict.reasons


def case_of(scanned: Scanned, recorded: Recorded) -> Case:
    """Make the case that replays to the same verdict. Raises EvidenceError NOTHING_TO_FILE."""
    verdict = scanned.verdict
    is_text = is_readable(scanned)
    if not is_text and scanned.recording is None:
        raise EvidenceError(EvidenceFault.NOTHING_TO_FILE, verdict.outcome.value)
    # A page or film may hold several verdicts: their digest is of them all, and is not known here.
    said = digest((verdict,), Remembered()) if is_text else None
    return Case(
        id=f"{recorded.journal.hex()[:8]}-{recorded.record.number:08}",
        now=scanned.now,
        trust=scanned.trust.snapshot_id,
        texts=scanned.texts if is_text else (),
        recording=None if is_text else scanned.recording,
        floor=scanned.trust.clock_floor,
        vehicle=scanned.vehicle,
        context=scanned.context,
        nonce=scanned.nonce,
        earlier=scanned.earlier if is_text else (),
        expectation=Expectation(outcome=verdict.outcome, reasons=verdict.reasons, digest=said),
    )


def write_new(folder: Path, name: str, content: bytes) -> Path:
    """Write a file that is not there yet, whole or not at all, for its owner only. Raises EvidenceError."""
    path = folder / name
    temporary = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(temporary, content)
        _take(path)
        _put(temporary, path)
        synchronise(folder)
    except OSError as error:
        raise EvidenceError(EvidenceFault.UNWRITABLE, f"{name}: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return path


def _take(path: Path) -> None:
    """Take a name, and fail where it is taken: a rename alone would replace, and sticks know no links."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise EvidenceError(EvidenceFault.EXISTS, path.name) from error


def _put(temporary: Path, path: Path) -> None:
    """Give the file the name that was taken for it; where that fails (a full stick) the name is free again."""
    try:
        temporary.replace(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise
