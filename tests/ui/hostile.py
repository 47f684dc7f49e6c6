"""Texts that attack a terminal, and a licence that says one of them wherever it can.

Run as a program it shows such a licence in the real terminal, with its details, then leaves; a test watches the
bytes that come out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any, Final

from credential.claims import DrivingPrivilege
from credential.reason import Reason
from tests.ui.drivers_for_tests import CLAIMS, Clocks, judged, terminal, verdict, verdict_screen
from verifier.terminal.screens.details import DetailsScreen
from verifier.verdict import Verdict

HOSTILE: Final = (
    "\x1b]52;c;SE9TVElMRQ==\x07",
    "\x1b]0;HOSTILE\x1b\\",
    "\x1b[2J\x1b[31mHOSTILE",
    "\x9b31mHOSTILE",
    "\x1bPHOSTILE\x1b\\",
    "\x90HOSTILE\x9c",
    "\x07\x08\x00HOSTILE",
    "HOSTILE\r\nHOSTILE",
    "[@click=app.quit]HOSTILE[/]",
    "[@click=app.next_driver()]HOSTILE",
    "HOSTILE[/b]",
    "[/]",
    "[b",
    "[link=file:///HOSTILE]HOSTILE[/link]",
    "$HOSTILE [$background]",
    "\u202eELITSOH",
    "\u2066HOSTILE\u2069",
    "\u200b" * 60,
    "H" + "\u0301" * 140,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 70,
    "\ufeffHOSTILE\u00ad",
    "%s%n{0}{claims}",
    "\x1b]8;;file:///HOSTILE\x1b\\HOSTILE\x1b]8;;\x1b\\",
    "\x1b]1337;File=inline=1:SE9TVElMRQ==\x07",
    "\x1b]4;1;rgb:00/00/00\x07HOSTILE",
    "\x1b]50;HOSTILE\x07",
    "\x1b_GHOSTILE\x1b\\",
    "\x1b^HOSTILE\x1b\\",
    "\x1bXHOSTILE\x1b\\",
    "\x1bcHOSTILE",
    "\x1b[?1049lHOSTILE",
    "\x1b[?2004lHOSTILE",
    "\x1b[6nHOSTILE",
    "\x1b[21tHOSTILE",
    "\x1b[5iHOSTILE\x1b[4i",
    "\x1b#8HOSTILE",
    "\x9d0;HOSTILE\x9c",
    "\x9fHOSTILE\x9c",
    "\x0e\x0fHOSTILE",
    "HOSTILE\x7f\x7f\x7f",
    "\u2028HOSTILE\u2029",
    "\u202b\u202a\u202d\u202cHOSTILE",
    "\u061c\u200e\u200fHOSTILE",
    "\U000e0048\U000e004fHOSTILE",
    "\u034f\u180e\u2060HOSTILE",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467HOSTILE",
    "\ufff9HOSTILE\ufffa\ufffb",
    "\ue000HOSTILE\uf8ff",
    "[bold red]HOSTILE[/bold red]",
    "[on red]HOSTILE",
    "\\[HOSTILE",
    "[@click=screen.dismiss]HOSTILE[/]",
    '=HYPERLINK("file:///HOSTILE")',
    "<script>HOSTILE</script>",
)

NAMES: Final = (
    "family_name",
    "given_name",
    "birth_date_as_printed",
    "document_number",
    "issuing_country",
    "issuing_authority",
    "un_distinguishing_sign",
    "birth_place",
    "usage_name",
    "iss",
    "sub",
)
TURNS: Final = 7
"""Licences needed so that each text stands in a field of its own."""


def hostile_verdict(turn: int) -> Verdict:
    """Put a text into every element and every finding that holds text; each turn gives other ones."""
    texts = cycle(HOSTILE[turn * 8 :] + HOSTILE[: turn * 8])
    claims = replace(CLAIMS, **_named(texts), driving_privileges=_privileges(texts))
    reasons = (Reason.CATEGORY_NOT_HELD, Reason.RESTRICTION_TO_CHECK, Reason.PROBATIONARY, Reason.STATUS_STALE)
    details = tuple(next(texts) for _ in reasons)
    return verdict(*reasons, details=details, claims=replace(claims, codes_all_categories=(next(texts),)))


def _named(texts: Iterator[str]) -> dict[str, Any]:
    return {name: next(texts) for name in NAMES}


def _privileges(texts: Iterator[str]) -> tuple[DrivingPrivilege, ...]:
    codes = (next(texts), f"106({next(texts)})")
    return (DrivingPrivilege(category=next(texts), codes=codes),)


async def _show_all() -> None:
    app = terminal(Clocks())

    async def show() -> None:
        for turn in range(TURNS):
            check = judged(hostile_verdict(turn))
            for screen in (verdict_screen(app, check), DetailsScreen(app.station, check)):
                await app.push_screen(screen)
                await asyncio.sleep(0.1)
                await app.pop_screen()
        app.exit()

    app.call_later(lambda: app.run_worker(show()))
    await app.run_async()


if __name__ == "__main__":
    asyncio.run(_show_all())
