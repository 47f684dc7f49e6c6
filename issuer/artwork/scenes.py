"""What a camera is pointed at, drawn flat: a phone in a hand, or a sheet of paper, with a code on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

BGR = tuple[int, int, int]
_SKIN: BGR = (132, 166, 214)
_SKIN_DARK: BGR = (108, 140, 190)
_BODY: BGR = (38, 34, 32)
_RIM: BGR = (92, 86, 82)
_ROSE: BGR = (78, 44, 142)
_INK: BGR = (96, 88, 84)


class Surface(Enum):
    """What carries the code; the value is the word used in samples."""

    PHONE = "phone"
    PAPER = "paper"


class CodePictureError(ValueError):
    """The picture is not a black code with a white quiet zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A flat picture (h x w x 3, BGR), the mask of what it covers (h x w, 0 or 255), and the code's place in it.

    `centre` is the middle of the code in pixels; `module` the pixels of one of its modules.
    """

    picture: Pixels
    mask: Pixels
    centre: tuple[float, float]
    module: int


def lay_out(code_png: bytes, *, surface: Surface, module: int) -> Scene:
    """Draw the surface around a code, `module` pixels a module. Raises CodePictureError."""
    code = _redraw(code_png, module)
    return _phone(code, module) if surface is Surface.PHONE else _paper(code, module)


def _redraw(code_png: bytes, module: int) -> Pixels:
    """Read the modules of a code picture, quiet zone and all, and draw them again at another size."""
    import cv2
    import numpy as np

    code = cv2.imdecode(np.frombuffer(code_png, np.uint8), cv2.IMREAD_GRAYSCALE) if code_png else None
    if code is None:
        raise CodePictureError("code picture cannot be read: give the PNG that qr_png made")
    dark = code < 128
    rows, columns = np.nonzero(dark)
    if not len(rows):
        raise CodePictureError("code picture is blank: give the PNG that qr_png made")
    # The first dark run of a code is the upper edge of its finder pattern, seven modules long.
    run = sum(1 for _ in takewhile(bool, dark[rows[0], columns[0] :]))
    if run < 7 or code.shape[0] % (run // 7) or code.shape[0] != code.shape[1]:
        raise CodePictureError("code picture has no finder pattern at its corner: give the PNG that qr_png made")
    step = run // 7
    modules = np.where(dark[step // 2 :: step, step // 2 :: step], np.uint8(24), np.uint8(250))
    return np.asarray(np.repeat(np.repeat(modules, module, axis=0), module, axis=1), np.uint8)


def _phone(code: Pixels, module: int) -> Scene:
    """A phone held in a hand: screen, header, code, a line of text, fingers at its edges."""
    import numpy as np

    side = code.shape[0]
    margin, bezel = side * 4 // 10, max(2, side // 24)
    screen_w, screen_h = side + side // 12, side * 18 // 10
    width, height = screen_w + 2 * (margin + bezel), screen_h + 2 * (margin // 3 + 2 * bezel)
    picture = np.zeros((height, width, 3), np.uint8)
    mask = np.zeros((height, width), np.uint8)
    left, top = margin + bezel, margin // 3 + 2 * bezel
    _fingers(picture, mask, margin, side)
    _plate(picture, mask, (margin, margin // 3, width - margin, height - margin // 3), bezel * 2, _RIM)
    inset = max(1, bezel // 4)
    edges = (margin + inset, margin // 3 + inset, width - margin - inset, height - margin // 3 - inset)
    _plate(picture, mask, edges, bezel * 2, _BODY)
    picture[top : top + screen_h, left : left + screen_w] = (252, 250, 250)
    picture[top : top + side // 5, left : left + screen_w] = _ROSE
    _write(picture, "CARTON ROSE", (left + side // 16, top + side // 8), side / 900, (255, 255, 255))
    x, y = left + (screen_w - side) // 2, top + side * 3 // 10
    picture[y : y + side, x : x + side] = code[:, :, None]
    _write(picture, "SPECIMEN", (left + side // 16, y + side + side // 9), side / 700, _ROSE)
    _lines(picture, (left + side // 16, y + side + side // 6), (side // 2, side // 40))
    _thumb(picture, mask, (margin, height * 7 // 10), side)
    return Scene(picture=picture, mask=mask, centre=(x + side / 2, y + side / 2), module=module)


def _paper(code: Pixels, module: int) -> Scene:
    """The lower half of a printed page: lines of text at the left, the code at the right."""
    import numpy as np

    side = code.shape[0]
    width, height = side * 26 // 10, side * 19 // 10
    picture = np.full((height, width, 3), (240, 246, 248), np.uint8)
    x, y = width - side - side // 8, side * 3 // 10
    picture[y : y + side, x : x + side] = code[:, :, None]
    picture[side // 5 : side // 5 + max(1, side // 90), side // 8 : width - side // 8] = _ROSE
    _write(picture, "SPECIMEN", (side // 8, side // 7), side / 420, _ROSE)
    for line in range(9):
        length = side * (12 - (line * 5) % 4) // 10
        _lines(picture, (side // 8, y + side // 20 + line * side // 10), (length, side // 36))
    mask = np.full((height, width), 255, np.uint8)
    return Scene(picture=picture, mask=mask, centre=(x + side / 2, y + side / 2), module=module)


def _plate(picture: Pixels, mask: Pixels, edges: tuple[int, int, int, int], radius: int, colour: BGR) -> None:
    """Fill a rectangle with round corners, in the picture and in its mask."""
    import cv2

    left, top, right, bottom = edges
    for target, ink in ((picture, colour), (mask, (255, 255, 255))):
        cv2.rectangle(target, (left + radius, top), (right - radius, bottom), ink, cv2.FILLED)
        cv2.rectangle(target, (left, top + radius), (right, bottom - radius), ink, cv2.FILLED)
        for x in (left + radius, right - radius):
            for y in (top + radius, bottom - radius):
                cv2.circle(target, (x, y), radius, ink, cv2.FILLED, cv2.LINE_AA)


def _fingers(picture: Pixels, mask: Pixels, margin: int, side: int) -> None:
    """Four finger ends that come round the right edge, drawn before the phone."""
    height, width = mask.shape
    for finger in range(4):
        centre = (width - margin - side // 40, height // 2 + finger * side // 5)
        _blob(picture, mask, centre, (side // 8, side // 11), _SKIN if finger % 2 else _SKIN_DARK)


def _thumb(picture: Pixels, mask: Pixels, centre: tuple[int, int], side: int) -> None:
    _blob(picture, mask, (centre[0] - side // 10, centre[1]), (side // 6, side // 11), _SKIN_DARK)
    _blob(picture, mask, (centre[0] - side // 8, centre[1] - side // 80), (side // 6, side // 12), _SKIN)


def _blob(picture: Pixels, mask: Pixels, centre: tuple[int, int], radii: tuple[int, int], colour: BGR) -> None:
    import cv2

    cv2.ellipse(picture, centre, radii, 0, 0, 360, colour, cv2.FILLED, cv2.LINE_AA)
    cv2.ellipse(mask, centre, radii, 0, 0, 360, (255, 255, 255), cv2.FILLED, cv2.LINE_AA)


def _write(picture: Pixels, text: str, foot: tuple[int, int], scale: float, colour: BGR) -> None:
    import cv2

    cv2.putText(
        picture, text, foot, cv2.FONT_HERSHEY_SIMPLEX, scale * 1.6, colour, max(1, round(scale * 3)), cv2.LINE_AA
    )


def _lines(picture: Pixels, corner: tuple[int, int], size: tuple[int, int]) -> None:
    """Two grey bars that stand for lines of text too small to read."""
    for line in range(2):
        y = corner[1] + line * size[1] * 2
        picture[y : y + max(1, size[1] // 2), corner[0] : corner[0] + size[0] - line * size[0] // 3] = _INK
