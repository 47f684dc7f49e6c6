"""Pictures of the walk for the README, kept only when asked for: `make holder-pictures` (browsers draw differently)."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Final

from PIL import Image

from tests.browser.chromium import Page

VARIABLE: Final = "CARTON_ROSE_PICTURES"
WIDTH: Final = 412
QUALITY: Final = 70


def keep(page: Page, name: str) -> None:
    """Write what the screen shows to holder-NAME.webp in the folder that the variable names; without it, nothing."""
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return
    page.driver.execute_script("scrollTo(0, 0)")
    picture = Image.open(io.BytesIO(page.picture())).convert("RGB")
    height = round(picture.height * WIDTH / picture.width)
    small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    small.save(Path(folder) / f"holder-{name}.webp", quality=QUALITY, method=6)
