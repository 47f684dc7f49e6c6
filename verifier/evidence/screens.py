"""What `verifier evidence open` prints of one evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from credential.display import display_safe
from credential.language import Bilingual, Language
from credential.moments import format_moment
from verifier.entitlement.context import UNKNOWN_CONTEXT
from verifier.entitlement.context_described import describe_context
from verifier.evidence.content import Opened
from verifier.evidence.desk import Written
from verifier.journal.words import PORTRAITS

MAX_STATED: Final = 1000
"""Characters of the circumstances; all of the vocabulary at once takes about 900."""
_RECORD: Final = Bilingual(
    "{name} : enregistrement {number} du journal, le {at}, agent {agent}",
    "{name}: record {number} of the journal, {at}, agent {agent}",
)
_VERDICT: Final = Bilingual(
    "  {verdict} ({form}), données de confiance {snapshot}", "  {verdict} ({form}), trust data {snapshot}"
)
_STATED: Final = Bilingual("  Déclaré par l'agent : {stated}", "  Stated by the officer: {stated}")
_PORTRAIT: Final = Bilingual("  Portrait : {answer}", "  Portrait: {answer}")
_HOLDS: Final = Bilingual("  Signé par le terminal : oui", "  Signed by the terminal: yes")
_NOT_ASKED: Final = Bilingual(
    "  ▲ Signature non vérifiée : donnez --certificate", "  ▲ Signature not verified: give --certificate"
)
_WRITTEN: Final = Bilingual("  Écrit : {path}", "  Written: {path}")


def opened_lines(name: str, opened: Opened, written: Written, language: Language) -> Iterator[str]:
    """Yield the lines: which check it was, what was said, who vouches for it, where the case lies."""
    entry, case = opened.record.entry, opened.filed.case
    yield _RECORD.in_(language).format(
        name=display_safe(name), number=opened.record.number, at=format_moment(entry.at), agent=entry.agent or "-"
    )
    yield _VERDICT.in_(language).format(verdict=entry.outcome, form=entry.form, snapshot=display_safe(case.trust))
    for reason, detail in opened.filed.findings:
        yield f"    {display_safe(reason)}" + (f" ({display_safe(detail)})" if detail else "")
    if case.context != UNKNOWN_CONTEXT:
        yield _STATED.in_(language).format(stated=display_safe(describe_context(case.context, language), MAX_STATED))
    if entry.portrait is not None:
        yield _PORTRAIT.in_(language).format(answer=PORTRAITS[entry.portrait].in_(language))
    yield (_HOLDS if opened.is_verified else _NOT_ASKED).in_(language)
    for path in (written.case, written.frame):
        if path is not None:
            yield _WRITTEN.in_(language).format(path=display_safe(str(path)))
