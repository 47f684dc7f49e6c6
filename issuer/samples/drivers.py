"""The film of the demonstration: six drivers hold their phones or papers before the camera, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from credential.qr_text import wrap
from issuer.artwork.codes import qr_png
from issuer.artwork.films import FILM_SHOT, Shown, film, hand_held
from issuer.artwork.scenes import Surface
from issuer.output import level
from issuer.samples.scene import NOW, Scene

if TYPE_CHECKING:
    from datetime import datetime

    from issuer.artwork.films import FilmFrame

FPS: Final = 4
SECONDS_EACH: Final = 5
BEGINS: Final = NOW - timedelta(seconds=15)
"""Half of the film before `NOW`, half after it: at that clock every code in it is live."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What one driver shows: the codes in turn, each for some seconds, on a phone or on paper."""

    codes: tuple[Shown, ...]
    surface: Surface = Surface.PHONE


def six_drivers(scene: Scene, stranger: Scene) -> bytes:
    """Return the film (MJPEG AVI): valid, probationary, suspended, forged, of an unknown issuer, on paper."""
    drivers = (
        _living(scene, "P25", _begins(0), portrait=True),
        _living(scene, "P01", _begins(1)),
        _living(scene, "P09", _begins(2)),
        _paper(_forged(scene, "P04")),
        _living(stranger, "P06", _begins(4)),
        _paper(scene.attestation("P21").text),
    )
    return film(_frames(drivers), fps=FPS)


def _frames(drivers: tuple[Driver, ...]) -> Iterator[FilmFrame]:
    for number, driver in enumerate(drivers):
        shot = replace(FILM_SHOT, seed=number, jpeg_quality=24, surface=driver.surface)
        yield from hand_held(driver.codes, fps=FPS, shot=shot)


def _begins(number: int) -> datetime:
    return BEGINS + timedelta(seconds=number * SECONDS_EACH)


def _living(scene: Scene, person: str, begins: datetime, *, portrait: bool = False) -> Driver:
    """A phone: a new code every two seconds, and in between, for one second, the code with the portrait."""
    phone = scene.phone(person)
    living = [Shown(code_png=qr_png(phone.present(begins + timedelta(seconds=at))), seconds=2) for at in (0, 2)]
    between = qr_png(phone.companion() or "") if portrait else living[1].code_png
    return Driver(codes=(living[0], Shown(code_png=between, seconds=1), living[1]))


def _forged(scene: Scene, person: str) -> str:
    """An attestation in which one byte of the name was changed."""
    data = scene.attestation(person).data
    name = scene.people[person].given_name.encode()
    return wrap(data.replace(name, bytes([name[0] ^ 1]) + name[1:]))


def _paper(text: str) -> Driver:
    code = Shown(code_png=qr_png(text, error=level(text)), seconds=SECONDS_EACH)
    return Driver(codes=(code,), surface=Surface.PAPER)
