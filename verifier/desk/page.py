"""The report as one HTML file: no script, no network, nothing from outside but text and our own small JPEGs.

The page is built as a tree, and its writer escapes every text and attribute; there is no other way into it. A content
security policy forbids what the page does not need, so that even a fault of ours could not run or fetch anything.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, tostring

from credential.reason import Outcome
from verifier.desk import phrases
from verifier.desk.content import Bar, Chart, Picture, Report, Table

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_COLOURS: Final = {
    Outcome.PASSED: "#2e7d32",
    Outcome.ATTENTION: "#b26a00",
    Outcome.INDETERMINATE: "#546e7a",
    Outcome.FAILED: "#b71c1c",
    None: "#8d4a6a",
}
_STYLE: Final = """
body { font: 15px/1.45 system-ui, sans-serif; color: #222; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { margin: 0 } .specimen { color: #8d4a6a; letter-spacing: .04em; margin: .2rem 0 1rem }
h2 { border-bottom: 1px solid #ccc; margin-top: 2rem; font-size: 1.15rem }
svg { width: 100%; height: auto } svg text { font: 13px system-ui, sans-serif }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #ddd;
  overflow-wrap: anywhere }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem }
figure { margin: 0; break-inside: avoid } figure img { width: 100%; border: 3px solid #ccc }
figcaption { font-size: .85rem; overflow-wrap: anywhere } code { overflow-wrap: anywhere }
@media print { body { max-width: none; margin: 0; font-size: 11px } h2 { break-after: avoid }
  tr, svg { break-inside: avoid } @page { margin: 15mm } }
"""
_BAR: Final = 22
_LABEL: Final = 500
_WIDTH: Final = 900
_LONGEST_LABEL: Final = 58


def html_page(report: Report) -> bytes:
    """Write a report as HTML, UTF-8."""
    head = _tag("head")
    head.append(_tag("meta", charset="utf-8"))
    head.append(_tag("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}))
    head.append(_tag("meta", name="viewport", content="width=device-width, initial-scale=1"))
    head.append(_tag("title", report.title))
    head.append(_tag("style", _STYLE))
    body = _tag("body", _tag("h1", report.title), _tag("p", report.subtitle, **{"class": "specimen"}))
    body.extend(_tag("p", line) for line in report.summary)
    for parts in (_charts(report.charts), _tables(report), _pictures(report), _grounds(report)):
        body.extend(parts)
    page = _tag("html", head, body, lang=report.language.value)
    written: bytes = tostring(page, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + written + b"\n"


def _tag(kind: str, /, *children: Element | str, **attributes: str) -> Element:
    element = Element(kind, attributes)
    for child in children:
        if isinstance(child, str):
            element.text = child
        else:
            element.append(child)
    return element


def _charts(charts: Iterable[Chart]) -> Iterable[Element]:
    for chart in charts:
        yield _tag("h2", chart.title)
        yield _svg(chart)


def _svg(chart: Chart) -> Element:
    """Draw bars one under the other, each with its label in front and its number behind."""
    height = _BAR * len(chart.bars)
    svg = _tag("svg", viewBox=f"0 0 {_WIDTH} {height}", role="img", **{"aria-label": chart.title})
    most = max(bar.count for bar in chart.bars) or 1
    for place, bar in enumerate(chart.bars):
        svg.extend(_bar(bar, place * _BAR, most))
    return svg


def _bar(bar: Bar, top: int, most: int) -> tuple[Element, ...]:
    length = round((_WIDTH - _LABEL - 90) * bar.count / most)
    label = bar.label if len(bar.label) <= _LONGEST_LABEL else bar.label[: _LONGEST_LABEL - 1] + "…"
    middle = str(top + 15)
    box = {"x": str(_LABEL), "y": str(top + 3), "width": str(max(length, 1 if bar.count else 0)), "height": "16"}
    return (
        _tag("text", label, _tag("title", bar.label), x="0", y=middle),
        _tag("rect", fill=_COLOURS[bar.outcome], **box),
        _tag("text", str(bar.count), x=str(_LABEL + length + 6), y=middle),
    )


def _tables(report: Report) -> Iterable[Element]:
    for table in report.tables:
        yield _tag("h2", table.title)
        yield _table(table)
        if table.more:
            yield _tag("p", phrases.MORE.in_(report.language))


def _table(table: Table) -> Element:
    head = _tag("tr", *(_tag("th", each) for each in table.heads))
    rows = (_tag("tr", *(_tag("td", cell) for cell in row)) for row in table.rows)
    return _tag("table", _tag("thead", head), _tag("tbody", *rows))


def _pictures(report: Report) -> Iterable[Element]:
    if report.pictures:
        yield _tag("h2", phrases.PICTURES.in_(report.language))
        yield _tag("p", phrases.PERSONAL.in_(report.language))
        yield _tag("div", *(_figure(each) for each in report.pictures), **{"class": "pictures"})


def _figure(picture: Picture) -> Element:
    source = "data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode()
    border = f"border-color: {_COLOURS[picture.outcome]}"
    return _tag("figure", _tag("img", src=source, alt="", style=border), _tag("figcaption", picture.caption))


def _grounds(report: Report) -> Iterable[Element]:
    yield _tag("h2", phrases.GROUNDS.in_(report.language))
    for title, lines in report.grounds:
        yield _tag("h3", title)
        yield _tag("ul", *(_tag("li", _tag("code", line)) for line in lines))
