"""Read the codes on the pages of a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.pictures import read_picture
from verifier.capture.reading import Sighting

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

    from verifier.capture.frame import Frame

Seen = TypeVar("Seen")
PDF_BYTES: Final = 32 * 1024 * 1024
PDF_PAGES: Final = 20
POINTS_PER_INCH: Final = 72
DOTS_PER_INCH: Final = 200
"""A symbol of version 24 (113 modules) printed 60 mm wide then has 4.2 pixels a module; A4 has 3.9 million pixels."""
CLOSE_DOTS_PER_INCH: Final = 300
"""The second look, where the first reads nothing: symbols of half that size."""
PAGE_PIXELS: Final = 12_000_000
"""A larger page (the format allows 5 m) is rendered coarser."""


def is_pdf(head: bytes) -> bool:
    """Tell by its first 5 bytes whether a file is a PDF (ISO 32000-1 section 7.5.2)."""
    return head.startswith(b"%PDF-")


def pdf_sightings(data: bytes, where: str) -> Iterator[Sighting]:
    """Yield one sighting a page. Raises `SourceError`: ENCRYPTED, DAMAGED, TOO_LARGE (over 20 pages)."""
    yield from _pages(data, where, _page_sighting)


def pdf_frames(data: bytes, where: str) -> Iterator[Frame]:
    """Yield each page as a grey frame. Raises `SourceError` as `pdf_sightings` does."""
    yield from _pages(data, where, _page_frame)


def _pages(data: bytes, where: str, look: Callable[[PdfDocument, int], Seen]) -> Iterator[Seen]:
    import pypdfium2

    document = _open(data, where)
    try:
        if len(document) > PDF_PAGES:
            raise SourceError(
                SourceFault.TOO_LARGE, where, f"keep the pages with the code: at most {PDF_PAGES} are read"
            )
        for number in range(len(document)):
            yield look(document, number)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise SourceError(SourceFault.DAMAGED, where, "send or copy the PDF anew") from error
    finally:
        document.close()


def _open(data: bytes, where: str) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(SourceFault.ENCRYPTED, where, "ask for a copy without a password") from error
        raise SourceError(SourceFault.DAMAGED, where, "send or copy the PDF anew") from error


def _page_sighting(document: PdfDocument, number: int) -> Sighting:
    page = document[number]
    try:
        reading = read_picture(_render(page, DOTS_PER_INCH))
        if not reading.texts:
            closer = read_picture(_render(page, CLOSE_DOTS_PER_INCH))
            reading = closer if closer.texts or closer.finder_seen else reading
    finally:
        page.close()
    return Sighting(label=f"page {number + 1}", seconds=0.0, reading=reading)


def _page_frame(document: PdfDocument, number: int) -> Frame:
    import numpy as np

    page = document[number]
    try:
        return np.asarray(_render(page, DOTS_PER_INCH), dtype=np.uint8)
    finally:
        page.close()


def _render(page: PdfPage, dots_per_inch: int) -> Image:
    """Render one page in grey."""
    scale = dots_per_inch / POINTS_PER_INCH
    width, height = page.get_size()
    area = max(width * height, 1.0)
    scale = min(scale, (PAGE_PIXELS / area) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        picture: Image = bitmap.to_pil().convert("L")
        return picture.copy()  # the bitmap's memory goes with the bitmap
    finally:
        bitmap.close()
