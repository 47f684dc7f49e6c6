"""The report's content before any layout: charts as bars, tables as rows, all text made safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from credential.display import display_safe
from credential.language import Bilingual, Language
from credential.reason import Outcome, Reason
from verifier import dates
from verifier.desk import phrases
from verifier.desk.tally import Tally
from verifier.replay.comparison import Comparison
from verifier.replay.result import Result
from verifier.words import OUTCOME_SHAPES, OUTCOME_WORDS, REASON_WORDS

LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart."""

    label: str
    count: int
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; where `more` is true there was no room for all rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One thumbnail: a JPEG, and what was said of it."""

    jpeg: bytes
    caption: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a report says, in one language."""

    language: Language
    title: str
    subtitle: str
    summary: tuple[str, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    grounds: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """By what a report can be made again."""

    versions: Mapping[str, str]
    command: str
    results_sha256: str
    made_at: datetime


def compose(
    tally: Tally, comparison: Comparison | None, grounds: Grounds, language: Language, pictures: Iterable[Picture] = ()
) -> Report:
    """Put a report together."""
    return Report(
        language=language,
        title=phrases.TITLE.in_(language),
        subtitle=phrases.SPECIMEN.in_(language),
        summary=_summary(tally, comparison, grounds, language),
        charts=tuple(chart for chart in _charts(tally, language) if chart.bars),
        tables=_tables(tally, comparison, language),
        pictures=tuple(pictures),
        grounds=_grounds(tally, grounds, language),
    )


def outcome_of(word: str) -> Outcome | None:
    """Read an outcome; None for anything else."""
    return next((outcome for outcome in Outcome if outcome.value == word), None)


def verdict_words(word: str, language: Language) -> str:
    """Write a verdict as an officer reads it, with its shape."""
    outcome = outcome_of(word)
    if outcome is None:
        return phrases.UNJUDGED.in_(language)
    return f"{OUTCOME_SHAPES[outcome]} {OUTCOME_WORDS[outcome].in_(language)}"


def safe(text: str) -> str:
    """Make text from outside safe to show."""
    return display_safe(text, LONGEST)


def _summary(tally: Tally, comparison: Comparison | None, grounds: Grounds, language: Language) -> tuple[str, ...]:
    lines = [f"{phrases.CASES.in_(language)} : {tally.total:,}".replace(",", " ")]
    lines.append(f"{phrases.TO_LOOK_AT.in_(language)} : {tally.noteworthy}")
    if tally.total and not tally.noteworthy:
        lines.append(phrases.NONE_DIFFER.in_(language))
    if comparison is not None:
        same, changed = phrases.SAME.in_(language), phrases.CHANGED.in_(language)
        lines.append(f"{phrases.CHANGES.in_(language)} : {comparison.same} {same}, {comparison.total} {changed}")
    lines.append(f"{phrases.MADE.in_(language)} {dates.moment(grounds.made_at, language)}")
    return tuple(lines)


def _charts(tally: Tally, language: Language) -> Iterable[Chart]:
    verdicts = [
        (word, tally.verdicts[word]) for word in (*(each.value for each in Outcome), "") if tally.verdicts[word]
    ]
    yield _chart(
        phrases.BY_VERDICT,
        language,
        (Bar(label=verdict_words(word, language), count=count, outcome=outcome_of(word)) for word, count in verdicts),
    )
    yield _chart(phrases.BY_REASON, language, (_reason_bar(*each, language) for each in tally.reasons.most_common()))
    signers = ((word or phrases.NO_SIGNER.in_(language), count) for word, count in tally.signers.most_common())
    yield _chart(phrases.BY_SIGNER, language, (Bar(label=safe(word), count=count) for word, count in signers))
    hours = (Bar(label=f"{hour:02} h", count=tally.hours[hour]) for hour in range(24) if tally.hours)
    yield _chart(phrases.BY_HOUR, language, hours)
    ages = (Bar(label=words.in_(language), count=tally.ages[age]) for age, words in phrases.AGES.items() if tally.total)
    yield _chart(phrases.BY_AGE, language, ages)
    kinds = (Bar(label=safe(word or "-"), count=count) for word, count in tally.kinds.most_common())
    yield _chart(phrases.BY_KIND, language, kinds)


def _chart(title: Bilingual, language: Language, bars: Iterable[Bar]) -> Chart:
    return Chart(title=title.in_(language), bars=tuple(bars))


def _reason_bar(word: str, count: int, language: Language) -> Bar:
    if word not in Reason.__members__:
        return Bar(label=safe(word), count=count)
    reason = Reason[word]
    return Bar(label=f"{word} - {REASON_WORDS[reason].what.in_(language)}", count=count, outcome=reason.outcome)


def _tables(tally: Tally, comparison: Comparison | None, language: Language) -> tuple[Table, ...]:
    tables = []
    if comparison is not None and comparison.changes:
        tables.append(_changes(comparison, language))
    if tally.named:
        heads = (phrases.CASE, phrases.FOUND, phrases.WHY)
        rows = tuple(_row(result, language) for result in tally.named)
        title, more = phrases.DIFFERENCES.in_(language), tally.noteworthy > len(tally.named)
        tables.append(Table(title=title, heads=tuple(each.in_(language) for each in heads), rows=rows, more=more))
    return tuple(tables)


def _changes(comparison: Comparison, language: Language) -> Table:
    heads = (phrases.COUNT, phrases.BEFORE, phrases.AFTER, phrases.EXAMPLES)
    rows = tuple(
        (str(count), safe(change.before), safe(change.after), safe(", ".join(comparison.examples[change][:5])))
        for change, count in comparison.changes.most_common()
    )
    return Table(title=phrases.CHANGES.in_(language), heads=tuple(each.in_(language) for each in heads), rows=rows)


def _row(result: Result, language: Language) -> tuple[str, ...]:
    found = " ".join((verdict_words(result.verdict, language), *result.reasons))
    why = "; ".join(part for part in (result.problem, *result.differs, result.opinion) if part)
    return safe(result.id), safe(found), safe(why)


def _grounds(tally: Tally, grounds: Grounds, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    versions = tuple(f"{safe(name)} {safe(number)}" for name, number in grounds.versions.items())
    snapshots = tuple(f"{safe(name or '-')} x {count}" for name, count in tally.snapshots.most_common())
    return (
        (phrases.VERSIONS.in_(language), versions),
        (phrases.SNAPSHOTS.in_(language), snapshots),
        (phrases.COMMAND.in_(language), (display_safe(grounds.command, 2000),)),
        (phrases.RESULTS.in_(language), (grounds.results_sha256,)),
    )
