"""One sample: what is scanned, at what moment, and the verdict it must get. It is written as text for people to read.

A text sample is a header of ``name: value`` lines, an empty line, and the texts of the codes, one a line. A picture or
a message in bytes stands in a file of its own, with the header beside it under the same name and ``.expect``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from credential.moments import format_moment
from credential.reason import Outcome, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A code of the same phone, seen before: its `iat`, and how many seconds ago."""

    iat: int
    seconds_ago: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sample. Either `texts` or (`content` and `suffix`) is what is scanned.

    `trust` names the folder under trust/ that the terminal has installed; ``none``, ``damaged`` and ``faulty`` stand
    for an empty store, one that does not open, and a program whose look-up fails.
    """

    name: str
    expect: Outcome
    reasons: tuple[Reason, ...]
    now: datetime
    comment: str
    texts: tuple[str, ...] = ()
    content: bytes = b""
    suffix: str = ""
    trust: str = "main"
    vehicle: str | None = None
    context: str | None = None
    mrz: str | None = None
    nonce: str | None = None
    earlier: tuple[Earlier, ...] = ()

    def header(self) -> str:
        """The header, one ``name: value`` a line; names without a value are left out."""
        fields = {
            "expect": " ".join((self.expect.value, *(reason.value for reason in self.reasons))),
            "now": format_moment(self.now),
            "trust": self.trust,
            "vehicle": self.vehicle,
            "context": self.context,
            "mrz": self.mrz,
            "nonce": self.nonce,
            "earlier": " ".join(f"{each.iat}@{each.seconds_ago}" for each in self.earlier) or None,
            "comment": self.comment,
        }
        return "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None)

    def files(self) -> dict[str, bytes]:
        """The files of this sample by name."""
        if self.suffix:
            return {
                f"{self.name}{self.suffix}": self.content,
                f"{self.name}{self.suffix}.expect": self.header().encode(),
            }
        return {f"{self.name}.sample": (self.header() + "\n" + "".join(f"{each}\n" for each in self.texts)).encode()}
