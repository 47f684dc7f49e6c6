"""The report: it counts what results say, and whatever stands in them it shows as text."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter
from contextlib import closing
from html.parser import HTMLParser

import pypdfium2
import pytest
from PIL import Image

from credential.language import Language
from tests.catalogue import SAMPLES
from tests.unit.desk.hostile_results import GROUNDS, HOSTILE, everywhere, result
from verifier.desk import phrases
from verifier.desk.content import Picture, Report, compose
from verifier.desk.page import POLICY, html_page
from verifier.desk.sheets import pdf_pages
from verifier.desk.tally import MOST_NAMED, MOST_PICTURES, MOST_SIGNERS, ListAge, tally_of
from verifier.desk.thumbnails import thumbnails
from verifier.replay.comparison import Comparison
from verifier.replay.result import Result
from verifier.replay.run import Sources


def composed(*results: Result, comparison: Comparison | None = None, language: Language = Language.EN) -> Report:
    return compose(tally_of(results), comparison, GROUNDS, language)


class Parts(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.sources: list[str] = []
        self.text: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.names.update(name for name, _ in attrs)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_never_becomes_markup(text: str) -> None:
    plain, hostile = Parts(html_page(everywhere("x"))), html_page(everywhere(text))
    parts = Parts(hostile)
    assert parts.tags == plain.tags
    assert parts.names == plain.names
    assert parts.sources == []
    assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", hostile)
    assert "\u202e" not in hostile.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_never_becomes_markup_of_the_pdf(text: str) -> None:
    with closing(pypdfium2.PdfDocument(pdf_pages(everywhere(text)))) as document:
        assert len(document) >= 1
        for number in range(len(document)):
            with closing(document[number]) as page:
                assert not list(page.get_objects(filter=[4]))  # no form, no embedded thing


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = html_page(composed(result()))
    parts = Parts(page)
    assert not parts.tags.keys() & {"script", "link", "iframe", "object", "embed", "form", "base", "a"}
    assert not [name for name in parts.names if name.startswith("on")]
    assert POLICY.encode() in page
    assert b"http" not in page.replace(b"http-equiv", b"")


@pytest.mark.parametrize("language", Language)
def test_every_count_is_on_the_page_in_both_languages(language: Language) -> None:
    results = [result(each, verdict="FAILED", reasons=("EXPIRED",)) for each in range(3)]
    results += [result(9, signer="", list_age=None, at="2026-07-01T22:30:00Z")]
    report = composed(*results, language=language)
    charts = {chart.title: {bar.label: bar.count for bar in chart.bars} for chart in report.charts}
    assert list(charts[phrases.BY_VERDICT.in_(language)].values()) == [1, 3]
    assert list(charts[phrases.BY_REASON.in_(language)].values()) == [3]
    assert charts[phrases.BY_SIGNER.in_(language)] == {"k": 3, phrases.NO_SIGNER.in_(language): 1}
    hours = charts[phrases.BY_HOUR.in_(language)]
    assert {label: count for label, count in hours.items() if count} == {"14 h": 3, "00 h": 1}
    ages = charts[phrases.BY_AGE.in_(language)]
    assert (ages[phrases.AGES[ListAge.DAY].in_(language)], ages[phrases.AGES[ListAge.NONE].in_(language)]) == (3, 1)
    words = "".join(Parts(html_page(report)).text)
    assert all(title in words for title in charts)


def test_what_differs_is_named_up_to_a_bound_and_the_rest_is_said() -> None:
    report = composed(*(result(each, differs=("other",)) for each in range(MOST_NAMED + 1)))
    (table,) = report.tables
    assert (len(table.rows), table.more) == (MOST_NAMED, True)
    assert composed(result()).tables == ()


def test_memory_stays_bounded_whatever_results_make_up() -> None:
    many = (result(each, signer=str(each), kind="png", snapshot=str(each)) for each in range(2000))
    tally = tally_of(many)
    assert len(tally.signers) == len(tally.snapshots) == MOST_SIGNERS + 1
    assert len(tally.pictures) == MOST_PICTURES


def test_pictures_that_differ_are_shown_before_others() -> None:
    clean = [result(each, kind="png") for each in range(MOST_PICTURES)]
    tally = tally_of([*clean, result(999, kind="png", differs=("other",))])
    assert len(tally.pictures) == MOST_PICTURES
    assert "case 999" in tally.pictures


def test_thumbnails_are_our_own_small_jpegs() -> None:
    chosen = {
        f"scans/{name}.expect": result(kind="png", id=f"scans/{name}.expect")
        for name in ("screen.png", "photo-tilted.jpg", "not-a-picture.png", "film.avi", "empty-file.jpg")
    }
    with closing(Sources.open([SAMPLES], [])) as sources:
        shown = list(thumbnails(sources.items(), chosen, Language.FR))
    assert len(shown) == 2
    for picture in shown:
        with Image.open(io.BytesIO(picture.jpeg)) as opened:
            assert opened.format == "JPEG"
            assert max(opened.size) <= 320
            assert not opened.getexif()


def test_a_thumbnail_stands_in_page_and_pdf() -> None:
    out = io.BytesIO()
    Image.new("L", (20, 20)).save(out, "JPEG")
    picture = Picture(jpeg=out.getvalue(), caption="a <b>", outcome=None)
    report = compose(tally_of([result()]), None, GROUNDS, Language.FR, [picture])
    assert Parts(html_page(report)).sources == ["data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode()]
    assert b"/Image" in pdf_pages(report)


def test_the_same_results_give_the_same_bytes() -> None:
    report = composed(result(), result(1, differs=("x",)))
    assert html_page(report) == html_page(composed(result(), result(1, differs=("x",))))
    assert pdf_pages(report) == pdf_pages(composed(result(), result(1, differs=("x",))))
