"""Draw the pictures of the README from the samples: run `.venv/bin/python scripts/pictures.py`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from credential.language import Language
from trust_store.archive import unpack
from trust_store.store import assemble
from verifier.entitlement.vehicle import Vehicle
from verifier.replay.catalogue import Unreadable, items_of
from verifier.replay.shelf import FolderShelf
from verifier.replay.snapshots import Snapshots
from verifier.terminal.app import ScanApp

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SIZE = (104, 38)


async def draw(name: str, vehicle: Vehicle) -> str:
    """Show one sample to the application as a hand scanner would, and take its picture."""
    snapshots = Snapshots()
    found = (item for item in items_of(FolderShelf(SAMPLES), snapshots) if not isinstance(item, Unreadable))
    sample = next(item.case() for item in found if item.id == f"scans/{name}.sample")
    trust = assemble(unpack(sample.trust, snapshots.packed(sample.trust) or b""))
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
