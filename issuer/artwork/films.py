"""A phone whose code changes: filmed by a hand-held camera, or as an animated picture for another screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from math import sin, tau
from typing import TYPE_CHECKING

from issuer.artwork.avi import mjpeg_avi
from issuer.artwork.photographs import Sensor, Shot, develop, flat_module
from issuer.artwork.scenes import Scene, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PIL import Image

FILM_SHOT = Shot(
    width=640,
    height=480,
    sensor=Sensor.GREY,
    pixels_per_module=3.0,
    tilt=8,
    rotation=2,
    blur=0.25,
    noise=1.5,
    shade=0.2,
    jpeg_quality=22,
)
"""A 640 x 480 camera at 20 cm: about 21 kB a frame for a V20 code, so 8 seconds at 8 frames take 1.4 MB."""


class FilmError(ValueError):
    """The frames make no film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One code (PNG) and how long the screen shows it, in seconds."""

    code_png: bytes
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFrame:
    """One frame: the code that the screen shows, and how the camera stands at that moment."""

    code_png: bytes
    shot: Shot


def alternating(
    codes: Sequence[bytes], companion: bytes, *, seconds: float, companion_seconds: float
) -> Iterator[Shown]:
    """Yield each code, and after each the companion, as a screen does that shows the portrait's code in turn."""
    for code in codes:
        yield Shown(code_png=code, seconds=seconds)
        yield Shown(code_png=companion, seconds=companion_seconds)


def hand_held(screen: Iterable[Shown], *, fps: int, shot: Shot = FILM_SHOT) -> Iterator[FilmFrame]:
    """Yield the frames of a hand that sways a little; every frame has noise of its own, from the shot's seed."""
    number, ends = 0, 0.0
    for shown in screen:
        ends += shown.seconds
        while number < round(ends * fps):
            yield FilmFrame(code_png=shown.code_png, shot=_swayed(shot, number, number / fps))
            number += 1


def _swayed(shot: Shot, number: int, at: float) -> Shot:
    """Move the camera as two slow breaths out of step do; sizes are those of a hand at arm's length."""
    slow, fast = sin(tau * at / 3.1 + shot.seed), sin(tau * at / 1.3 + 2 * shot.seed)
    reach = shot.width / 80
    return replace(
        shot,
        shift=(_steady(shot.shift[0] + reach * slow), _steady(shot.shift[1] + reach * 0.7 * fast)),
        rotation=_steady(shot.rotation + 1.5 * fast),
        tilt=_steady(shot.tilt + 2 * slow),
        pixels_per_module=_steady(shot.pixels_per_module * (1 + 0.015 * slow)),
        noise_seed=number,
    )


def _steady(number: float) -> float:
    """Round away what sines differ in between C libraries."""
    return round(number, 4)


def film(frames: Iterable[FilmFrame], *, fps: int) -> bytes:
    """Return an MJPEG AVI. All frames have the first one's size. Raises FilmError, CodePictureError."""
    jpegs: list[bytes] = []
    laid: dict[tuple[bytes, int], Scene] = {}
    size: tuple[int, int] | None = None
    for frame in frames:
        shot = frame.shot
        size = size or (shot.width, shot.height)
        if (shot.width, shot.height) != size:
            raise FilmError(
                f"frame {len(jpegs)} is {shot.width} x {shot.height}, the first {size[0]} x {size[1]}: use one"
            )
        key = (frame.code_png, flat_module(shot))
        if key not in laid:
            laid[key] = lay_out(frame.code_png, surface=shot.surface, module=key[1])
        jpegs.append(develop(laid[key], shot))
    if size is None or fps < 1:
        raise FilmError("film needs at least one frame and one frame a second")
    return mjpeg_avi(jpegs, width=size[0], height=size[1], fps=fps)


def animation(pngs: Sequence[bytes], *, seconds_per_code: float) -> bytes:
    """Return an animated PNG that shows each code in turn, for ever; smaller codes are centred on white.

    Any viewer that knows no animation shows the first code. Raises FilmError where there is none.
    """
    from PIL import Image

    if not pngs or seconds_per_code <= 0:
        raise FilmError("animation needs at least one code and a time to show it")
    codes = [Image.open(BytesIO(png), formats=["PNG"]).convert("L") for png in pngs]
    size = (max(code.width for code in codes), max(code.height for code in codes))
    first, *others = (_centred(code, size) for code in codes)
    out = BytesIO()
    duration = round(seconds_per_code * 1000)
    first.save(out, "PNG", save_all=True, append_images=others, duration=duration, loop=0, default_image=False)
    return out.getvalue()


def _centred(code: Image.Image, size: tuple[int, int]) -> Image.Image:
    from PIL import Image

    sheet = Image.new("L", size, 255)
    sheet.paste(code, ((size[0] - code.width) // 2, (size[1] - code.height) // 2))
    return sheet
