"""Draws the screens that the documentation shows, from the samples: `make pictures` writes docs/pictures again.

A test draws them too and compares, so that no page shows a screen that the program no longer has.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from credential.language import Language
from tests.catalogue import case_of, trust_of
from trust_store.store import TrustStore
from verifier.capture.camera import CameraState
from verifier.capture.decoders import read_codes
from verifier.entitlement.vehicle import Gearbox, Use, Vehicle, VehicleKind
from verifier.terminal.app import ScanApp
from verifier.terminal.halfblocks import grey_picture
from verifier.terminal.palette import Light

ROOT: Final = Path(__file__).parents[2]
PICTURES: Final = ROOT / "docs" / "pictures"
HANDHELD: Final = (45, 30)
LAPTOP: Final = (80, 24)
TABLET: Final = (110, 36)
CAR: Final = Vehicle(kind=VehicleKind.CAR, mass_kg=1900, passenger_seats=4, use=Use.PRIVATE, gearbox=Gearbox.MANUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture: what is scanned, what is pressed, on what."""

    name: str
    sample: str = "living-code-with-portrait"
    is_scanned: bool = True
    frame: str = ""
    """A photograph in place of a scan: what the camera sees."""
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = LAPTOP
    light: Light = Light.DAY
    language: Language = Language.FR


SCENES: Final = (
    Scene(name="verdict", size=TABLET),
    Scene(name="scan", frame="photo-tilted.jpg", is_scanned=False),
    Scene(name="paper-handheld-night", sample="attestation", size=HANDHELD, light=Light.NIGHT),
    Scene(name="refused-handheld", sample="suspended", size=HANDHELD),
    Scene(name="clocks-night", sample="code-an-hour-ahead", light=Light.NIGHT),
    Scene(name="todo", sample="codes-adapted-vehicle", language=Language.EN),
    Scene(name="vehicle-handheld", is_scanned=False, keys=("v",), size=HANDHELD),
    Scene(name="vehicle-details", is_scanned=False, keys=("v", "c")),
    Scene(name="circumstances", sample="name-long", keys=("e", "r", "a")),
    Scene(name="menu-contrast", is_scanned=False, keys=("m",), size=HANDHELD, light=Light.CONTRAST),
)


async def draw(scene: Scene) -> str:
    """Work the terminal up to the moment of the picture, and take it."""
    case = case_of(f"scans/{scene.sample}.sample")
    trust = trust_of(case.trust)
    assert isinstance(trust, TrustStore)
    app = ScanApp(
        trust,
        source=None,
        clock=lambda: case.now,
        monotonic=lambda: 1000.0,
        language=scene.language,
        vehicle=case.vehicle or CAR,
        draw=lambda: "K7PX",
    )
    app.station.light = scene.light
    app.theme = scene.light.value
    async with app.run_test(size=scene.size) as pilot:
        for text in case.texts if scene.is_scanned else ():
            await app.take((text,))
            await pilot.pause()
        if scene.frame:
            await look(app, scene.frame)
        await pilot.press(*scene.keys)
        await pilot.pause()
        return plain(app.export_screenshot(title="Carton Rose"))


async def look(app: ScanApp, frame: str) -> None:
    """Show a photograph as if a camera saw it now, with the codes that were found in it."""
    seen = cv2.imread(str(ROOT / "samples" / "scans" / frame))
    assert seen is not None
    pixels = seen.astype(np.uint8)
    await app.scan_screen.change_source("camera:0")
    app.scan_screen.show_camera(CameraState.LIVE, None)
    app.scan_screen.show_outlines(read_codes(pixels).outlines)
    app.scan_screen.show_picture(grey_picture(pixels, *app.scan_screen.room))


def plain(svg: str) -> str:
    """Take out the web fonts and the comment: the picture is to be seen without any network."""
    without_fonts = re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", svg, flags=re.DOTALL)
    return without_fonts.replace("Fira Code", "DejaVu Sans Mono, monospace")


def gallery() -> Iterator[tuple[Path, str]]:
    """Draw all of them."""
    for scene in SCENES:
        yield PICTURES / f"{scene.name}.svg", asyncio.run(draw(scene))


def main() -> None:
    """Write them."""
    for path, picture in gallery():
        path.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
