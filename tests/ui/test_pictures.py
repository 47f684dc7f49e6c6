"""The documentation shows the screens as they are: `make pictures` would change nothing."""

from __future__ import annotations

import asyncio

import pytest

from tests.ui.gallery import PICTURES, SCENES, Scene, draw


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_picture_in_the_documentation_is_the_screen(scene: Scene) -> None:
    kept = (PICTURES / f"{scene.name}.svg").read_text(encoding="utf-8")
    assert asyncio.run(draw(scene)) == kept, "the screen changed: look at it, then run make pictures"


def test_no_picture_is_left_of_a_screen_that_is_no_longer_drawn() -> None:
    assert {path.stem for path in PICTURES.glob("*.svg")} == {scene.name for scene in SCENES}


def test_picture_asks_nothing_of_a_network() -> None:
    for path in PICTURES.glob("*.svg"):
        picture = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in picture
        assert "@import" not in picture
