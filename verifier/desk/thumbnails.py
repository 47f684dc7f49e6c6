"""Thumbnails of picture cases: each is decoded as the check decodes it, made small, and written anew as JPEG."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from credential.language import Language
from verifier.capture.errors import SourceError
from verifier.capture.pictures import is_picture, load_picture
from verifier.desk.content import Picture, outcome_of, safe, verdict_words
from verifier.replay.case import Case, CaseError
from verifier.replay.catalogue import Item, Packed
from verifier.replay.result import Result

_SIDE: Final = 320
_QUALITY: Final = 70


def thumbnails(items: Iterable[Item], chosen: Mapping[str, Result], language: Language) -> Iterator[Picture]:
    """Yield the thumbnails of the chosen cases, found again in their sources."""
    left = dict(chosen)
    for item in items:
        if not left:
            return
        if not isinstance(item, Packed) or not item.has_recording:
            continue
        case = _case(item)
        result = None if case is None else left.pop(case.id, None)
        jpeg = None if case is None or case.recording is None or result is None else _jpeg(case.recording.data)
        if result is not None and jpeg is not None:
            caption = f"{safe(result.id)} - {verdict_words(result.verdict, language)} {' '.join(result.reasons)}"
            yield Picture(jpeg=jpeg, caption=safe(caption), outcome=outcome_of(result.verdict))


def _case(item: Packed) -> Case | None:
    try:
        return item.case()
    except CaseError:
        return None


def _jpeg(data: bytes) -> bytes | None:
    """Make a small grey picture; None for what is no picture or does not decode."""
    if not is_picture(data[:12]):
        return None
    try:
        picture = load_picture(data, "picture")
    except SourceError:
        return None
    picture.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
