"""Points: the balance of each driver and its changes. They lie in tables of their own, apart from the people.

A person of the register (`issuer.people.Person`) has none, so no credential can ever hold them. Only the portal reads
them, for the driver alone (Code de la route, article L. 223-7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, insert, select, update

from issuer.people_json import PeopleError
from issuer.portal.tables import driver_point_changes, driver_points, insert_or_pass
from issuer.register_tables import RegisterError, transaction

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAX_POINTS: Final = 12
"""Code de la route, L.223-1."""
LABEL_LIMIT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PointChange:
    """Points lost (below zero) or won, and the balance after."""

    at: datetime
    change: int
    balance: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsAccount:
    """A driver's balance, None where none is kept, when it last changed, and the changes, latest first."""

    balance: int | None
    as_of: datetime
    changes: tuple[PointChange, ...]


def load_balances(path: Path) -> dict[str, int | None]:
    """Read `registry_points` of each person of a file that `people_json` has read. Raises PeopleError."""
    document = json.loads(path.read_bytes().decode("utf-8-sig"))
    entries = document["personas"] if isinstance(document, dict) else document
    return {entry["id"]: _balance(entry) for entry in entries if "registry_points" in entry}


def add_balances(engine: Engine, balances: Mapping[str, int | None], at: datetime) -> None:
    """Begin the account of drivers who have none yet. Raises RegisterError."""
    with transaction(engine, writes=True) as connection:
        for person_id, balance in balances.items():
            row = {"person_id": person_id, "balance": balance, "as_of": int(at.timestamp())}
            connection.execute(insert_or_pass(connection, driver_points).values(row))


def change_points(engine: Engine, person_id: str, change: int, label: str, at: datetime) -> int:
    """Take or give points, and return the balance, never below 0 or above 12. Raises RegisterError."""
    with transaction(engine, writes=True) as connection:
        balance = _locked_balance(connection, person_id)
        after = max(0, min(MAX_POINTS, balance + change))
        moment = int(at.timestamp())
        mine = driver_points.c.person_id == person_id
        connection.execute(update(driver_points).where(mine).values(balance=after, as_of=moment))
        row = {"person_id": person_id, "at": moment, "change": after - balance, "balance": after, "label": label}
        connection.execute(insert(driver_point_changes).values(row))
    return after


def points_of(engine: Engine, person_id: str) -> PointsAccount | None:
    """Return a driver's points, or None where nothing is known of them. Raises RegisterError."""
    with transaction(engine, writes=False) as connection:
        held = connection.execute(select(driver_points).where(driver_points.c.person_id == person_id)).one_or_none()
        if held is None:
            return None
        mine = select(driver_point_changes).where(driver_point_changes.c.person_id == person_id)
        latest = driver_point_changes.c.at.desc(), driver_point_changes.c.change_id.desc()
        rows = connection.execute(mine.order_by(*latest)).all()
    changes = tuple(
        PointChange(at=_moment(row.at), change=row.change, balance=row.balance, label=row.label) for row in rows
    )
    return PointsAccount(balance=held.balance, as_of=_moment(held.as_of), changes=changes)


def _locked_balance(connection: Connection, person_id: str) -> int:
    """Return the balance, held against changes by others until the transaction ends."""
    held = select(driver_points.c.balance).where(driver_points.c.person_id == person_id).with_for_update()
    balance = connection.execute(held).scalar_one_or_none()
    if balance is None:
        raise RegisterError(f"person {person_id!r}: no balance of points is kept; `issuer import` brings it in")
    return int(balance)


def _balance(entry: Mapping[str, object]) -> int | None:
    balance = entry["registry_points"]
    if balance is None:
        return None
    if type(balance) is not int or not 0 <= balance <= MAX_POINTS:
        raise PeopleError(f"person {entry['id']}, registry_points: 0 to {MAX_POINTS} or null is wanted")
    return balance


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
