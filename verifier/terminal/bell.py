"""A sound for each outcome: the terminal's bell, in a number of strokes that is told apart without counting."""

from __future__ import annotations

from typing import Final

from credential.reason import Outcome

RINGS: Final = {
    Outcome.PASSED: (0.0,),
    Outcome.ATTENTION: (0.0, 0.35),
    Outcome.INDETERMINATE: (0.0, 0.35, 0.70),
    Outcome.FAILED: (0.0, 0.18, 0.36, 0.54, 0.72, 0.90),
}
"""Seconds after the verdict: one stroke, two, three, and a quick run of six."""
