"""The title that is shown: its form, its own date (4b), and the papers that stand for a licence for a time.

The title's date is never a category's: see `ways` for those.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from credential.reason import Reason
from verifier.documents.numbers import same_number
from verifier.entitlement.context import DocumentName, Paper, Presented
from verifier.entitlement.days import plus_months, plus_years
from verifier.entitlement.holder import Right, Title, TitleForm
from verifier.entitlement.medical import is_provisionally_valid
from verifier.entitlement.restrictions import interlock_duty
from verifier.entitlement.standing import Measure
from verifier.entitlement.stop import Stop
from verifier.verdict import Finding

OLD_FORMAT_BEFORE: Final = date(2013, 1, 19)
OLD_FORMAT_LAST_DAY: Final = date(2033, 1, 19)
"""Titles issued before 19 January 2013 are valid to 19 January 2033 at the latest (decree of 20 April 2012, 8 I)."""
LIGHT_CATEGORIES: Final = frozenset({"AM", "A1", "A2", "A", "B1", "B", "BE"})
"""Categories without a medical rhythm of their own; a title with others lives five years (R.221-1-1 I bis)."""
HEAVY_TITLE_YEARS: Final = 5
CARDS: Final = frozenset({TitleForm.CARD_2013, TitleForm.PINK_3_VOLETS})
"""What the administration keeps during a prefect's interlock order."""
MONTHS: Final = {TitleForm.CEPC: 4, TitleForm.ADCS: 4, TitleForm.LOSS_RECEIPT: 2, TitleForm.PREFECT_EAD_ORDER: 12}
"""How long a temporary title lives, in months from its date; an order at most (L.224-8)."""
_NUMBERED: Final = CARDS | {TitleForm.DIGITAL, TitleForm.EU_MDL, TitleForm.FOREIGN_NON_EU}
RECOGNISED_YEARS: Final = 1


def title_findings(stop: Stop, carriers: tuple[Right, ...]) -> Iterator[Finding]:
    """Yield what the title says about a right that `carriers` carry; none of them: no category is held."""
    form = _form(stop)
    if form is TitleForm.NONE:
        yield Finding(Reason.NO_TITLE_SHOWN)
    elif form in MONTHS:
        yield from _temporary(stop, form)
    else:
        yield from _permanent(stop, form, carriers)


def _form(stop: Stop) -> TitleForm:
    presented = stop.context.presented
    return stop.holder.title.form if presented is None else presented.form


def _temporary(stop: Stop, form: TitleForm) -> Iterator[Finding]:
    last_day = _last_day(stop.holder.title, stop.context.presented, form)
    if last_day is not None and stop.today > last_day:
        yield Finding(Reason.TEMPORARY_TITLE_EXPIRED, last_day.isoformat())
        return
    if form is TitleForm.PREFECT_EAD_ORDER and stop.standing.measure is not Measure.RESTRICTED:
        yield from interlock_duty(stop, form.value)
    if form is TitleForm.CEPC and stop.context.paper(DocumentName.ID) is not Paper.SHOWN:
        yield Finding(Reason.DOCUMENT_NOT_SHOWN, DocumentName.ID.value)
    else:
        yield Finding(Reason.TEMPORARY_TITLE, form.value)


def _last_day(title: Title, presented: Presented | None, form: TitleForm) -> date | None:
    """Return the last day of a temporary title; None where no date is known."""
    if presented is not None and presented.issued is not None:
        return plus_months(presented.issued, MONTHS[form])
    if title.form is not form:
        return None
    if title.expires is not None:
        return title.expires
    return None if title.issued is None else plus_months(title.issued, MONTHS[form])


def _permanent(stop: Stop, form: TitleForm, carriers: tuple[Right, ...]) -> Iterator[Finding]:
    title = stop.holder.title
    if form in CARDS and stop.standing.is_prefect_order and stop.standing.is_in_force(Measure.RESTRICTED, stop.at):
        yield Finding(Reason.TITLE_SHOULD_BE_HELD, form.value)
    if _is_superseded(stop, form):
        yield Finding(Reason.TITLE_SUPERSEDED, _number(stop))
    if _ends_with_the_old_format(stop, form) and stop.today > OLD_FORMAT_LAST_DAY:
        yield Finding(Reason.TITLE_OLD_FORMAT_ENDS, OLD_FORMAT_LAST_DAY.isoformat())
    elif title.form not in MONTHS and title.expires is not None and stop.today > title.expires:
        if carriers and all(is_provisionally_valid(stop, each) for each in carriers):
            return  # "le permis reste provisoirement valide" (R.221-11 III): the title with its category
        kept = _right_is_kept(stop, carriers)
        reason = Reason.TITLE_EXPIRED_RIGHT_KEPT if kept else Reason.TITLE_EXPIRED
        yield Finding(reason, title.expires.isoformat())


def _number(stop: Stop) -> str:
    presented = stop.context.presented
    return stop.holder.title.number if presented is None or presented.number is None else presented.number


def _is_superseded(stop: Stop, form: TitleForm) -> bool:
    """Tell whether the title shown is not the current one: another number, or one that was declared lost."""
    if stop.standing.measure is Measure.TITLE_LOST:
        return True
    title, presented = stop.holder.title, stop.context.presented
    if presented is None or presented.number is None or form not in _NUMBERED or title.form not in _NUMBERED:
        return False
    return not same_number(presented.number, title.number)


def _ends_with_the_old_format(stop: Stop, form: TitleForm) -> bool:
    if not stop.holder.is_french:
        return False
    title = stop.holder.title
    if TitleForm.PINK_3_VOLETS in (form, title.form):
        return True
    return title.form not in MONTHS and title.issued is not None and title.issued < OLD_FORMAT_BEFORE


def _right_is_kept(stop: Stop, carriers: tuple[Right, ...]) -> bool:
    """Tell whether the title ended with its heavy categories while the light right in use goes on (8 III)."""
    title = stop.holder.title
    if not stop.holder.is_french or not carriers or any(each.category not in LIGHT_CATEGORIES for each in carriers):
        return False
    if all(each.category in LIGHT_CATEGORIES for each in stop.holder.rights):
        return False
    if title.issued is None or title.expires is None:
        return True
    return title.expires <= plus_years(title.issued, HEAVY_TITLE_YEARS)


def recognised_until(residence: date) -> date:
    """Return the last day on which a title from outside the EEA is recognised (R.222-3)."""
    return plus_years(residence, RECOGNISED_YEARS)
