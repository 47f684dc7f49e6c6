"""What one replayed case came to, as it stands in results: no name, number or portrait, only what was said of it."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from credential.moments import format_moment
from trust_store.status import StatusStatement
from trust_store.store import TrustStore
from verifier.replay.case import Case
from verifier.replay.judge import Trust
from verifier.replay.told import told_by
from verifier.verdict import Verdict

COLUMNS: Final = (
    *("id", "kind", "form", "verdict", "class", "reasons", "signer", "snapshot", "at", "list_age", "digest"),
    *("expected", "expected_reasons", "differs", "problem", "opinion"),
)
"""The fields of a result, in their order; `docs/auditor.md` says what each is."""


class Result(NamedTuple):
    """One result, its fields as in COLUMNS. Where `problem` is not empty there is no verdict.

    A tuple: one is made for each of millions of scans, in a quarter of the time of a frozen dataclass.
    """

    id: str
    kind: str = ""
    """text, or the ending of the recording's name."""
    form: str = ""
    verdict: str = ""
    verdict_class: str = ""
    reasons: tuple[str, ...] = ()
    signer: str = ""
    """The kid of the document signer whose signature held, in hexadecimal."""
    snapshot: str = ""
    at: str = ""
    list_age: int | None = None
    """Seconds since the list that decided the status was signed; of the trust list where none did."""
    digest: str = ""
    expected: str = ""
    expected_reasons: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    problem: str = ""
    opinion: str = ""
    """What the second opinion says against ours; empty where it agrees, or was not asked."""

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look at: judged, as expected, and not contradicted."""
        return not (self.differs or self.problem or self.opinion)

    def line(self) -> bytes:
        """Write the result as one line of JSON; what is empty is left out."""
        content = {name: value for name, value in zip(COLUMNS, self, strict=True) if value not in ("", (), None)}
        return _ENCODER.encode(content).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> Result:
        """Read a line. Raises ValueError for anything else than what `line` writes."""
        content = json.loads(line)
        if not isinstance(content, dict) or not content.keys() <= set(COLUMNS) or "id" not in content:
            raise ValueError("no line of results")
        fields: dict[str, Any] = {"verdict_class" if name == "class" else name: content[name] for name in content}
        for name in ("reasons", "expected_reasons", "differs"):
            fields[name] = tuple(map(str, fields.get(name, ())))
        return cls(**fields)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
"""Made once: `json.dumps` would make one for each result."""
_written: Final = lru_cache(1024)(format_moment)


def result_of(
    case: Case, trust: Trust, verdict: Verdict, *, digest: str, differs: tuple[str, ...], opinion: str = ""
) -> Result:
    """Say what a case came to."""
    evidence, expected, told = verdict.evidence, case.expectation, told_by(verdict)
    return Result(
        id=case.id,
        kind="text" if case.recording is None else case.recording.name.rpartition(".")[2].lower()[:8] or "file",
        form=told.form,
        verdict=told.verdict,
        verdict_class=told.verdict_class,
        reasons=told.reason_words,
        signer=evidence.signer.kid.hex() if evidence else "",
        snapshot=case.trust,
        at=_written(case.now),
        list_age=_list_age(verdict, trust, case.now),
        digest=digest,
        expected=expected.outcome.value if expected else "",
        expected_reasons=tuple(reason.value for reason in expected.reasons) if expected else (),
        differs=differs,
        opinion=opinion,
    )


def _list_age(verdict: Verdict, trust: Trust, now: datetime) -> int | None:
    status = verdict.evidence.status if verdict.evidence else None
    if isinstance(status, StatusStatement):
        return round((now - status.issued_at).total_seconds())
    trust_list = trust.trust_list if isinstance(trust, TrustStore) else None
    return None if trust_list is None else round((now - trust_list.issued_at).total_seconds())
