"""Scans a second: text, pictures and video, by one process, two, and two Dask workers, beside the raw limit of each.

Prints; asserts only that everything was judged as expected. One process and the raw limits are in seconds of processor
time, which a busy machine does not lengthen as it does the clock's. Raw limits: OpenSSL's verifications of the
very signatures of the scans (each licence once, as a replay does it, and each scan anew), and zxing-cpp on the same
pictures: QR codes alone as we ask it, on pixels decoded beforehand and from the file; and as it comes.
`CARTON_ROSE_BENCH=long` takes more of everything.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from credential.cose import sig_structure
from credential.forms import Issued, decode_form
from credential.keys import VerificationKey
from credential.qr_text import unwrap
from tests.catalogue import SAMPLES, case_of
from tests.recorded import Recorded, record
from verifier.capture.pictures import load_frame
from verifier.capture.symbols import zxing_symbols
from verifier.replay import batch
from verifier.replay.batch import Judged
from verifier.replay.executors import Crew, crew
from verifier.replay.remembered import Remembered
from verifier.replay.run import Sources, batches, in_order

LONG = os.environ.get("CARTON_ROSE_BENCH") == "long"
LICENCES, CODES, ATTESTATIONS = (600, 10, 300) if LONG else (100, 10, 50)
SCANS = LICENCES * CODES + ATTESTATIONS
COPIES = {"screen.png": 512 if LONG else 48, "photo-tilted.jpg": 96 if LONG else 12, "film.avi": 16 if LONG else 4}
"""How often each recording is there."""
WARMING = 4.0 if LONG else 0.0
"""Seconds until every worker has started and imported what it needs; a short run only sees that all works."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(tmp_path_factory.mktemp("recorded"), licences=LICENCES, codes=CODES, attestations=ATTESTATIONS)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each recording a catalogue of many copies of it."""
    made = {}
    for name, count in COPIES.items():
        made[name] = tmp_path_factory.mktemp("copies")
        (made[name] / "scans").mkdir()
        for number in range(count):
            stem, ending = name.split(".")
            copy = made[name] / "scans" / f"{stem}-{number:03}.{ending}"
            copy.write_bytes((SAMPLES / "scans" / name).read_bytes())
            expected = (SAMPLES / "scans" / f"{name}.expect").read_bytes()
            copy.with_name(copy.name + ".expect").write_bytes(expected)
        shutil.copytree(SAMPLES / "trust", made[name] / "trust")
    return made


def rate(people: Crew, paths: list[Path], archives: list[Path], clock: Callable[[], float]) -> float:
    """Cases a second by `clock`, once every worker is warm."""
    with closing(Sources.open(paths, archives)) as sources:
        work = list(batches(sources.items()))
        warm = [replace(work[0], items=work[0].items[:16])] * (2 * people.window)
        begun = time.monotonic()
        while True:
            assert all(isinstance(each, Judged) for each in in_order(people, warm, sources.snapshots))
            if people.window == 1 or time.monotonic() - begun > WARMING:
                break
        start = clock()
        judged = list(in_order(people, work, sources.snapshots))
        seconds = clock() - start
    assert not any(each.noteworthy for each in judged)
    return sum(each.count for each in judged) / seconds


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread each, from the command line."""
    file = folder / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as stack:
        stack.enter_context(_dask("scheduler", *local, "--port", "0", "--scheduler-file", str(file)))
        while not file.exists() or not file.stat().st_size:
            time.sleep(0.05)
        address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
        for name in ("one", "two"):
            options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder / name))
            stack.enter_context(_dask("worker", address, *local, *options))
        _await_workers(address)
        yield address


@contextmanager
def _dask(*arguments: str) -> Iterator[None]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-m", "dask", *arguments], **quiet)  # type: ignore[call-overload] # two of its options
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _await_workers(address: str) -> None:
    from distributed import Client

    client = Client(address, set_as_default=False)  # type: ignore[no-untyped-call] # the library has no complete annotations
    client.wait_for_workers(2, timeout=60)
    client.close()  # type: ignore[no-untyped-call] # the same


def raw_text(recorded: Recorded) -> tuple[float, float]:
    """Scans a second if only signatures took time: each licence's once, and each scan's all anew."""
    licences: dict[bytes, float] = {}
    own = 0.0
    for line in recorded.lines.read_bytes().splitlines():
        form = decode_form(unwrap(json.loads(line)["texts"][0])[1])
        issued = form if isinstance(form, Issued) else form.licence
        signer = recorded.trust.signers_by_kid(issued.kid)[0]
        licences.setdefault(issued.message.signature, _seconds(issued, signer.key))
        own += licences[issued.message.signature] if issued is not form else 0.0
    once = sum(licences.values())
    # A phone's signature takes as long as a licence's: both are P-256.
    codes = once / len(licences) * LICENCES * CODES
    return SCANS / (once + codes), SCANS / (codes + own + once * ATTESTATIONS / len(licences))


def _seconds(issued: Issued, key: VerificationKey) -> float:
    from credential.keys import _der

    message, curve = issued.message, key.curve
    assert curve is not None
    der = _der(curve, message.signature)
    signed = sig_structure(message.protected_bytes, message.unverified_payload)
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        key.public_key.verify(der, signed, curve.scheme)  # type: ignore[call-arg] # a curve: an EC key
        best = min(best, time.perf_counter() - start)
    return best


def raw_pictures(name: str) -> tuple[float, float, float]:
    """Pictures a second of zxing-cpp: QR codes alone; the same with the file's decoding; all it knows, as it comes."""
    import zxingcpp

    data = case_of(f"scans/{name}.expect").recording
    assert data is not None
    picture = load_frame(data.data, name)
    height, width = picture.shape

    def from_file() -> None:
        zxing_symbols(load_frame(data.data, name), width, height)

    looks = (lambda: zxing_symbols(picture, width, height), from_file, lambda: zxingcpp.read_barcodes(picture))
    alone, decoded, as_it_comes = (_rate_of(look, COPIES[name]) for look in looks)
    return alone, decoded, as_it_comes


def _rate_of(look: Callable[[], object], times: int) -> float:
    """The best of three."""
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        for _ in range(times):
            look()
        best = max(best, times / (time.process_time() - start))
    return best


def rates_of(paths: list[Path], archives: list[Path], address: str) -> tuple[float, float, float]:
    """Cases a second by one process (the best of three, as the limits are), by two, and by the cluster at `address`."""
    one = 0.0
    for _ in range(3):
        batch._DESK.work = Remembered()  # as in a new process
        with crew(1, None) as people:
            one = max(one, rate(people, paths, archives, time.process_time))
    with crew(2, None) as people:
        two = rate(people, paths, archives, time.perf_counter)
    with crew(1, address) as people:
        return one, two, rate(people, paths, archives, time.perf_counter)


def row(name: str, rates: tuple[float, float, float], limits: dict[str, float]) -> str:
    one, two, dask = rates
    shares = ", ".join(f"{one / limit:4.0%} of {what} ({limit:.0f})" for what, limit in limits.items())
    return f"  {name:<16} 1 process {one:7.1f}   2 processes {two:7.1f}   2 Dask workers {dask:7.1f}   {shares}"


def test_scans_a_second(recorded: Recorded, folders: dict[str, Path], tmp_path: Path) -> None:
    once, anew = raw_text(recorded)
    print(
        f"\nscans a second, of {LICENCES} phones with {CODES} codes and {ATTESTATIONS} papers, and of copies {COPIES}"
    )
    print("one process and limits by processor time, two and Dask by the clock; shares are of one process")
    with cluster(tmp_path) as address:
        rates = rates_of([recorded.lines], [recorded.archive], address)
        print(row("text", rates, {"signatures, each licence's once": once, "all anew": anew}))
        for name in ("screen.png", "photo-tilted.jpg"):
            alone, decoded, as_it_comes = raw_pictures(name)
            limits = {"zxing-cpp for QR": alone, "with the file's decoding": decoded, "as it comes": as_it_comes}
            print(row(name, rates_of([folders[name]], [], address), limits))
        print(row("film.avi", rates_of([folders["film.avi"]], [], address), {}))
