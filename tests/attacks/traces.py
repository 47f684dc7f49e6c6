"""Everything by which a person of the samples could be recognised in a file, in the ways in which files hold it."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from credential.qr_text import unwrap
from credential.reason import CredentialError
from issuer.people import Person

ROOT = Path(__file__).parents[2]
FOLDED_FROM = 6
"""Letters of a word that is looked for whatever its case and accents; fewer would be met in random bytes."""
EXACT_FROM = 5
PIECE = 24
"""Bytes of a portrait or a code that betray it."""
DISTINCT = 8
"""Different bytes in such a piece: a run of zeros betrays nobody."""


def words_of(person: Person) -> Iterator[str]:
    """Names, numbers, places and dates of birth, as they are written."""
    born = person.birth_date
    yield from (person.family_name, person.given_name, person.birth_place, person.title.document_number)
    yield from filter(None, (person.usage_name, person.birth_date_as_printed, person.title.neph, person.title.mrz))
    yield from (born.strftime(form) for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d%m%Y"))


def pieces(content: bytes) -> Iterator[bytes]:
    """Pieces that betray a portrait or a code: from its beginning, its middle and its end."""
    if len(content) >= PIECE:
        for start in (0, len(content) // 3, len(content) // 2, len(content) - PIECE):
            piece = content[start : start + PIECE]
            if len(set(piece)) >= DISTINCT:
                yield piece


def fold(text: str) -> str:
    """Lower case, without accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    ).casefold()


class Traces:
    """Looks for words and for bytes: as they are, in UTF-16, without case and accents, in base64 and hexadecimal."""

    def __init__(self, words: Iterable[str], contents: Iterable[bytes]) -> None:
        known = set(words)
        self.folded = {fold(word) for word in known if len(word) >= FOLDED_FROM}
        encoded = {word.encode() for word in known if len(word) >= EXACT_FROM}
        whole = encoded | {piece for content in contents for piece in pieces(content)}
        self.exact = whole | {form for each in whole for form in _base64_forms(each)}
        self.folded |= {each.hex() for each in whole if len(each) >= FOLDED_FROM}

    def found_in(self, content: bytes) -> list[str]:
        """Name what betrays somebody."""
        texts = {fold(view.decode(coding, "ignore")) for view in _views(content) for coding in ("utf-8", "latin-1")}
        hits = [word for word in self.folded if any(word in text for text in texts)]
        return hits + [repr(each) for each in self.exact if any(each in view for view in _views(content))]


def _views(content: bytes) -> tuple[bytes, bytes]:
    """As it is, and without the zeros that UTF-16 puts between letters."""
    return content, content.replace(b"\0", b"")


def _base64_forms(content: bytes) -> Iterator[bytes]:
    """What stays of `content` in base64, wherever in a longer text it begins."""
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + content)
        core = encoded[(shift * 8 + 5) // 6 : len(encoded) - 4]
        if len(core) >= FOLDED_FROM:
            yield core
            yield core.translate(bytes.maketrans(b"+/", b"-_"))


def sample_texts() -> list[str]:
    """The codes of all samples that are texts, each on one line."""
    texts = []
    for path in sorted((ROOT / "samples" / "scans").glob("*.sample")):
        _, _, body = path.read_text(encoding="utf-8", errors="replace").partition("\n\n")
        texts += [line for line in body.splitlines() if line.startswith(("PDC1:", "PDD1:")) and line.isprintable()]
    return texts


def payloads(texts: Iterable[str]) -> Iterator[bytes]:
    """The bytes behind codes."""
    for text in texts:
        try:
            yield unwrap(text)[1]
        except CredentialError:
            continue
