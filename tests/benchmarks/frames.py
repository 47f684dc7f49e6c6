"""Frames of 1280x720 to measure decoders on: codes of ours, held badly in eight ways, each drawn from a seed.

They compare decoders with one another on one machine; no share in them is what a camera would read in the field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import Any, Final

import cv2
import numpy as np
from numpy.random import Generator

from issuer.artwork.codes import qr_png
from issuer.artwork.photographs import Shot, expose, flat_module
from issuer.artwork.scenes import Surface, lay_out
from verifier.capture.frame import Frame

WIDTH: Final = 1280
HEIGHT: Final = 720


@unique
class Harm(Enum):
    """What is wrong with a frame, beside a little of everything."""

    CLEAR = "held well"
    TILT = "tilted 20 to 50 degrees"
    BLUR = "out of focus"
    MOTION = "moved"
    NOISE = "noise"
    GLARE = "a lamp mirrored"
    MOIRE = "moire of a screen"
    DARK = "low light"


@dataclass(frozen=True, slots=True)
class LabelledFrame:
    """A grey frame, what was done to it, and the text in it."""

    frame: Frame
    harm: Harm
    text: str


def frames(texts: tuple[str, ...], number: int, seed: int) -> Iterator[LabelledFrame]:
    """Yield `number` frames, the harms and texts in turn; the same for the same arguments."""
    pictures = {text: qr_png(text, module=8) for text in texts}
    for place in range(number):
        harm = tuple(Harm)[place % len(Harm)]
        text = texts[place // len(Harm) % len(texts)]
        lots = np.random.Generator(np.random.PCG64([seed, place]))
        shot = _shot(harm, lots, place)
        pixels = expose(lay_out(pictures[text], surface=shot.surface, module=flat_module(shot)), shot)
        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
        yield LabelledFrame(_AFTER.get(harm, _as_it_is)(grey, lots), harm, text)


def _shot(harm: Harm, lots: Generator, place: int) -> Shot:
    """Draw how the picture is taken: everything mild, but for what the harm is about."""
    changes: dict[Harm, dict[str, Any]] = {
        Harm.TILT: {"tilt": lots.uniform(20, 50)},
        Harm.BLUR: {"blur": lots.uniform(0.35, 0.75)},
        Harm.NOISE: {"noise": lots.uniform(12, 45)},
        Harm.GLARE: {"glare": lots.uniform(0.5, 1.0)},
    }
    mild = Shot(
        seed=int(lots.integers(1 << 31)),
        width=WIDTH,
        height=HEIGHT,
        surface=Surface.PHONE if place % 3 else Surface.PAPER,
        pixels_per_module=lots.uniform(2.6, 4.6),
        tilt=lots.uniform(0, 18),
        rotation=lots.uniform(-12, 12),
        blur=lots.uniform(0.1, 0.35),
        noise=lots.uniform(2, 8),
        shade=lots.uniform(0, 0.5),
    )
    return replace(mild, **changes.get(harm, {}))


def _as_it_is(grey: Frame, _lots: Generator) -> Frame:
    return grey


def _moved(grey: Frame, lots: Generator) -> Frame:
    """Smear along a straight way of 3 to 9 pixels."""
    length, angle = int(lots.integers(3, 10)), lots.uniform(0, 180)
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2, :] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), angle, 1)
    kernel = np.asarray(cv2.warpAffine(kernel, turn, (length, length)), np.float32)
    return np.asarray(cv2.filter2D(grey, -1, kernel / max(float(kernel.sum()), 1e-6)), np.uint8)


def _moire(grey: Frame, lots: Generator) -> Frame:
    """Lay the beat of two grids over the picture: a screen's pixels against the sensor's."""
    pitch, angle = lots.uniform(4, 24), np.radians(lots.uniform(0, 180))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    along = (x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / pitch)
    across = (y * np.cos(angle) - x * np.sin(angle)) * (2 * np.pi / (pitch * lots.uniform(0.7, 1.4)))
    depth = lots.uniform(0.15, 0.45)
    wave = 1 - depth * (0.5 + 0.25 * (np.sin(along) + np.sin(across)))
    return np.asarray(np.clip(grey * wave, 0, 255), np.uint8)


def _dark(grey: Frame, lots: Generator) -> Frame:
    """Take most of the light away and let the sensor's own noise stand."""
    light = grey.astype(np.float32) * np.float32(lots.uniform(0.06, 0.25)) + np.float32(lots.uniform(4, 16))
    grain = lots.standard_normal(grey.shape, np.float32) * np.float32(lots.uniform(1.5, 6))
    return np.asarray(np.clip(np.rint(light + grain), 0, 255), np.uint8)


_AFTER: Final[dict[Harm, Callable[[Frame, Generator], Frame]]] = {
    Harm.MOTION: _moved,
    Harm.MOIRE: _moire,
    Harm.DARK: _dark,
}
