"""The title, the record and the papers of a profession, said again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from verifier.second_opinion.field_12 import Roadside, interlock_objections, paper_state, taken_apart
from verifier.second_opinion.objections import Json, Objection, barred, look
from verifier.second_opinion.plain_days import PARIS, day_of, end_of, later, latest_birth, printed_days

MONTHS: Final = {"CEPC": 4, "ADCS": 4, "loss_receipt": 2, "prefect_EAD_order": 12}
"""Titles for a time, and how long they live."""
LIGHT: Final = ("AM", "A1", "A2", "A", "B1", "B", "BE")
_NEW_CARDS: Final = date(2013, 1, 19)
_OLD_TITLES_END: Final = date(2033, 1, 19)
_NUMBERED: Final = ("card_2013", "pink_3_volets", "digital", "eu_mdl", "foreign_non_eu")


class Record(NamedTuple):
    """What register or status list say. `word`: valid, suspended, ..., lost, or unknown."""

    word: str
    begins: datetime | None = None
    ends: datetime | None = None
    spares_work: bool = False
    is_order: bool = False
    is_dated: bool = False
    residence: str = "none"
    """A day, ``none``, ``over`` or ``unknown``."""


def register_record(status: Json, seen: Json) -> Record:
    """Read the register of a people file while the terminal is online, else what it carries."""
    if not seen.get("online", True):
        word, hours = seen.get("offline_status"), seen.get("status_age_h")
        if word is None or hours is None or hours > 168:
            return Record("unknown", residence="unknown")
        return Record(word, is_dated=hours > 24, residence="unknown")
    stated = str(status.get("status"))
    begins = _moment(status.get("from") or status.get("notified"))
    unnotified = stated == "invalidated" and "notified" in status and status["notified"] is None
    return Record(
        "unknown" if unnotified else _WORDS.get(stated, "unknown"),
        begins=begins,
        ends=_end(status, begins),
        spares_work=bool(status.get("limited_to")),
        is_order="order" in str(status.get("kind", "")),
        residence=status.get("french_residence_since") or ("over" if stated == "not_recognised" else "none"),
    )


_WORDS: Final = {
    **{word: word for word in ("valid", "suspended", "retained", "invalidated", "annulled", "restricted")},
    **dict.fromkeys(("not_recognised", "category_expired", "title_expired"), "valid"),
    **dict.fromkeys(("lost_or_stolen", "title_lost_or_stolen"), "lost"),
}


def _moment(stated: str | None) -> datetime | None:
    if stated is None:
        return None
    moment = datetime.fromisoformat(stated)
    return moment if moment.tzinfo is None else moment.astimezone(PARIS).replace(tzinfo=None)


def _end(status: Json, begins: datetime | None) -> datetime | None:
    until, hours = status.get("until"), status.get("hours")
    if until is not None:
        return _moment(until) if "T" in until else end_of(date.fromisoformat(until))
    return begins + timedelta(hours=hours) if begins is not None and hours is not None else None


def record_objections(record: Record, roadside: Roadside) -> Iterator[Objection]:
    """What the record has against a title that is needed."""
    if record.is_dated:
        yield look("a dated status")
    if record.word in ("valid", "lost") or (record.begins is not None and roadside.at < record.begins):
        return
    if record.word == "unknown" or (record.ends is not None and roadside.at >= record.ends):
        yield barred(f"status {record.word}")
    elif record.word == "restricted":
        yield from interlock_objections(roadside)
    elif record.word == "suspended" and record.spares_work and _is_proven_work(roadside):
        yield look("a suspension that spares work")
    else:
        yield barred(f"status {record.word}")


def _is_proven_work(roadside: Roadside) -> bool:
    papers = [paper_state(roadside.seen, name) for name in ("court_decision", "employer_proof")]
    return roadside.vehicle.get("use") not in (None, "private") and papers == ["shown", "shown"]


def ban_objections(record: Record, at: datetime) -> Iterator[Objection]:
    """A court may ban even what needs no title."""
    if record.word not in ("valid", "lost") and (record.begins is None or at >= record.begins):
        yield barred(f"status {record.word}")
    elif record.is_dated:
        yield look("a dated status")


def recognition_objections(person: Json, record: Record, today: date) -> Iterator[Objection]:
    """A title from outside the EEA is good for one year after taking residence (R.222-3)."""
    if (person.get("title") or {}).get("format") != "foreign_non_eu" or record.residence == "none":
        return
    if record.residence in ("over", "unknown") or today > later(date.fromisoformat(record.residence), years=1):
        yield barred("a title from outside the EEA")


def title_objections(person: Json, record: Record, roadside: Roadside) -> Iterator[Objection]:
    """What the title that is shown has against it."""
    title, shown = person.get("title") or {"format": "none"}, roadside.seen.get("presented") or {}
    form = shown.get("form") or title["format"]
    if form == "none":
        yield barred("no title")
    elif form in MONTHS:
        yield from _for_a_time(form, title, shown, record, roadside)
    else:
        yield from _for_good(form, person, shown, record, roadside)


def _for_a_time(form: str, title: Json, shown: Json, record: Record, roadside: Roadside) -> Iterator[Objection]:
    yield look(f"a title for a time ({form})")
    last = None
    if shown.get("issued"):
        last = later(date.fromisoformat(shown["issued"]), months=MONTHS[form])
    elif title["format"] == form:
        issued = day_of(title.get("issued"))
        last = day_of(title.get("expires")) or (issued and later(issued, months=MONTHS[form]))
    if last is not None and roadside.at.date() > last:
        yield barred("a title for a time that is over")
    if form == "CEPC" and paper_state(roadside.seen, "id") != "shown":
        yield barred("CEPC without a paper of identity")
    if form == "prefect_EAD_order" and record.word != "restricted":
        yield from interlock_objections(roadside)


def _for_good(form: str, person: Json, shown: Json, record: Record, roadside: Roadside) -> Iterator[Objection]:
    title, today = person["title"], roadside.at.date()
    begun = record.begins is None or roadside.at >= record.begins
    if record.word == "restricted" and record.is_order and form in ("card_2013", "pink_3_volets") and begun:
        yield barred("a card that the administration keeps")
    if record.word == "lost" or _is_another(title, form, shown.get("document_number")):
        yield barred("a title that is not the current one")
    expires, issued = day_of(title.get("expires")), day_of(title.get("issued"))
    is_old = "pink_3_volets" in (form, title["format"]) or (
        title["format"] not in MONTHS and issued is not None and issued < _NEW_CARDS
    )
    if is_old and person["issuing_country"] == "FR" and today > _OLD_TITLES_END:
        yield barred("a title from before 2013")
    if title["format"] not in MONTHS and expires is not None and today > expires:
        yield barred("a title that is over")


def _is_another(title: Json, form: str, shown: str | None) -> bool:
    if shown is None or form not in _NUMBERED or title["format"] not in _NUMBERED:
        return False
    bare = [text.upper().translate(_BLANKS) for text in (shown, title.get("document_number") or "")]
    return "".join(bare[0].split()) != "".join(bare[1].split())


_BLANKS: Final = str.maketrans("", "", ".-")


def probation_objections(person: Json, today: date) -> Iterator[Objection]:
    """Code 106 of a French title, or else the register's days. The last day counts as one to look at."""
    if person["issuing_country"] != "FR":
        return
    every = [code for right in person.get("categories") or () for code in right.get("codes") or ()]
    every += person.get("codes_all_categories") or ()
    printed = [code.value for code in map(taken_apart, every) if code.number == "106"]
    register = person.get("probation")
    days = [printed_days(value) for value in printed] or ([[]] if register else [])
    if any(_runs(each or _register_days(register), today) for each in days):
        yield look("probation")


def is_on_probation(person: Json, today: date) -> bool:
    """Whether probation runs, the last day left out, on which nobody can tell."""
    return bool(list(probation_objections(person, today))) and bool(
        list(probation_objections(person, today + timedelta(days=1)))
    )


def _register_days(register: Json | None) -> list[date]:
    return [date.fromisoformat(register[name]) for name in ("start", "end")] if register else []


def _runs(days: Sequence[date], today: date) -> bool:
    """Without days it runs; with one it is over three years after it; with more from the first to the last."""
    if not days:
        return True
    if len(days) == 1:
        return today <= later(days[0], years=3)
    return days[0] <= today <= days[-1]


def profession_objections(person: Json, carriers: Sequence[Json], roadside: Roadside) -> Iterator[Objection]:
    """What people who drive for a living have to show."""
    use = roadside.vehicle.get("use")
    if use == "taxi" and any(right["code"] in ("A", "B") for right in carriers):
        yield from _prefects_certificate(person, roadside)
    if use in ("haulage", "coach", None) and any(right["code"] not in LIGHT for right in carriers):
        codes = [code for right in carriers for code in right.get("codes") or ()]
        codes += person.get("codes_all_categories") or ()
        if use is not None or any(taken_apart(code).number == "95" for code in codes):
            yield look("professional qualification")


def _prefects_certificate(person: Json, roadside: Roadside) -> Iterator[Objection]:
    """It lives five years, two of whoever was 60 on its day, one of whoever was 76."""
    paper = (roadside.seen.get("documents") or {}).get("prefect_medical_certificate", {})
    yield look("the prefect's medical certificate")
    if paper.get("state") != "shown":
        yield barred("no prefect's medical certificate")
    dated = day_of(paper.get("date"))
    if dated is not None:
        born = latest_birth(date.fromisoformat(person["birth_date"]), person.get("birth_date_as_printed"))
        years = 1 if dated >= later(born, years=76) else 2 if dated >= later(born, years=60) else 5
        if roadside.at.date() > later(dated, years=years):
            yield barred("a prefect's medical certificate that is too old")
