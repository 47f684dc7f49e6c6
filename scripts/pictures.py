"""Draw the pictures of the README from the samples: run `.venv/bin/python scripts/pictures.py`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from credential.language import Language
from trust_store.store import TrustStore
from verifier.entitlement.vehicle import Vehicle
from verifier.replay import load_sample, trust_of
from verifier.terminal.app import ScanApp

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SIZE = (104, 38)


async def draw(name: str, vehicle: Vehicle) -> str:
    """Show one sample to the application as a hand scanner would, and take its picture."""
    sample = load_sample(SAMPLES / "scans" / f"{name}.sample")
    trust = trust_of("main", SAMPLES / "trust")
    if not isinstance(trust, TrustStore):
        raise TypeError("the samples' trust data do not open")
    app = ScanApp(
        trust,
        source=None,
        clock=lambda: sample.now,
        monotonic=lambda: 1000.0,
        language=Language.FR,
        vehicle=vehicle,
    )
    async with app.run_test(size=SIZE) as pilot:
        for text in sample.texts:
            await app.take((text,))
            await pilot.pause()
        return app.export_screenshot(title="Carton Rose")


def plain(svg: str) -> str:
    """Take out the web fonts: the picture is to be seen without any network."""
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "monospace")


def main() -> None:
    """Draw them all."""
    picture = plain(asyncio.run(draw("living-code-with-portrait", Vehicle(category="B"))))
    (ROOT / "docs" / "pictures" / "verdict.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
