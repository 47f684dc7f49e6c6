"""What is inside evidence: the case, so that it replays, what was said of it, and its record in the journal.

It is a COSE_Sign1 by the terminal's key (as a record is, with typ "crj-evidence") over the CBOR map::

    {"case": .case file, "findings": [[reason, detail], ...], "filed_at": seconds since 1970,
     "record": the signed record, "record_key": 32 bytes, "to": SHA-256 of the auditor's public key,
     "frame": [name, bytes] (where a picture goes along)}

The terminal names the auditor inside too, so that what one auditor was sent is not passed on to another as if it had
been sent there. With `record_key` the auditor sees that the record's digest is that of the texts in the case.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from credential import cbor
from credential.cose import sign
from credential.keys import VerificationKey
from credential.reason import CredentialError
from verifier.evidence.fault import EvidenceError, EvidenceFault
from verifier.evidence.seal import MAX_EVIDENCE
from verifier.journal.chain import BentError, verified_record
from verifier.journal.keys import TerminalKeys, digest_of
from verifier.journal.parsing import parse_record
from verifier.journal.record import TYPE as RECORD
from verifier.journal.record import Record, decode_signed, is_moment, moment, protected_header
from verifier.replay.case import Case, CaseError, Recording
from verifier.replay.codec import decode_case, encode_case

TYPE: Final = "crj-evidence"
_REQUIRED: Final = frozenset({"case", "findings", "filed_at", "record", "record_key", "to"})
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A scan that the officer filed."""

    case: Case
    findings: tuple[tuple[str, str], ...]
    """Reason and detail of each finding, worst first."""
    filed_at: datetime
    record: bytes
    """The signed record of the check in the terminal's journal."""
    record_key: bytes
    frame: Recording | None = None
    """The picture that the code was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Evidence that was opened. `is_verified`: signed by the terminal whose certificate the auditor has."""

    filed: Filed
    record: Record
    is_verified: bool


def encode_filed(filed: Filed, keys: TerminalKeys, to: bytes) -> bytes:
    """Write and sign what is filed for the auditor whose public key has the SHA-256 `to`."""
    content: dict[str, object] = {
        "case": encode_case(filed.case),
        "findings": [list(each) for each in filed.findings],
        "filed_at": int(filed.filed_at.timestamp()),
        "record": filed.record,
        "record_key": filed.record_key,
        "to": to,
    }
    if filed.frame is not None:
        content["frame"] = [filed.frame.name, filed.frame.data]
    return sign(protected_header(keys.kid, TYPE), cbor.encode(content), keys.signing, deterministic=True)


def decode_filed(message: bytes, to: bytes, terminal: VerificationKey | None) -> Opened:
    """Read what was filed. `terminal` None: nobody vouches for the terminal, and the signature is not asked.

    Raises EvidenceError MALFORMED, SIGNATURE.
    """
    try:
        signed = decode_signed(message, TYPE, MAX_EVIDENCE)
        payload = signed.unverified_payload if terminal is None else signed.verify(terminal)
        content = cbor.decode(payload, limit=MAX_EVIDENCE)
        filed = _filed(content, to)
        record = _record(filed, terminal)
    except CaseError as error:
        raise EvidenceError(EvidenceFault.MALFORMED, str(error)) from error
    except CredentialError as error:
        is_forged = error.reason.value == "SIGNATURE_INVALID"
        fault = EvidenceFault.SIGNATURE if is_forged else EvidenceFault.MALFORMED
        raise EvidenceError(fault, error.detail) from error
    return Opened(filed=filed, record=record, is_verified=terminal is not None)


def _filed(content: object, to: bytes) -> Filed:
    if not isinstance(content, dict) or not _REQUIRED <= content.keys() <= _REQUIRED | {"frame"}:
        raise EvidenceError(EvidenceFault.MALFORMED, "not the parts of evidence")
    if content["to"] != to:
        raise EvidenceError(EvidenceFault.OTHER_KEY, "written for another auditor, and passed on")
    record, key, filed_at = content["record"], content["record_key"], content["filed_at"]
    if type(record) is not bytes or type(key) is not bytes or len(key) != _KEY_BYTES or not is_moment(filed_at):
        raise EvidenceError(EvidenceFault.MALFORMED, "record, key or time")
    return Filed(
        case=decode_case(_bytes(content, "case")),
        findings=tuple(_finding(each) for each in _list(content, "findings")),
        filed_at=moment(filed_at),
        record=record,
        record_key=key,
        frame=_frame(content.get("frame")),
    )


def _record(filed: Filed, terminal: VerificationKey | None) -> Record:
    """Read the record, and see that it is of this case."""
    if terminal is None:
        record = parse_record(decode_signed(filed.record, RECORD).unverified_payload)  # type: ignore[arg-type] # shown as not verified
    else:
        try:
            record = verified_record(0, filed.record, terminal)
        except BentError as error:
            raise EvidenceError(EvidenceFault.SIGNATURE, f"its record: {error.bend.value}") from error
    if filed.case.texts and not hmac.compare_digest(record.digest, digest_of(filed.record_key, filed.case.texts)):
        raise EvidenceError(EvidenceFault.SIGNATURE, "its record is of another scan")
    return record


def _bytes(content: Mapping[str, Any], name: str) -> bytes:
    value = content[name]
    if type(value) is not bytes:
        raise EvidenceError(EvidenceFault.MALFORMED, f"{name} is not bytes")
    return value


def _list(content: Mapping[str, Any], name: str) -> list[Any]:
    value = content[name]
    if not isinstance(value, list):
        raise EvidenceError(EvidenceFault.MALFORMED, f"{name} is no array")
    return value


def _finding(value: object) -> tuple[str, str]:
    match value:
        case [str(reason), str(detail)]:
            return reason, detail
        case _:
            raise EvidenceError(EvidenceFault.MALFORMED, "a finding is a reason and a detail")


def _frame(value: object) -> Recording | None:
    match value:
        case None:
            return None
        case [str(name), bytes(data)]:
            return Recording(name=name, data=data)
        case _:
            raise EvidenceError(EvidenceFault.MALFORMED, "a frame is a name and bytes")
