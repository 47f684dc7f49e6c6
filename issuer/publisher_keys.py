"""The office's keys for its repository, and the chain of roots that names them.

Keys of a role are numbered; the office notes which are in use. Root keys are read only when a root is made: a
publication of the day needs the keys of daily, snapshot and timestamp, and one of new anchors that of targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from issuer.key_files import write_private_file
from issuer.private_keys import Curve
from issuer.tuf_repository import ROOT_LIFE, Edition, Keys, RoleName, make_root

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ec

    from issuer.office import Office

FOLDER: Final = "repository"
RENEWAL: Final = timedelta(days=90)
"""A root is made anew this long before it expires, so that no terminal meets an expired one."""
_COUNTS: Final = {RoleName.ROOT: 3}
_SETTING: Final = "repository_keys"


class RoleKeys(Mapping[RoleName, Sequence["ec.EllipticCurvePrivateKey"]]):
    """The keys of each role, each read when it is asked for and made when there is none."""

    def __init__(self, office: Office, numbers: Mapping[str, Sequence[int]] | None = None) -> None:
        self._office = office
        self._numbers = office.noted(_SETTING, {}) if numbers is None else numbers

    def __getitem__(self, role: RoleName) -> Sequence[ec.EllipticCurvePrivateKey]:
        return [self._office.key(f"tuf-{role.value}-{number}", Curve.P256) for number in self.numbers(role)]

    def __iter__(self) -> Iterator[RoleName]:
        return iter(RoleName)

    def __len__(self) -> int:
        return len(RoleName)

    def numbers(self, role: RoleName) -> Sequence[int]:
        """Return the numbers of the keys of a role that are in use."""
        return self._numbers.get(role.value) or range(1, _COUNTS.get(role, 1) + 1)


def roots(office: Office, at: datetime) -> dict[int, bytes]:
    """Return every root by version, the first made if there is none, a renewed one where the last is about to end."""
    held = _held(office)
    if not held:
        return {1: _keep(office, make_root(RoleKeys(office), Edition(version=1, at=at)), 1, at)}
    if at > _made_at(office) + ROOT_LIFE - RENEWAL:
        version = max(held) + 1
        held[version] = _keep(office, make_root(RoleKeys(office), Edition(version=version, at=at)), version, at)
    return held


def rotate(office: Office, role: RoleName, at: datetime) -> None:
    """Give a role new keys from the next publication on; for all but daily that takes a new root.

    A new root is signed by the old root keys and by the new ones.
    """
    with office.exclusively():
        _rotate(office, role, at)


def _rotate(office: Office, role: RoleName, at: datetime) -> None:
    held = roots(office, at)
    old = RoleKeys(office)
    count = len(old.numbers(role))
    first = max(old.numbers(role)) + 1
    numbers = {**office.noted(_SETTING, {}), role.value: list(range(first, first + count))}
    new: Keys = RoleKeys(office, numbers)
    if role is not RoleName.DAILY:
        version = max(held) + 1
        made = make_root(new, Edition(version=version, at=at), outgoing=old[RoleName.ROOT])
        _keep(office, made, version, at)
    else:
        _ = new[role]
    office.note(_SETTING, numbers)


def _held(office: Office) -> dict[int, bytes]:
    found = {}
    for path in (office.folder / FOLDER).glob("*.root.json"):
        number = re.match(r"\d+", path.name)
        if number:
            found[int(number[0])] = path.read_bytes()
    return dict(sorted(found.items()))


def _made_at(office: Office) -> datetime:
    return datetime.fromisoformat(office.noted("root_made_at", office.made_at.isoformat()))


def _keep(office: Office, root: bytes, version: int, at: datetime) -> bytes:
    folder = office.folder / FOLDER
    folder.mkdir(exist_ok=True)
    write_private_file(folder / f"{version}.root.json", root)
    office.note("root_made_at", at.isoformat())
    return root
