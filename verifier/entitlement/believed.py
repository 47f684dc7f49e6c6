"""From a believed licence to the facts of a stop: what its claims and its status list say, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from credential.claims import LicenceClaims
from credential.labels import TitleFormat
from credential.status_list import Status
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context, DocumentName, Paper
from verifier.entitlement.days import midnight_after, paris_time
from verifier.entitlement.holder import Holder, Right, Title, TitleForm
from verifier.entitlement.judge import Judgement, judge
from verifier.entitlement.restrictions import is_by_daylight
from verifier.entitlement.standing import VALID, Limit, Measure, Residence, Standing
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle import Vehicle
from verifier.verdict import Finding

MEASURES: Final[Mapping[int, Measure]] = {
    Status.VALID: Measure.NONE,
    Status.SUSPENDED: Measure.SUSPENDED,
    Status.RESTRICTED: Measure.RESTRICTED,
    Status.INVALIDATED: Measure.INVALIDATED,
    Status.ANNULLED: Measure.ANNULLED,
    Status.RETAINED: Measure.RETAINED,
    # Of the document, and judged as such before the right to drive is asked for.
    Status.INVALID: Measure.NONE,
    Status.LOST_OR_STOLEN: Measure.NONE,
}
"""What the values of a status list say of the right to drive; any other value says nothing that we know."""
_FORMS: Final = {each: TitleForm(each.word) for each in TitleFormat}
_NO_VEHICLE: Final = Vehicle()


def judge_entitlement(
    claims: LicenceClaims,
    vehicle: Vehicle | None,
    now: float,
    standing: Standing = VALID,
    context: Context = UNKNOWN_CONTEXT,
) -> Iterator[Finding]:
    """Yield what is to be said about driving `vehicle` (None: not stated) at `now`, in seconds since 1970."""
    yield from judge_licence(claims, vehicle, now, standing, context).findings


def judge_licence(
    claims: LicenceClaims, vehicle: Vehicle | None, now: float, standing: Standing, context: Context
) -> Judgement:
    """Judge a believed licence as a stop."""
    return judge(
        Stop(
            holder=holder_of(claims),
            standing=_completed(standing, claims, context),
            vehicle=vehicle or _NO_VEHICLE,
            context=context,
            at=paris_time(now),
        )
    )


def goes_by_daylight(claims: LicenceClaims) -> bool:
    """Tell whether a code on the licence is judged by the time of day: beside dated measures nothing else is."""
    printed = (*claims.codes_all_categories, *(code for each in claims.driving_privileges for code in each.codes))
    return any(is_by_daylight(code) for code in printed)


def holder_of(claims: LicenceClaims) -> Holder:
    """Return the person as the claims show them."""
    return Holder(
        birth_date=claims.birth_date,
        birth_date_as_printed=claims.birth_date_as_printed,
        issuing_country=claims.issuing_country,
        title=Title(
            form=_FORMS[claims.title_format],
            number=claims.document_number,
            issued=claims.issue_date,
            expires=claims.expiry_date,
        ),
        rights=tuple(
            Right(category=each.category, issued=each.issue_date, expires=each.expiry_date, codes=each.codes)
            for each in claims.driving_privileges
        ),
        codes_all=claims.codes_all_categories,
    )


def _completed(standing: Standing, claims: LicenceClaims, context: Context) -> Standing:
    """Add what a status list cannot say: the end of an order, a limit that the decision states, the residence."""
    is_order = claims.title_format is TitleFormat.PREFECT_EAD_ORDER
    ends = midnight_after(claims.expiry_date) if is_order and standing.measure is Measure.RESTRICTED else None
    return replace(
        standing,
        is_prefect_order=is_order,
        ends=standing.ends or ends,
        limit=Limit.SHOWN if context.paper(DocumentName.COURT_DECISION) is Paper.SHOWN else standing.limit,
        residence=context.residence_since or Residence.UNKNOWN,
    )
