"""What a crash prints: one line. Textual's own report would print every local variable, and so a driver's name."""

from __future__ import annotations

import traceback
from pathlib import Path

from credential.language import Bilingual, Language

CRASHED = Bilingual(
    "Erreur interne ({}). Rien n'est conservé : relancer `verifier scan`.",
    "Internal error ({}). Nothing was kept: start `verifier scan` again.",
)


def crash_line(error: BaseException, language: Language) -> str:
    """Name the class of the error and the line of code that raised it; never its message, which may quote a scan."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return CRASHED.in_(language).format(f"{type(error).__name__}{where}")
