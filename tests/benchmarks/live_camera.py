"""A camera of 1280x720, 30 frames a second, as an MJPEG stream of this machine: it shows a code when told."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

import cv2
import numpy as np
from numpy.typing import ArrayLike

from issuer.artwork.codes import qr_png
from issuer.artwork.photographs import Shot, expose, flat_module
from issuer.artwork.scenes import lay_out

FPS: Final = 30
VARIANTS: Final = 6  # frames that differ in their noise, sent in turn


class LiveCamera:
    """The stream. `show` is set when the code comes into sight; `shown_at` is then when its first frame was sent."""

    def __init__(self, text: str) -> None:
        self.show = threading.Event()
        self.shown_at: float | None = None
        self._road = [_jpeg(np.random.default_rng(number).integers(70, 110, (720, 1280, 3))) for number in _numbers()]
        scene = lay_out(qr_png(text), surface=Shot().surface, module=flat_module(Shot()))
        self._phone = [_jpeg(expose(scene, Shot(noise_seed=number))) for number in _numbers()]

    def frames(self) -> Iterator[bytes]:
        """Yield the parts of the stream, each when it is due."""
        due = time.monotonic()
        for number in itertools.count():
            is_shown = self.show.is_set()
            if is_shown and self.shown_at is None:
                self.shown_at = time.monotonic()
            jpeg = (self._phone if is_shown else self._road)[number % VARIANTS]
            yield b"--f\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg) + jpeg + b"\r\n"
            due += 1 / FPS
            time.sleep(max(0.0, due - time.monotonic()))


@contextmanager
def served(camera: LiveCamera) -> Iterator[str]:
    """Serve the stream; yield its address."""

    class Stream(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=f")
            self.end_headers()
            try:
                self.wfile.writelines(camera.frames())
            except OSError:
                return  # the terminal left

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stream)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _numbers() -> Sequence[int]:
    return range(VARIANTS)


def _jpeg(pixels: ArrayLike) -> bytes:
    _, encoded = cv2.imencode(".jpg", np.asarray(pixels, np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 85])
    return bytes(encoded)
