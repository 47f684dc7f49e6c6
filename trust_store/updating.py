"""One update of a store from a source: fetch through TUF, verify again by our own rules, install at once or not at all.

1. The root that is believed is the store's own; a new store pins the one it is given, or the first that the source
   offers, whose fingerprint is then shown.
2. TUF decides whether these are the publisher's latest files (`trust_store.tuf_client`), at the terminal's clock or
   at its clock floor, whichever is later: a clock that was turned back revives nothing.
3. `installation.merge` decides what is believed of them.
4. Both results become the store in one transaction. After a refusal nothing has changed, TUF's metadata included: a
   stick that was pulled half way bars no later one.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from trust_store.clock import latest
from trust_store.holdings import Holdings
from trust_store.profile import Profile
from trust_store.report import InstallReport
from trust_store.sources import Source
from trust_store.storage import Carried, create, install, is_begun, read_holdings
from trust_store.transport import Transport


def update(
    path: Path,
    source: Source,
    now: datetime,
    profile: Profile,
    *,
    first_root: bytes | None = None,
    pin: bytes | None = None,
) -> InstallReport:
    """Bring the store at `path` up to date from `source`; an absent store is made.

    `first_root` is the root metadata (JSON) that a new store pins; a store that has a root keeps its own. `pin` is
    the SHA-256 of the publisher's certificate. Raises `TrustStoreError`, and then nothing has changed.
    """
    # Here and not above: python-tuf takes a third of a second to import.
    from trust_store.tuf_client import fetch, first_root_of

    held = read_holdings(path) if is_begun(path) else Holdings(profile=profile)
    trusted = held.transport or Transport.pinned(first_root if first_root is not None else first_root_of(source))
    moment = latest((now, held.floor)) or now
    fetched = fetch(source, trusted, moment, _by_digest(held))
    carried = Carried(before=held.transport, after=fetched.transport)
    return install(path, fetched.publication, now, profile, pin=pin, carried=carried)


def create_pinned(path: Path, profile: Profile, first_root: bytes, administrator: bytes | None = None) -> None:
    """Make an empty store that believes updates under `first_root` alone. Raises `TrustStoreError`.

    `administrator` is the key (DER) whose settings it takes; None: those of whoever owns the store.
    """
    from trust_store.tuf_client import check_root

    check_root(first_root)
    pinned = Transport.pinned(first_root)
    create(path, Holdings(profile=profile, transport=pinned, administrator=administrator))


def _by_digest(held: Holdings) -> dict[bytes, bytes]:
    contents = (*held.status_tokens, *held.signers)
    return {hashlib.sha256(content).digest(): content for content in contents}
