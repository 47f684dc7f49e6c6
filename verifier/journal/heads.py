"""Heads: what a terminal had recorded at one moment, signed, and carried away with every update round.

Whoever has the terminal and its key can cut the journal, or put an old copy back and go on from there; both chain well.
A head that lies elsewhere shows it. A head is a COSE_Sign1 by the terminal's key over the CBOR array
``[1, journal, number, hash, exported at]``, in a JSON file that people can read; only the signed part is believed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from credential import cbor
from credential.cose import sign
from credential.keys import VerificationKey
from credential.moments import format_moment
from credential.reason import CredentialError, Reason
from trust_store.plain_files import list_plain, read_plain
from trust_store.plain_writing import FolderPlace, Place
from trust_store.refusal import TrustStoreError
from verifier.journal.chain import JOURNAL_ID_BYTES, Chain
from verifier.journal.fault import JournalError, JournalFault
from verifier.journal.keys import TerminalKeys
from verifier.journal.record import HASH_BYTES, decode_signed, is_moment, moment, protected_header

TYPE: Final = "crj-head"
VERSION: Final = 1
MAX_HEAD: Final = 4096
MAX_HEADS: Final = 100_000
"""Files in one folder: a terminal of ten years with a round a day leaves 3,650."""

MAX_NAMES: Final = 10
"""Names that are tried for one head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The journal `journal` had `number` records, the last one's message of SHA-256 `hash`, at `exported_at`."""

    journal: bytes
    number: int
    hash: bytes
    exported_at: datetime


def sign_head(chain: Chain, keys: TerminalKeys, now: datetime) -> bytes:
    """Sign where a journal ends at `now` (aware)."""
    exported_at = int(now.timestamp())
    content = cbor.encode([VERSION, chain.journal, chain.number, chain.hash, exported_at])
    return sign(protected_header(keys.kid, TYPE), content, keys.signing, deterministic=True)


def verify_head(message: bytes, key: VerificationKey) -> Head:
    """Verify a head and read it. Raises CredentialError: MALFORMED, SIGNATURE_INVALID."""
    payload = decode_signed(message, TYPE, MAX_HEAD).verify(key)
    match cbor.decode(payload, limit=MAX_HEAD):
        case [1, bytes(journal), int(number), bytes(digest), exported_at] if (
            (len(journal), len(digest)) == (JOURNAL_ID_BYTES, HASH_BYTES) and type(number) is int and number >= 0
        ) and is_moment(exported_at):
            return Head(journal=journal, number=number, hash=digest, exported_at=moment(exported_at))
        case _:
            raise CredentialError(Reason.MALFORMED, "no head of version 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadFile:
    """A head as it is carried away. `name` holds the terminal, the journal and the number: an older one is another."""

    name: str
    content: bytes

    def named(self, attempt: int) -> str:
        """The name of the file, or the next one where somebody put something else under that name."""
        return f"{self.name}.json" if attempt == 0 else f"{self.name}-{attempt}.json"


def head_file(chain: Chain, keys: TerminalKeys, now: datetime) -> HeadFile:
    """Sign where a journal ends at `now` (aware), as a file."""
    message = sign_head(chain, keys, now)
    name = f"{keys.fingerprint[:16]}-{chain.journal.hex()[:8]}-{chain.number:08}"
    return HeadFile(name=name, content=_encode(message, verify_head(message, keys.verification), keys.fingerprint))


def leave_head(chain: Chain, keys: TerminalKeys, now: datetime, place: Place) -> str:
    """Leave the head where a journal ends at a place, and return the file's name. Nothing that is there is replaced.

    A head of the same records that is there will do; where anything else bears its name, it takes another. Raises
    JournalError UNWRITABLE.
    """
    file = head_file(chain, keys, now)
    for attempt in range(MAX_NAMES):
        name = file.named(attempt)
        try:
            place.leave(name, file.content)
        except FileExistsError:
            if not _says_the_same(place, name, chain, keys):
                continue
        except TrustStoreError as error:
            raise JournalError(JournalFault.UNWRITABLE, error.detail) from error
        return name
    raise JournalError(JournalFault.UNWRITABLE, f"{file.named(0)}: other files bear its name")


def export_head(chain: Chain, keys: TerminalKeys, now: datetime, folder: Path) -> Path:
    """Leave the head where a journal ends in `folder`, which is made. Raises JournalError UNWRITABLE."""
    return folder / leave_head(chain, keys, now, FolderPlace(folder))


def load_heads(folder: Path, key: VerificationKey) -> tuple[tuple[Head, ...], int]:
    """Read the heads in a folder that `key` signed, and count the files that are no head of this terminal.

    Those of other terminals lie there too, so they are no fault. Raises JournalError HEAD: no such folder.
    """
    heads: list[Head] = []
    others = 0
    try:
        paths = [path for path in list_plain(folder, MAX_HEADS) if path.suffix == ".json"]
    except TrustStoreError as error:
        raise JournalError(JournalFault.HEAD, error.detail) from error
    for path in paths:
        try:
            heads.append(verify_head(_signed(read_plain(path, MAX_HEAD)), key))
        except (TrustStoreError, CredentialError, ValueError):
            others += 1
    return tuple(sorted(heads, key=lambda head: (head.journal, head.number, head.exported_at))), others


def of_journal(heads: Iterable[Head], journal: bytes) -> tuple[Head, ...]:
    """The heads of one journal."""
    return tuple(head for head in heads if head.journal == journal)


def _encode(message: bytes, head: Head, fingerprint: str) -> bytes:
    content = {
        "what": "Carton Rose SPECIMEN journal head",
        "terminal": fingerprint,
        "journal": head.journal.hex(),
        "records": head.number,
        "exported_at": format_moment(head.exported_at.astimezone(UTC)),
        "signed": base64.b64encode(message).decode(),
    }
    return json.dumps(content, indent=1).encode() + b"\n"


def _signed(content: bytes) -> bytes:
    try:
        parsed = json.loads(content)
    except RecursionError as error:
        raise ValueError("no head") from error
    signed = parsed.get("signed") if isinstance(parsed, dict) else None
    if not isinstance(signed, str):
        raise ValueError("no head")  # noqa: TRY004 - the caller takes every file that is no head alike
    try:
        return base64.b64decode(signed, validate=True)
    except binascii.Error as error:
        raise ValueError("no head") from error


def _says_the_same(place: Place, name: str, chain: Chain, keys: TerminalKeys) -> bool:
    """Whether a file that bears the head's name is a head of these very records."""
    try:
        head = verify_head(_signed(place.read(name, MAX_HEAD)), keys.verification)
    except (TrustStoreError, CredentialError, ValueError):
        return False
    return (head.journal, head.number, head.hash) == (chain.journal, chain.number, chain.hash)
