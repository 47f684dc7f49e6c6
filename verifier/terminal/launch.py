"""Start the terminal: `verifier scan`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from credential.display import display_safe
from credential.language import Bilingual, Language
from trust_store.refusal import TrustStoreError
from trust_store.storage import open_store
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.fault_words import fault_line
from verifier.certified import CertifiedError, unfit_line
from verifier.terminal.graphics import Graphics, pixels_of_terminal
from verifier.terminal.spoken import Asking

if TYPE_CHECKING:
    from trust_store.store import TrustStore
    from verifier.capture.camera import FrameSource
    from verifier.entitlement.vehicle import Vehicle
    from verifier.terminal.book_recorder import Keeping
    from verifier.terminal.recorder import Recorder

FIRST_CAMERA: Final = "camera:0"
NO_CAMERA: Final = "-"
"""No pictures: hand scanner and pasted text alone."""
STORE_UNUSABLE: Final = Bilingual(
    "données de confiance inutilisables ({}) : lancer verifier update",
    "trust data unusable ({}): run verifier update",
)

NO_TERMINAL: Final = Bilingual(
    "verifier scan : il faut un terminal ; sans lui, utiliser verifier check",
    "verifier scan: a terminal is needed; without one use verifier check",
)


def run_scan(
    source_spec: str | None,
    store: Path,
    language: Language,
    at: datetime | None,
    vehicle: Vehicle | None,
    *,
    asking: Asking = Asking.CLOCKS,
    keeping: Keeping | None = None,
    graphics: Graphics = Graphics.AUTO,
) -> int:
    """Show the terminal until the officer leaves it; return the exit status, 2 for wrong use.

    `source_spec`: `camera:0` (also for None), a loopback URL, a video, a picture, a folder of pictures, or `-` for
    none. `at` (aware) stops the wall clock at that moment, for demonstrations and tests. `keeping` names the
    journal, and what happens to evidence.
    """
    try:
        source = live_source(source_spec or FIRST_CAMERA)
        clock = _clock(at)
        trust, recorder = _begin(keeping, open_store(store), clock())
    except SourceError as error:
        return _refuse(fault_line(error, language))
    except TrustStoreError as error:
        return _refuse(STORE_UNUSABLE.in_(language).format(display_safe(str(error))))
    except CertifiedError as error:
        return _refuse(f"verifier: {unfit_line(error, language)}")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return _refuse(NO_TERMINAL.in_(language))
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    draw_pixels = pixels_of_terminal(graphics, os.environ, is_terminal=is_terminal)
    from verifier.terminal.app import ScanApp
    from verifier.terminal.store_watch import StoreWatch

    app = ScanApp(
        trust,
        source=source,
        clock=clock,
        monotonic=time.monotonic,
        store_watch=StoreWatch(store),
        language=language,
        vehicle=vehicle,
        asking=asking,
        recorder=recorder,
        needs_journal=keeping is not None and keeping.needs_journal,
        draw_pixels=draw_pixels,
    )
    app.run()
    return app.return_code or 0


def _clock(at: datetime | None) -> Callable[[], datetime]:
    return (lambda: at) if at is not None else (lambda: datetime.now(UTC))


def _begin(keeping: Keeping | None, trust: TrustStore, now: datetime) -> tuple[TrustStore, Recorder | None]:
    return (trust, None) if keeping is None else keeping.begin(trust, now)


def live_source(spec: str) -> FrameSource | None:
    """Make the frame source that a user names; it is opened later. Raises `SourceError`."""
    from verifier.capture.attached import attached_cameras
    from verifier.capture.devices import LiveCamera
    from verifier.capture.mjpeg import MjpegStream
    from verifier.capture.recordings import recording

    if spec == NO_CAMERA:
        return None
    if spec.startswith("camera:"):
        return LiveCamera(_index(spec), attached=attached_cameras)
    if "://" in spec:
        return MjpegStream(spec)
    return recording(spec)


def _index(spec: str) -> int:
    number = spec.removeprefix("camera:")
    if not (number.isascii() and number.isdigit() and len(number) <= 3):
        raise SourceError(SourceFault.NO_CAMERA, spec, "write camera:0 for the first camera")
    return int(number)


def _refuse(line: str) -> int:
    print(line, file=sys.stderr)
    return 2
