"""Pictures made for the tests: symbols of random Base45, harmed as a camera or an attacker would harm them."""

from __future__ import annotations

import io
import random
from pathlib import Path

import cv2
import numpy as np
import segno
from numpy.typing import ArrayLike

from verifier.capture.frame import Frame
from verifier.capture.wedge import BASE45


def text(length: int = 650, seed: int = 0, prefix: str = "PDC1:") -> str:
    """Make a text like ours; a made-up payload, not a credential."""
    chooser = random.Random(seed)  # noqa: S311 - a repeatable text, no secret
    return prefix + "".join(chooser.choice(BASE45) for _ in range(length))


def as_frame(picture: ArrayLike) -> Frame:
    return np.asarray(picture, dtype=np.uint8)


def code(content: str, pixels: int = 4, error: str = "m", border: int = 4) -> Frame:
    """Draw a symbol in grey: 20 on 235, `pixels` a module."""
    symbol = segno.make(content, error=error, micro=False, boost_error=False)
    modules = np.array([list(row) for row in symbol.matrix_iter(border=border)], dtype=np.uint8)
    drawn = np.where(modules > 0, 20, 235).astype(np.uint8)
    return as_frame(cv2.resize(drawn, None, fx=pixels, fy=pixels, interpolation=cv2.INTER_NEAREST))


def on_desk(*codes: Frame, size: tuple[int, int] = (720, 1280), shade: int = 120) -> Frame:
    """Lay symbols side by side on a plain background."""
    desk = np.full(size, shade, np.uint8)
    room = size[1] // len(codes)
    for place, drawn in enumerate(codes):
        height, width = drawn.shape
        top, left = (size[0] - height) // 2, place * room + (room - width) // 2
        desk[top : top + height, left : left + width] = drawn
    return desk


def blurred(frame: Frame, sigma: float) -> Frame:
    return as_frame(cv2.GaussianBlur(frame, (0, 0), sigma))


def noisy(frame: Frame, sigma: float, seed: int = 0) -> Frame:
    noise = np.random.default_rng(seed).normal(0, sigma, frame.shape)
    return as_frame(np.clip(frame + noise, 0, 255))


def tilted(frame: Frame, share: float = 0.12) -> Frame:
    """Lean the upper edge away: its ends move inwards by a share of the width."""
    height, width = frame.shape[:2]
    start = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    end = start.copy()
    end[0, 0] += share * width
    end[1, 0] -= share * width
    return as_frame(cv2.warpPerspective(frame, cv2.getPerspectiveTransform(start, end), (width, height)))


def glaring(frame: Frame, share: float = 0.06) -> Frame:
    """Put a bright spot beside the middle; its radius is a share of the height."""
    height, width = frame.shape[:2]
    rows, columns = np.mgrid[:height, :width]
    distance = (columns - width * 0.55) ** 2 + (rows - height * 0.55) ** 2
    return as_frame(np.clip(frame + 255 * np.exp(-distance / (2 * (share * height) ** 2)), 0, 255))


def half_covered(frame: Frame, shade: int = 150) -> Frame:
    """Lay a hand over the right half."""
    covered = frame.copy()
    covered[:, covered.shape[1] // 2 :] = shade
    return covered


def png(frame: Frame) -> bytes:
    return encoded(frame, ".png")


def encoded(frame: Frame, suffix: str) -> bytes:
    ok, data = cv2.imencode(suffix, frame)
    assert ok
    return bytes(data.tobytes())


def avi(path: Path, frames: list[Frame], rate: float = 10) -> str:
    """Write a video of grey frames; the kind follows the name: .avi or .mp4."""
    height, width = frames[0].shape
    kind = cv2.VideoWriter.fourcc(*("MJPG" if path.suffix == ".avi" else "mp4v"))
    writer = cv2.VideoWriter(str(path), kind, rate, (width, height))
    for frame in frames:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))
    writer.release()
    return str(path)


def pdf(pages: list[Frame | None], width_mm: float = 60, password: str | None = None) -> bytes:
    """Print symbols on A4, one a page; None is a page of words."""
    from reportlab.lib.units import mm
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(210 * mm, 297 * mm), encrypt=password)
    for page in pages:
        canvas.drawString(20 * mm, 270 * mm, "SPECIMEN")
        if page is not None:
            drawn = ImageReader(io.BytesIO(png(page)))
            canvas.drawImage(drawn, 20 * mm, 150 * mm, width=width_mm * mm, height=width_mm * mm)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def structured_append(content: str, pixels: int = 6) -> list[Frame]:
    """Draw the two symbols of one structured append."""
    parts = list(segno.make_sequence(content, symbol_count=2, error="m"))
    drawn = [np.array([list(row) for row in part.matrix_iter(border=4)], dtype=np.uint8) for part in parts]
    grown = [cv2.resize(part, None, fx=pixels, fy=pixels, interpolation=cv2.INTER_NEAREST) for part in drawn]
    return [as_frame(np.where(np.asarray(part) > 0, 20, 235)) for part in grown]
