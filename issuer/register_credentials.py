"""The credentials of a register inside one transaction: recorded, read, revoked, and what their lists say of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from issuer.people import StatusWord
from issuer.register_facts import MintedCredential, MintedForm, Revocation, StatusReference
from issuer.register_tables import RegisterError, minted, people, revocations, status_references

REVOKING: Final = (StatusWord.INVALID, StatusWord.LOST_OR_STOLEN)
"""What may be said of one credential alone. The right to drive is a person's, and so are the other words."""


def insert_minted(connection: Connection, credential: MintedCredential) -> None:
    """Record a credential."""
    if credential.revocation is not None:
        raise RegisterError(f"credential {credential.credential_id}: is recorded first and revoked later")
    row = {
        "credential_id": credential.credential_id,
        "person_id": credential.person_id,
        "form": credential.form.value,
        "signer_kid": credential.signer_kid,
        "iat": credential.iat,
        "exp": credential.exp,
        "uri": credential.status.uri,
        "idx": credential.status.idx,
        "device_key_thumbprint": credential.device_key_thumbprint,
    }
    connection.execute(insert(minted).values(row))


def read_minted(connection: Connection, wanted: ColumnElement[bool]) -> tuple[MintedCredential, ...]:
    """Read the credentials that fit, oldest first, each with its revocation."""
    joined = minted.outerjoin(revocations, revocations.c.credential_id == minted.c.credential_id)
    columns = (*minted.c, revocations.c.word, revocations.c.revoked_at)
    statement = select(*columns).select_from(joined).where(wanted).order_by(minted.c.iat, minted.c.credential_id)
    return tuple(_minted(row) for row in connection.execute(statement))


def one_minted(connection: Connection, credential_id: str) -> MintedCredential:
    """Read one credential. Raises RegisterError when there is none of this id."""
    found = read_minted(connection, minted.c.credential_id == credential_id)
    if not found:
        raise RegisterError(f"credential {credential_id!r}: is not in the register; `issuer credentials` lists them")
    return found[0]


def revoke(connection: Connection, credential_id: str, word: StatusWord, moment: int) -> None:
    """Revoke a credential from `moment` (seconds since 1970) on. Raises RegisterError."""
    if word not in REVOKING:
        words = " or ".join(each.value for each in REVOKING)
        raise RegisterError(f"credential {credential_id!r}: is revoked as {words}, for good; else mint a new one")
    before = one_minted(connection, credential_id).revocation
    if before is not None and moment < int(before.at.timestamp()):
        raise RegisterError(f"credential {credential_id!r}: a later revocation is there already")
    row = {"word": word.value, "revoked_at": moment}
    if before is None:
        connection.execute(insert(revocations).values(credential_id=credential_id, **row))
    else:
        connection.execute(update(revocations).where(revocations.c.credential_id == credential_id).values(row))


def read_entries(connection: Connection, uri: str) -> tuple[tuple[int, StatusWord], ...]:
    """Read each index of a list with its status: the credential's own revocation, or else its person's status.

    A list holds one word for an index. A revoked credential tells nothing any more, so its own word goes first.
    """
    place = (minted.c.uri == status_references.c.uri) & (minted.c.idx == status_references.c.idx)
    statement = (
        select(status_references.c.idx, func.coalesce(revocations.c.word, people.c.status).label("status"))
        .join(people, people.c.id == status_references.c.person_id)
        .outerjoin(minted, place)
        .outerjoin(revocations, revocations.c.credential_id == minted.c.credential_id)
        .where(status_references.c.uri == uri)
        .order_by(status_references.c.idx)
    )
    return tuple((row.idx, StatusWord(row.status)) for row in connection.execute(statement))


def _minted(row: Row[tuple[object, ...]]) -> MintedCredential:
    revoked = None
    if row.word is not None:
        revoked = Revocation(word=StatusWord(row.word), at=datetime.fromtimestamp(row.revoked_at, UTC))
    return MintedCredential(
        credential_id=row.credential_id,
        person_id=row.person_id,
        form=MintedForm(row.form),
        signer_kid=row.signer_kid,
        iat=row.iat,
        exp=row.exp,
        status=StatusReference(uri=row.uri, idx=row.idx),
        device_key_thumbprint=row.device_key_thumbprint,
        revocation=revoked,
    )
