"""From a frame to its text, by decoder, on the sample photographs; and a cold start of `verifier check`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.benchmarks.measure import Timing, compare, table
from trust_store.__main__ import main as trust_store_main
from verifier.capture.decoders import read_codes
from verifier.capture.frame import Frame
from verifier.capture.symbols import pyzbar_missing, zbar_symbols, zxing_symbols

ROOT = Path(__file__).parents[2]
SCANS = ROOT / "samples" / "scans"
MOMENT = "2026-12-01T13:00:00Z"
COLD_STARTS = 12


def load(path: Path) -> Frame:
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return picture.astype(np.uint8)


def size_of(frame: Frame) -> tuple[int, int]:
    return frame.shape[1], frame.shape[0]


def test_frame_to_text_by_decoder() -> None:
    frames = {path.stem: load(path) for path in sorted(SCANS.glob("photo-*.jpg"))}
    assert len(frames) >= 6
    aruco = cv2.QRCodeDetectorAruco()
    decoders: dict[str, Callable[[Frame], bool]] = {
        "zxing-cpp, one look": lambda frame: bool(zxing_symbols(frame, *size_of(frame)).read),
        "OpenCV QRCodeDetectorAruco": lambda frame: bool(aruco.detectAndDecode(frame)[0]),
        "ours: all steps": lambda frame: bool(read_codes(frame, thorough=True).texts),
    }
    if pyzbar_missing() is None:
        decoders["pyzbar, one look"] = lambda frame: bool(zbar_symbols(frame, *size_of(frame)).read)
    print(f"\nframe to text, {len(frames)} sample photographs of 720p to 1200p (one of them cannot be read)")
    for name, decode in decoders.items():
        read = sum(decode(frame) for frame in frames.values())
        start = time.perf_counter()
        for frame in frames.values():
            decode(frame)
        milliseconds = (time.perf_counter() - start) * 1000 / len(frames)
        print(f"  {name:<44} read {read} of {len(frames)}  {milliseconds:>7.1f} ms a frame")


def test_still_to_text() -> None:
    picture = load(SCANS / "screen.png")
    timings = compare(
        {"zxing-cpp, one look": lambda: zxing_symbols(picture, *size_of(picture)), "ours": lambda: read_codes(picture)},
        calls=5,
    )
    print(table("a sharp screen shot", timings, timings[0]))


def test_cold_start_of_checking_one_png(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "trust.sqlite"
    arguments = ["trust-store", "update", str(ROOT / "samples/trust/main"), "--store", str(store), "--at", MOMENT]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as ended:
        trust_store_main()
    assert ended.value.code == 0
    check = [
        sys.executable,
        "-m",
        "verifier",
        "check",
        "--store",
        str(store),
        "--at",
        MOMENT,
        str(SCANS / "screen.png"),
    ]
    timings = [_fastest("python -c pass", [sys.executable, "-c", "pass"]), _fastest("verifier check one.png", check)]
    print(table(f"cold start, best of {COLD_STARTS}", timings, timings[0]))


def _fastest(name: str, command: list[str]) -> Timing:
    best = float("inf")
    for _ in range(COLD_STARTS):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
        best = min(best, time.perf_counter() - start)
        assert done.returncode == 0, done.stderr
    return Timing(name, best * 1_000_000)
