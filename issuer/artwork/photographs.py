"""Pictures as a camera would deliver them: tilt, turn, distance, defocus, uneven light, glare, noise, JPEG.

A simulation, to test decoders and the whole road with; never a measure of what cameras do in the field.
Lots are drawn from the shot's seed alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import cos, radians, sin
from typing import TYPE_CHECKING

from issuer.artwork.scenes import Surface, lay_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from issuer.artwork.scenes import Pixels, Scene

    Matrix3 = NDArray[np.float64]

_FOCAL = 1.1  # focal length in picture widths: a lens of about 49 degrees


class Sensor(Enum):
    """What the picture's pixels hold."""

    COLOUR = "colour"
    GREY = "grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How one picture is taken.

    `pixels_per_module` stands for the distance. `tilt` leans the surface away from the lens about an axis that the
    seed chooses, `rotation` turns it in the picture (degrees, clockwise). `blur` is the defocus, a Gaussian sigma in
    modules (0.42 defeats a plain decoder). `noise` is a sigma in grey levels. `glare` and `shade` run from 0 to 1.
    `shift` moves the code off the middle, in pixels. `noise_seed` is what alone differs between two still frames of
    one film: their place, light and background come from `seed`. Raises ValueError for what no camera can do.
    """

    seed: int = 0
    width: int = 1280
    height: int = 720
    surface: Surface = Surface.PHONE
    sensor: Sensor = Sensor.COLOUR
    pixels_per_module: float = 4.0
    tilt: float = 12.0
    rotation: float = 4.0
    blur: float = 0.2
    noise: float = 5.0
    glare: float = 0.0
    shade: float = 0.3
    shift: tuple[float, float] = (0.0, 0.0)
    noise_seed: int = 0
    jpeg_quality: int = 82

    def __post_init__(self) -> None:
        sizes = 16 <= self.width <= 4096 and 16 <= self.height <= 4096 and 0.25 <= self.pixels_per_module <= 64
        strengths = 0 <= self.glare <= 1 and 0 <= self.shade <= 1 and self.blur >= 0 and self.noise >= 0
        if not (sizes and strengths and abs(self.tilt) <= 75 and 1 <= self.jpeg_quality <= 100):
            raise ValueError("shot is out of range: sizes 16-4096, 0.25-64 pixels a module, tilt to 75, strengths 0-1")


def photograph(code_png: bytes, shot: Shot) -> bytes:
    """Return the JPEG of a code on its surface. Raises CodePictureError where the PNG is no code."""
    return develop(lay_out(code_png, surface=shot.surface, module=flat_module(shot)), shot)


def flat_module(shot: Shot) -> int:
    """Return how large a module the flat scene needs, so that the camera never magnifies it."""
    return max(3, round(shot.pixels_per_module * 1.6))


def develop(scene: Scene, shot: Shot) -> bytes:
    """Take the shot of a scene already laid out; return its JPEG."""
    import cv2

    pixels = expose(scene, shot)
    if shot.sensor is Sensor.GREY:
        pixels = pixels[:, :, 1]  # the green channel, as a monochrome camera would weigh most
    _, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, shot.jpeg_quality])
    return jpeg.tobytes()


def expose(scene: Scene, shot: Shot) -> Pixels:
    """Return the camera's pixels (h x w x 3, BGR): projection, defocus, light, glare, noise, in that order."""
    import cv2
    import numpy as np

    lots = np.random.Generator(np.random.PCG64(shot.seed))
    lean_axis, light_from, glare_at = lots.uniform(0, 360), lots.uniform(0, 360), lots.uniform(-0.3, 0.3, 2)
    pixels = _project(scene, shot, _background(lots, shot), lean_axis)
    sigma = shot.blur * shot.pixels_per_module
    if sigma > 0.05:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)
    light = pixels.astype(np.float32) * _shading(shot, light_from)[:, :, None]
    if shot.glare:
        light += _glare(scene, shot, glare_at)[:, :, None] * (255 - np.minimum(light, 255))
    if shot.noise:
        grain = np.random.Generator(np.random.PCG64([shot.seed, shot.noise_seed]))
        light += grain.standard_normal((shot.height, shot.width, 1), np.float32) * np.float32(shot.noise)
    return np.asarray(np.clip(np.rint(light), 0, 255), np.uint8)


def _background(lots: np.random.Generator, shot: Shot) -> Pixels:
    """The inside of a car out of focus: a few soft patches, dark to middling."""
    import cv2
    import numpy as np

    tone = lots.integers(50, 130, (5, 8, 1)) + lots.integers(-18, 19, (5, 8, 3))
    patches = np.asarray(np.clip(tone, 0, 255), np.uint8)
    return np.asarray(cv2.resize(patches, (shot.width, shot.height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _project(scene: Scene, shot: Shot, background: Pixels, lean_axis: float) -> Pixels:
    """Put the scene before the background as seen through the lens."""
    import cv2
    import numpy as np

    whole, parts = _sampling(_homography(scene, shot, lean_axis), shot)
    seen = cv2.remap(scene.picture, whole, parts, cv2.INTER_LINEAR)
    cover = cv2.remap(scene.mask, whole, parts, cv2.INTER_LINEAR).astype(np.uint16)[:, :, None]
    return np.asarray((seen * cover + background * (255 - cover) + 127) // 255, np.uint8)


def _sampling(lens: Matrix3, shot: Shot) -> tuple[NDArray[np.int16], NDArray[np.uint16]]:
    """Return where each camera pixel looks in the scene: whole pixels (x, y), and 32nds as y * 32 + x.

    In whole numbers, because cv2.warpPerspective rounds differently on processors without fused multiply-add.
    """
    import numpy as np

    back = np.linalg.inv(lens)
    u, v = np.arange(shot.width, dtype=np.float64)[None, :], np.arange(shot.height, dtype=np.float64)[:, None]
    depth = back[2, 0] * u + back[2, 1] * v + back[2, 2]
    x = (back[0, 0] * u + back[0, 1] * v + back[0, 2]) / depth
    y = (back[1, 0] * u + back[1, 1] * v + back[1, 2]) / depth
    fine = np.rint(np.clip(np.stack((x, y), axis=-1), -1000, 32000) * 32).astype(np.int32)
    parts = fine & 31
    return (fine >> 5).astype(np.int16), (parts[:, :, 1] * 32 + parts[:, :, 0]).astype(np.uint16)


def _homography(scene: Scene, shot: Shot, lean_axis: float) -> Matrix3:
    """Map the flat scene's pixels to the camera's: a plane leant, turned, and pushed back to its distance."""
    import numpy as np

    turn = _about_z(shot.rotation) @ _about_z(lean_axis) @ _about_x(shot.tilt) @ _about_z(-lean_axis)
    focal = _FOCAL * shot.width
    away = np.array([0.0, 0.0, focal / shot.pixels_per_module])
    pose = np.column_stack((turn[:, 0], turn[:, 1], away))
    x, y = shot.width / 2 + shot.shift[0], shot.height / 2 + shot.shift[1]
    lens = np.array([[focal, 0, x], [0, focal, y], [0, 0, 1]])
    step = 1 / scene.module
    to_modules = np.array([[step, 0, -scene.centre[0] * step], [0, step, -scene.centre[1] * step], [0, 0, 1]])
    return np.asarray(lens @ pose @ to_modules, np.float64)


def _about_x(degrees: float) -> Matrix3:
    import numpy as np

    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def _about_z(degrees: float) -> Matrix3:
    import numpy as np

    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def _shading(shot: Shot, light_from: float) -> NDArray[np.float32]:
    """Return a factor for each pixel: 1 towards the light, 1 - shade at the far side."""
    import numpy as np

    across = np.linspace(-0.5, 0.5, shot.width, dtype=np.float32)[None, :] * np.float32(cos(radians(light_from)))
    down = np.linspace(-0.5, 0.5, shot.height, dtype=np.float32)[:, None] * np.float32(sin(radians(light_from)))
    return np.asarray(1 - np.float32(shot.shade) * (np.float32(0.5) + (across + down) / np.float32(1.42)), np.float32)


def _glare(scene: Scene, shot: Shot, glare_at: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return how far each pixel is washed out, 0 to `glare`: a lamp mirrored somewhere on the code."""
    import numpy as np

    side = (2 * scene.centre[0] / scene.module) * shot.pixels_per_module / 1.7
    x = shot.width / 2 + shot.shift[0] + glare_at[0] * side
    y = shot.height / 2 + shot.shift[1] + glare_at[1] * side
    across = ((np.arange(shot.width, dtype=np.float32) - np.float32(x)) / np.float32(side * 0.16))[None, :]
    down = ((np.arange(shot.height, dtype=np.float32) - np.float32(y)) / np.float32(side * 0.11))[:, None]
    return np.asarray(np.float32(shot.glare) / (1 + (across * across + down * down) ** 2), np.float32)
