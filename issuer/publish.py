"""Publishing: what terminals need, put together as one `Publication` and written as a TUF repository.

`publish` makes all of it anew. `republish` makes some status lists anew and carries the rest over: one person's status
changes one list, and a stick or a server carries one file more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from credential.cose import Sign1, VerifiedPayload
from credential.status_list import MAX_TOKEN, STATUS_LIST_TYPE, Status, StatusList, StatusToken
from issuer.messages import sign_status_token
from issuer.office_settings import OfficeError
from issuer.people import StatusWord
from trust_store.block_list import BlockList, encode_block_list
from trust_store.certificate import read_certificate
from trust_store.clock import is_behind
from trust_store.fields import read_fields
from trust_store.profile import Profile
from trust_store.publication import (
    BLOCK_LIST,
    LIST_SIGNER,
    SIGNERS,
    STATUS,
    SUCCESSIONS,
    TARGETS,
    TRUST_LIST,
    Publication,
)
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.signed_list import ListKind, sign_list
from trust_store.status import moment
from trust_store.trust_list import TrustList, TrustListEntry, encode_trust_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from cryptography import x509

    from issuer.office import Office
    from issuer.register import Register
    from issuer.register_facts import Shard
    from issuer.signing_keys import SigningKey

PROVIDER: Final = "Carton Rose SPECIMEN"
STATUS_LIFE: Final = timedelta(days=35)
"""Beyond the 30 days after which a status list tells a verifier nothing."""
STATUS_TTL: Final = 86_400

STATUS_VALUES: Final = {
    StatusWord.VALID: Status.VALID,
    # Another State's licence that France no longer recognises is in force all the same: its issuer says so.
    StatusWord.NOT_RECOGNISED: Status.VALID,
    StatusWord.INVALID: Status.INVALID,
    StatusWord.SUSPENDED: Status.SUSPENDED,
    StatusWord.RESTRICTED: Status.RESTRICTED,
    StatusWord.INVALIDATED: Status.INVALIDATED,
    StatusWord.ANNULLED: Status.ANNULLED,
    StatusWord.RETAINED: Status.RETAINED,
    StatusWord.LOST_OR_STOLEN: Status.LOST_OR_STOLEN,
}


def publish(office: Office, out: Path, at: datetime, odd: Mapping[tuple[str, int], int] | None = None) -> Publication:
    """Make the publication of `at` the current edition of the repository at `out`.

    Raises `TrustStoreError` TARGET_UNWRITABLE, OfficeError where the edition there is of a later time, and what the
    office's register and keys raise.
    """
    from issuer.publisher_keys import RoleKeys, roots
    from issuer.repository_folder import current_files, write_repository
    from issuer.tuf_repository import Edition, make_repository

    with office.exclusively():
        current = current_files(out) if out.is_dir() else {}
        when = _after(read_edition(out, current), out, at) if current else at
        made = publication(office, when, odd)
        edition = Edition(version=office.issue_id, at=when)
        write_repository(make_repository(roots(office, when), RoleKeys(office), made, edition), out)
    return made


def republish(office: Office, out: Path, uris: Collection[str], at: datetime) -> int:
    """Make the status lists `uris` anew in the repository at `out`, and return how many of them there were.

    The keys of root and targets are not needed. Raises as `publish` does.
    """
    from issuer.publisher_keys import RoleKeys
    from issuer.repository_folder import current_files, write_repository
    from issuer.tuf_repository import Edition, RoleName, renew, split

    with office.exclusively():
        current = current_files(out)
        if not current:
            raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: nothing is published there yet")
        before = read_edition(out, current)
        when = _after(before, out, at)
        fresh = _status_tokens(office, when, uris, {})
        kept = tuple(token for token in before.status_tokens if uri_of(token) not in fresh)
        _, daily = split(replace(before, status_tokens=(*kept, *fresh.values())))
        targets = next(content for name, content in current.items() if name.endswith(f".{RoleName.TARGETS.value}.json"))
        edition = Edition(version=office.next_issue_id(), at=when)
        write_repository(renew({RoleName.TARGETS: targets}, RoleKeys(office), daily, edition), out)
    return len(fresh)


def _after(before: Publication, out: Path, at: datetime) -> datetime:
    """Return the moment of an edition asked for at `at`: later than the one before, if only by a second.

    Two revocations may fall into one second, and whoever waited for another publisher asked before it. A terminal
    takes neither two lists of one second nor one that goes back.
    """
    dates = [read_fields(_payload(before.trust_list), TRUST_LIST).moment("date")]
    dates += [moment(_claims(token).iat) for token in before.status_tokens]
    latest = max(dates)
    if at > latest:
        return at
    if is_behind(at, latest):
        raise OfficeError(f"{out.name}: the edition there is of {latest:%Y-%m-%d %H:%M:%S} UTC, later; set the clock")
    return latest + timedelta(seconds=1)


def uri_of(token: bytes) -> str:
    """Read which list a token of ours is."""
    return _claims(token).uri


def _claims(token: bytes) -> StatusToken:
    return StatusToken.parse(_payload(token))


def _payload(message: bytes) -> VerifiedPayload:
    """Read what a message of ours says; whoever can write the publication's folder can say anything there."""
    return VerifiedPayload(Sign1.decode(message, limit=MAX_TOKEN).unverified_payload)


def read_edition(out: Path, current: Mapping[str, bytes]) -> Publication:
    """Read the targets of the current edition back as a publication. Raises `TrustStoreError` TARGET_UNWRITABLE."""
    content = {name: (out / name).read_bytes() for name in current if name.startswith(f"{TARGETS}/")}
    named = {name.rsplit("/", 1)[-1].split(".", 1)[1]: each for name, each in content.items()}
    if not {TRUST_LIST, LIST_SIGNER} <= named.keys():
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: its lists are missing; remove it, publish again")
    return Publication(
        trust_list=named[TRUST_LIST],
        block_list=named.get(BLOCK_LIST),
        list_signer=named[LIST_SIGNER],
        signers=tuple(each for name, each in content.items() if f"/{SIGNERS[0]}/" in name),
        status_tokens=tuple(each for name, each in content.items() if f"/{STATUS[0]}/" in name),
        successions=tuple(each for name, each in content.items() if f"/{SUCCESSIONS[0]}/" in name),
    )


def publication(office: Office, at: datetime, odd: Mapping[tuple[str, int], int] | None = None) -> Publication:
    """Make the publication of `at`: trust list, block list, signers and every status list.

    `odd` puts raw values at (uri, index), for samples of what an issuer should never publish.
    """
    from issuer.successions import successions

    issue_id = office.next_issue_id()
    countries = office.countries()
    signer = office.list_signer(at)
    tokens = tuple(_status_tokens(office, at, None, odd or {}).values())
    return Publication(
        trust_list=_signed(signer, ListKind.TRUST_LIST, _trust_list(office, countries, issue_id, at)),
        block_list=_signed(signer, ListKind.BLOCK_LIST, _block_list(office, issue_id, at)),
        list_signer=_der(signer.certificate),
        signers=tuple(
            _der(certificate) for country in countries for certificate in office.published_signers(country, at)
        ),
        status_tokens=tokens,
        successions=successions(office),
    )


def _trust_list(office: Office, countries: tuple[str, ...], issue_id: int, at: datetime) -> bytes:
    roots = [read_certificate(_der(root)) for country in countries for root in office.published_roots(country, at)]
    return encode_trust_list(
        TrustList(
            provider=PROVIDER,
            profile=Profile.TEST,
            issued_at=at.replace(microsecond=0),
            issue_id=issue_id,
            next_update=None,
            entries=tuple(TrustListEntry.of(root) for root in roots),
        )
    )


def _block_list(office: Office, issue_id: int, at: datetime) -> bytes:
    blocked = frozenset(bytes.fromhex(digest) for digest in office.blocked)
    unblocked = frozenset(bytes.fromhex(digest) for digest in office.unblocked)
    issued_at = at.replace(microsecond=0)
    return encode_block_list(BlockList(issued_at=issued_at, sequence=issue_id, blocked=blocked, unblocked=unblocked))


def _signed(signer: SigningKey, kind: ListKind, payload: bytes) -> bytes:
    return sign_list(kind, payload, private_key=signer.key, list_signer=signer.certificate, deterministic=True)


def _status_tokens(
    office: Office, at: datetime, uris: Collection[str] | None, odd: Mapping[tuple[str, int], int]
) -> dict[str, bytes]:
    """Sign the lists `uris`, or all of them where that is None, by name."""
    with office.register() as register:
        return {
            shard.uri: _status_token(office, shard, _entries(register, shard, odd), at)
            for shard in register.shards()
            if uris is None or shard.uri in uris
        }


def _entries(register: Register, shard: Shard, odd: Mapping[tuple[str, int], int]) -> Iterator[tuple[int, int]]:
    for idx, word in register.entries(shard.uri):
        yield idx, odd.get((shard.uri, idx), int(STATUS_VALUES[word]))


def _status_token(office: Office, shard: Shard, entries: Iterable[tuple[int, int]], at: datetime) -> bytes:
    """Sign one status list, valid from `at`."""
    packed = StatusList.of(entries)
    token = StatusToken(
        uri=shard.uri,
        iat=int(at.timestamp()),
        exp=int((at + STATUS_LIFE).timestamp()),
        ttl=STATUS_TTL,
        bits=packed.bits,
        lst=packed.deflate(),
    )
    return sign_status_token(token.encode(), office.status_signer(shard.country, at), STATUS_LIST_TYPE)


def _der(certificate: x509.Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)
