"""What `verifier journal` prints: an examination as lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from credential.display import display_safe
from credential.language import Bilingual, Language
from credential.moments import format_moment
from verifier.journal.answer import PortraitAnswer
from verifier.journal.answers import Answers
from verifier.journal.chain import BentError
from verifier.journal.examine import Examination, Means
from verifier.journal.words import BENDS, DOUBTS

MAX_DOUBTS: Final = 20
"""Lines of doubts; the rest is counted."""
_SOUND: Final = Bilingual("{name} : {count} enregistrement(s) en règle", "{name}: {count} record(s) hold")
_KEY: Final = Bilingual("Clé du terminal : {key} ({how})", "Key of the terminal: {key} ({how})")
_CERTIFIED: Final = Bilingual("certifiée jusqu'au {until}", "certified until {until}")
_BY_HAND: Final = Bilingual("empreinte donnée par vous, sans certificat", "fingerprint given by you, no certificate")
_HEADS: Final = Bilingual(
    "Têtes exportées : {met} concordent ; rien n'a pu changer jusqu'à l'enregistrement {vouched}",
    "Exported heads: {met} agree; nothing can have changed up to record {vouched}",
)
_NO_HEADS: Final = Bilingual(
    "Sans tête exportée, une coupure à la fin ou une vieille copie ne se voient pas",
    "Without an exported head, a cut at the end or an old copy cannot be seen",
)
_FALSE: Final = Bilingual("✖ FALSIFIÉ, enregistrement {number} : {what}", "✖ BENT, record {number}: {what}")
_DOUBT: Final = Bilingual(
    "▲ enregistrement {number} : {what} ; son heure ne prouve rien",
    "▲ record {number}: {what}; its time proves nothing",
)
_ANSWERS: Final = Bilingual(
    "Portraits : {matches} reconnu(s), {differs} différent(s), {owed} papier(s) sans réponse de l'agent",
    "Portraits: {matches} recognised, {differs} different, {owed} paper(s) without the officer's answer",
)
_AMENDING: Final = Bilingual(
    "{count} enregistrement(s) en complètent un autre du même contrôle",
    "{count} record(s) amend another one of the same check",
)
_MORE: Final = Bilingual("▲ et {count} autre(s) de ce genre", "▲ and {count} more of that kind")
_ELSEWHERE: Final = Bilingual(
    "▲ ce terminal a un autre journal ({journal}), de {count} enregistrement(s) le {at} : demandez-le aussi",
    "▲ this terminal has another journal ({journal}), of {count} record(s) on {at}: ask for it too",
)


def examination_lines(name: str, means: Means, found: Examination, language: Language) -> Iterator[str]:
    """Yield what an auditor wants to know, the first false record included."""
    yield _SOUND.in_(language).format(name=display_safe(name), count=found.sound)
    yield _key_line(means, language)
    if found.heads_met:
        yield _HEADS.in_(language).format(met=found.heads_met, vouched=found.vouched)
    elif found.broken is None:
        yield _NO_HEADS.in_(language)
    if found.broken is not None:
        yield first_false(found.broken, language)
    yield from _answer_lines(found.answers, language)
    for each in found.doubts[:MAX_DOUBTS]:
        yield _DOUBT.in_(language).format(number=each.number, what=DOUBTS[each.doubt].in_(language))
    if len(found.doubts) > MAX_DOUBTS:
        yield _MORE.in_(language).format(count=len(found.doubts) - MAX_DOUBTS)
    for head in found.elsewhere:
        at, journal = format_moment(head.exported_at), head.journal.hex()[:8]
        yield _ELSEWHERE.in_(language).format(journal=journal, count=head.number, at=at)


def _answer_lines(answers: Answers, language: Language) -> Iterator[str]:
    if answers.asked:
        matches, differs = (answers.count(each) for each in (PortraitAnswer.MATCHES, PortraitAnswer.DIFFERS))
        yield _ANSWERS.in_(language).format(matches=matches, differs=differs, owed=answers.owed)
    if answers.amending:
        yield _AMENDING.in_(language).format(count=answers.amending)


def first_false(error: BentError, language: Language) -> str:
    """Name the first record that does not hold."""
    return _FALSE.in_(language).format(number=error.number, what=BENDS[error.bend].in_(language))


def _key_line(means: Means, language: Language) -> str:
    if means.window is None:
        how = _BY_HAND.in_(language)
    else:
        how = _CERTIFIED.in_(language).format(until=format_moment(means.window.not_after))
    return _KEY.in_(language).format(key=hashlib.sha256(means.public_der).hexdigest(), how=how)
