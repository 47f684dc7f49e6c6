from __future__ import annotations

from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from issuer.artwork.faces import Beard, Hair, face_for
from issuer.artwork.portraits import MAX_BYTES, draw_portrait

from .sights import opened

# Seed, sex and year of birth of 26 invented people, among them the oldest and the youngest.
_BORN = (
    *(2006, 2008, 1954, 1985, 1999, 1971, 1963, 1979, 1992, 1988, 1983, 1969, 1994),
    *(1990, 1981, 1942, 1966, 1997, 1986, 1961, 2000, 1987, 1951, 1980, 2005, 1991),
)
PEOPLE = tuple((f"P{place:02}", "FM"[place % 2], year) for place, year in enumerate(_BORN, 1))


@pytest.fixture(scope="module")
def portraits() -> dict[str, bytes]:
    return {seed: draw_portrait(seed, sex=sex, birth_year=year) for seed, sex, year in PEOPLE}


def test_portrait_is_one_still_webp_of_80_by_96(portraits: dict[str, bytes]) -> None:
    for portrait in portraits.values():
        with Image.open(BytesIO(portrait), formats=["WEBP"]) as picture:
            assert (picture.size, picture.mode, getattr(picture, "n_frames", 1)) == ((80, 96), "RGB", 1)


def test_portrait_uses_its_byte_budget_and_never_exceeds_it() -> None:
    sizes = [len(draw_portrait(f"any {n}", sex=None, birth_year=1940 + n)) for n in range(50)]
    assert max(sizes) <= MAX_BYTES == 600
    assert min(sizes) >= 450


def test_same_person_has_the_same_portrait_twice() -> None:
    assert draw_portrait("P01", sex="F", birth_year=2006) == draw_portrait("P01", sex="F", birth_year=2006)


def test_no_two_of_26_people_look_alike(portraits: dict[str, bytes]) -> None:
    assert len(portraits) == len(set(portraits.values())) == 26
    faces = {seed: opened(portrait)[:84].astype(int) for seed, portrait in portraits.items()}
    nearest = min(float(np.abs(faces[one] - faces[other]).mean()) for one, other in combinations(faces, 2))
    assert nearest > 8, nearest


def test_specimen_band_stands_out_in_every_portrait(portraits: dict[str, bytes]) -> None:
    for portrait in portraits.values():
        band = opened(portrait)[85:].mean(axis=2)
        assert band[:, :6].max() < 110  # the band's own dark ground
        assert 0.12 < (band > 150).mean() < 0.45  # its letters


@pytest.mark.parametrize(("birth_year", "bright"), [(1942, True), (1963, False), (2000, False)])
def test_the_old_are_white_haired(birth_year: int, bright: bool) -> None:
    shades = [sum(face_for(f"any {n}", sex=None, birth_year=birth_year).hair_colour) for n in range(40)]
    assert all((shade > 600) == bright for shade in shades)


def test_greying_hair_has_no_colour() -> None:
    red, green, blue = face_for("any", sex="M", birth_year=1963).hair_colour
    assert max(red, green, blue) - min(red, green, blue) < 12


def test_women_and_the_very_young_have_no_beard_and_some_men_do() -> None:
    assert {face_for(f"any {n}", sex="F", birth_year=1980).beard for n in range(40)} == {Beard.NONE}
    assert {face_for(f"any {n}", sex="M", birth_year=2009).beard for n in range(40)} == {Beard.NONE}
    assert {face_for(f"any {n}", sex="M", birth_year=1980).beard for n in range(40)} == set(Beard)


def test_every_cut_is_drawn_for_somebody() -> None:
    assert {face_for(f"any {n}", sex=None, birth_year=1990).hair for n in range(120)} == set(Hair)
