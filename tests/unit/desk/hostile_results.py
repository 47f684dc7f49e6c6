"""Results, and reports in which every field that can come from outside is hostile."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from credential.language import Language
from verifier.desk.content import Grounds, Report, compose
from verifier.desk.tally import tally_of
from verifier.replay.comparison import Change, Comparison
from verifier.replay.result import Result

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "<font color='red'><b>&amp;&#60;",
    "\x1b[2J\x1b]8;;http://evil\x07",
    "\u202eDELIAF\u2066",
    "=cmd|' /C calc'!A0",
    "\x00\r\n\ud800",
    "x" * 5000,
]
GROUNDS = Grounds(
    versions={"carton-rose": "0.1.0"},
    command="verifier replay samples",
    results_sha256="0" * 64,
    made_at=datetime(2026, 12, 2, 9, tzinfo=UTC),
)


def result(number: int = 0, **changes: object) -> Result:
    fields: dict[str, object] = {"id": f"case {number}", "kind": "text", "verdict": "PASSED", "digest": "d"}
    fields |= {"at": "2026-12-01T13:00:00Z", "list_age": 28800, "snapshot": "s", "signer": "k"}
    return Result(**{**fields, **changes})  # type: ignore[arg-type] # fields of a result


def everywhere(*texts: str) -> Report:
    """A report with each text in every field that a result, a comparison or a command can bring."""
    changes = {Change(text, text): [text] for text in texts}
    comparison = Comparison(same=1, changes=Counter(dict.fromkeys(changes, 2)), examples=changes)
    versions = {text: text for text in texts}
    grounds = Grounds(versions=versions, command=" ".join(texts), results_sha256="0" * 64, made_at=GROUNDS.made_at)
    return compose(tally_of(map(hostile, texts)), comparison, grounds, Language.FR)


def hostile(text: str) -> Result:
    """A result whose every field is `text`."""
    return result(
        id=text, kind=text, form=text, verdict=text, verdict_class=text, reasons=(text,), signer=text, snapshot=text,
        at=text, digest=text, expected=text, expected_reasons=(text,), differs=(text,), problem=text, opinion=text,
    )  # fmt: skip  # a table: a row a line
