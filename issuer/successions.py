"""The roll-over of the publisher: the outgoing list signer signs who comes after it.

Every succession there ever was is published for good, so that a terminal that missed some editions can follow.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.serialization import Encoding

from issuer.generations import announce, generations
from issuer.key_files import write_private_file
from issuer.office import LIST_SIGNER
from issuer.office_settings import OfficeError
from trust_store.signed_list import ListKind, sign_list
from trust_store.succession import Succession, encode_succession

if TYPE_CHECKING:
    from pathlib import Path

    from issuer.office import Office
    from issuer.signing_keys import SigningKey

FOLDER: Final = "repository"


def roll_over_list_signer(office: Office, at: datetime) -> SigningKey:
    """Make the next list signer, named by the one that signs now; it signs the next publication. Raises OfficeError."""
    with office.exclusively():
        return _roll_over(office, at)


def _roll_over(office: Office, at: datetime) -> SigningKey:
    newest = generations(office, LIST_SIGNER)[-1]
    if newest.used_from > at:
        raise OfficeError(f"a list signer that is used from {newest.used_from:%Y-%m-%d %H:%M} on is there already")
    outgoing = office.list_signer_of(newest)
    incoming = office.list_signer_of(newest.next(at, at))
    moment = at.replace(microsecond=0)
    word = encode_succession(Succession(at=moment, successor=incoming.certificate.public_bytes(Encoding.DER)))
    signed = sign_list(
        ListKind.SUCCESSION,
        word,
        private_key=outgoing.key,
        list_signer=outgoing.certificate,
        deterministic=True,
    )
    folder = office.folder / FOLDER
    folder.mkdir(exist_ok=True)
    # In this order: a power cut in between leaves a word that is said again, and never a signer that nobody named.
    write_private_file(folder / f"{newest.number}.succession.cbor", signed)
    announce(office, LIST_SIGNER, at, at)
    return incoming


def successions(office: Office) -> tuple[bytes, ...]:
    """Return every succession that counts, oldest first."""
    last = generations(office, LIST_SIGNER)[-1].number
    found = [(_number(path), path) for path in (office.folder / FOLDER).glob("*.succession.cbor")]
    return tuple(path.read_bytes() for number, path in sorted(found) if number < last)


def _number(path: Path) -> int:
    digits = re.match(r"\d+", path.name)
    return int(digits[0]) if digits else 0
