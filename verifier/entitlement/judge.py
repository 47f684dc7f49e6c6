"""The right to drive, as far as the licence itself tells: category, dates, codes, kind of title.

Days are inclusive: a right or a title dated to day D holds until the end of D, in the time of Paris. The category's
date and the title's date are never mixed (columns 11 and 4b of the card).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from credential.claims import DrivingPrivilege, LicenceClaims
from credential.labels import TitleFormat
from credential.reason import Reason
from credential.status_list import MAX_TIME
from verifier.entitlement.codes import PROBATION, Code, Look, read_code, words_of
from verifier.entitlement.vehicle import Vehicle
from verifier.verdict import Finding

_LAST_MINUTE = MAX_TIME // 60 - 60
"""Paris is an hour ahead in winter: after this minute its year would be 10000, which no date can hold."""
_TEMPORARY = frozenset({TitleFormat.CEPC, TitleFormat.PREFECT_EAD_ORDER, TitleFormat.LOSS_RECEIPT})


def judge_entitlement(claims: LicenceClaims, vehicle: Vehicle | None, now: float) -> Iterator[Finding]:
    """Yield what speaks against, or must be looked at before, driving `vehicle` (None: not stated) at `now`."""
    today = _paris_date(int(now) // 60)
    if today > claims.expiry_date:
        yield Finding(Reason.TITLE_EXPIRED, claims.expiry_date.isoformat())
    yield from _title(claims)
    privileges = claims.driving_privileges
    if vehicle is not None:
        yield from _category(claims, vehicle, today)
        privileges = tuple(each for each in privileges if each.category == vehicle.category)
    yield from _codes(claims, privileges, today)


def _title(claims: LicenceClaims) -> Iterator[Finding]:
    if claims.title_format in _TEMPORARY:
        yield Finding(Reason.TEMPORARY_TITLE, claims.title_format.word)
    if claims.title_format is TitleFormat.FOREIGN_NON_EU:
        yield Finding(Reason.RECOGNITION_TO_CHECK, f"a title of {claims.issuing_country}")


def _category(claims: LicenceClaims, vehicle: Vehicle, today: date) -> Iterator[Finding]:
    held = [each for each in claims.driving_privileges if each.category == vehicle.category]
    if not held:
        yield Finding(Reason.CATEGORY_NOT_HELD, vehicle.category)
    elif all(_is_over(privilege, today) for privilege in held):
        yield Finding(Reason.CATEGORY_EXPIRED, vehicle.category)


def _is_over(privilege: DrivingPrivilege, today: date) -> bool:
    return privilege.expiry_date is not None and today > privilege.expiry_date


def _codes(claims: LicenceClaims, privileges: tuple[DrivingPrivilege, ...], today: date) -> Iterator[Finding]:
    printed = [code for privilege in privileges for code in privilege.codes]
    for text in dict.fromkeys((*claims.codes_all_categories, *printed)):
        code = read_code(text)
        words = words_of(code)
        if code.code == PROBATION and claims.issuing_country == "FR":
            if not _probation_over(code.value, today):
                yield Finding(Reason.PROBATIONARY, text)
        elif words is None or words.look is not Look.INFORMATION or _is_foreign(code, claims):
            yield Finding(Reason.RESTRICTION_TO_CHECK, text)


def _is_foreign(code: Code, claims: LicenceClaims) -> bool:
    """Tell whether it is another State's national code: the French meaning is not its own (FACTS 1.4)."""
    return claims.issuing_country != "FR" and len(code.code) == 3


def _probation_over(value: str | None, today: date) -> bool:
    """Tell whether the printed period ended before today; a period of unknown shape is not over."""
    try:
        return value is not None and today > date.fromisoformat(value.rpartition("/")[2])
    except ValueError:
        return False


@cache
def _paris() -> ZoneInfo:
    return ZoneInfo("Europe/Paris")


def _paris_date(minutes: int) -> date:
    """The calendar date in Paris, at a number of minutes since 1970."""
    return datetime.fromtimestamp(min(minutes, _LAST_MINUTE) * 60, UTC).astimezone(_paris()).date()
