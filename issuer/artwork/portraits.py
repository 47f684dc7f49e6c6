"""Portraits of nobody: flat drawn faces, 80 x 96, small enough to travel inside a QR code.

The size budget is DESIGN section 2's: 450-600 bytes of WebP. Each face is painted four times too large,
averaged down, stamped SPECIMEN pixel by pixel, and encoded at the best quality that fits.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from issuer.artwork.brush import SCALE, Brush
from issuer.artwork.faces import Beard, Collar, Colour, Face, Glasses, Hair, face_for

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 80, 96
MAX_BYTES = 600
_BAND = 11  # height of the SPECIMEN band, in pixels
_LETTERS = {  # 5 x 7, one row a number, the highest of five bits at the left
    "S": (14, 17, 16, 14, 1, 17, 14),
    "P": (30, 17, 17, 30, 16, 16, 16),
    "E": (31, 16, 16, 30, 16, 16, 31),
    "C": (14, 17, 16, 16, 16, 17, 14),
    "I": (14, 4, 4, 4, 4, 4, 14),
    "M": (17, 27, 21, 21, 17, 17, 17),
    "N": (17, 25, 21, 19, 17, 17, 17),
}


class PortraitBudgetError(ValueError):
    """No quality brings this drawing under the byte budget."""


def draw_portrait(seed: str, *, sex: str | None, birth_year: int) -> bytes:
    """Draw the one face that belongs to `seed`: WebP, 80 x 96, at most 600 bytes.

    `sex` ("F", "M", None) and `birth_year` steer cut, beard and greyness. Raises PortraitBudgetError.
    """
    return _encode(_paint(face_for(seed, sex=sex, birth_year=birth_year)))


def _encode(picture: Image.Image) -> bytes:
    """Return the largest WebP within the budget, by bisection over the quality."""
    best = b""
    low, high = 0, 100
    while low <= high:
        quality = (low + high) // 2
        webp = _webp(picture, quality)
        if len(webp) <= MAX_BYTES:
            best, low = webp, quality + 1
        else:
            high = quality - 1
    if not best:
        raise PortraitBudgetError(f"portrait does not fit {MAX_BYTES} bytes at any quality: draw fewer shapes")
    return best


def _webp(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=quality, method=6)
    return out.getvalue()


def _paint(face: Face) -> Image.Image:
    from PIL import Image, ImageDraw

    large = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), face.backdrop)
    brush = Brush(ImageDraw.Draw(large))
    _hair_behind(brush, face)
    _clothes(brush, face)
    _head(brush, face)
    _beard(brush, face)
    _features(brush, face)
    _hair_before(brush, face)
    _glasses(brush, face)
    picture = large.reduce(SCALE)
    _stamp(picture)
    return picture


def _shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def _hair_behind(brush: Brush, face: Face) -> None:
    wide, ink = face.width, face.hair_colour
    if face.hair is Hair.LONG:
        brush.box((40 - wide - 5, 18), (2 * wide + 10, 62), ink, radius=18)
    elif face.hair in (Hair.BOB, Hair.FRINGE):
        brush.box((40 - wide - 5, 16), (2 * wide + 10, 45), ink, radius=16)
    elif face.hair is Hair.BUN:
        brush.ellipse((40, 11), (9, 8), ink)
    elif face.hair is Hair.CURLS:
        for x, y in ((-1, 30), (1, 30), (-1, 42), (1, 42), (-0.8, 20), (0.8, 20)):
            brush.ellipse((40 + x * wide, y), (8, 8), ink)


def _clothes(brush: Brush, face: Face) -> None:
    neck = _shade(face.skin, 0.86)
    brush.box((6, 73), (68, 40), face.clothes, radius=16)
    brush.box((32, 56), (16, 22), neck, radius=6)
    if face.collar is Collar.ROUND:
        brush.ellipse((40, 74), (11, 6), neck)
    elif face.collar is Collar.SHIRT:
        brush.polygon((29, 71), (40, 84), (35, 87), (26, 77), fill=(240, 240, 238))
        brush.polygon((51, 71), (40, 84), (45, 87), (54, 77), fill=(240, 240, 238))
    elif face.collar is Collar.ROLL_NECK:
        brush.box((29, 67), (22, 12), _shade(face.clothes, 1.25), radius=4)
    else:
        brush.polygon((30, 72), (50, 72), (40, 90), fill=(240, 240, 238))
        brush.polygon((38, 76), (42, 76), (43, 90), (37, 90), fill=(150, 40, 48))


def _head(brush: Brush, face: Face) -> None:
    for side in (-1, 1):
        brush.ellipse((40 + side * face.width, 43), (4, 6), _shade(face.skin, 0.9))
    brush.ellipse((40, 41), (face.width, 25), face.skin)


def _beard(brush: Brush, face: Face) -> None:
    ink = face.hair_colour
    if face.beard is Beard.FULL:
        brush.pie((40, 42), (face.width + 1, 27), (15, 165), ink)
        brush.ellipse((40, 51), (9, 6), face.skin)
    elif face.beard is Beard.GOATEE:
        brush.ellipse((40, 61), (7, 6), ink)
    if face.beard in (Beard.MOUSTACHE, Beard.FULL):
        brush.box((31, 51.5), (18, 4), ink, radius=2)


def _features(brush: Brush, face: Face) -> None:
    dark = _shade(face.skin, 0.76)
    for side in (-1, 1):
        x = 40 + side * 8
        brush.ellipse((x, 41), (3.6, 2.6), (250, 250, 248))
        brush.ellipse((x, 41), (2, 2.4), (40, 34, 36))
        brush.box((x - 5, 34), (10, 2), _shade(face.hair_colour, 0.7), radius=1)
        if face.lined:
            brush.arc((x, 43), (5, 4), (40, 140), dark)
            brush.arc((40 + side * 15, 57), (6, 7), (140, 210) if side > 0 else (330, 40), dark)
    brush.polygon((40, 42), (44, 51), (38, 51), fill=_shade(face.skin, 0.82))
    _mouth(brush, face)


def _mouth(brush: Brush, face: Face) -> None:
    lip = (face.skin[0] * 3 // 5 + 30, face.skin[1] * 2 // 5, face.skin[2] * 2 // 5 + 10)
    if face.smile == 0:
        brush.box((34, 56.5), (12, 2.4), lip, radius=1)
    elif face.smile == 1:
        brush.pie((40, 55), (7, 5), (0, 180), lip)
    else:
        brush.pie((40, 55), (8, 6), (0, 180), lip)
        brush.box((34.5, 55), (11, 2), (250, 250, 248))


def _hair_before(brush: Brush, face: Face) -> None:
    wide, ink = face.width, face.hair_colour
    if face.hair is Hair.BALD:
        for side in (-1, 1):
            brush.ellipse((40 + side * (wide - 0.5), 34), (2.5, 7), ink)
        return
    if face.hair is Hair.FRINGE:
        brush.pie((40, 38), (wide + 1, 25), (186, 354), ink)
        brush.box((40 - wide, 22), (2 * wide, 7), ink, radius=2)
        return
    brush.pie((40, 37), (wide + 1.5, 24), (206, 334) if face.hair is not Hair.CROPPED else (212, 328), ink)
    if face.hair is Hair.SIDE_PARTING:
        brush.polygon((40 - wide, 36), (40 - wide + 1, 22), (52, 20), (34, 30), fill=ink)
    elif face.hair is Hair.QUIFF:
        brush.ellipse((44, 15), (14, 7), ink)
    elif face.hair is Hair.CURLS:
        for step in range(5):
            brush.ellipse((40 + (step - 2) * wide * 0.42, 20 - (2 - abs(step - 2)) * 2), (7, 7), ink)


def _glasses(brush: Brush, face: Face) -> None:
    ink = (34, 34, 40)
    if face.glasses is Glasses.NONE:
        return
    for side in (-1, 1):
        x = 40 + side * 8.5
        if face.glasses is Glasses.ROUND:
            brush.ring((x, 41.5), (7, 6.5), ink, 1.5)
        else:
            brush.frame((x - 7, 36.5), (14, 10), ink)
    brush.box((38, 40), (4, 1.5), ink)


def _stamp(picture: Image.Image) -> None:
    """Write SPECIMEN in white on a dark band along the foot, one bit of a letter a pixel."""
    picture.paste((70, 36, 46), (0, HEIGHT - _BAND, WIDTH, HEIGHT))
    for place, letter in enumerate("SPECIMEN"):
        for row, bits in enumerate(_LETTERS[letter]):
            for column in range(5):
                if bits >> (4 - column) & 1:
                    picture.putpixel((9 + place * 8 + column, HEIGHT - _BAND + 2 + row), (250, 246, 246))
