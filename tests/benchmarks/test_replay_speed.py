"""Scans a second: text, PNG and video, by one process, two, and two Dask workers, beside the raw limit of each step.

Prints; asserts only that everything was judged as expected. One process and the raw limits are in seconds of processor
time, which a busy machine does not lengthen as it does the clock's. Raw limits: OpenSSL's verifications of the
very signatures of the scans (each licence once, as a replay does it, and each scan anew), and zxing-cpp on the same
pictures, decoded beforehand.
"""

from __future__ import annotations

import json
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
from verifier.capture.pictures import load_picture
from verifier.capture.symbols import zxing_symbols
from verifier.replay.batch import Judged
from verifier.replay.executors import Crew, crew
from verifier.replay.run import Sources, batches, in_order

LICENCES, CODES, ATTESTATIONS = 100, 10, 50
SCANS = LICENCES * CODES + ATTESTATIONS
PICTURES, FILMS = 48, 4


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(tmp_path_factory.mktemp("recorded"), licences=LICENCES, codes=CODES, attestations=ATTESTATIONS)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A catalogue of many copies of one picture, and one of copies of one film."""
    made = {}
    for name, count in (("screen.png", PICTURES), ("film.avi", FILMS)):
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
        warm = [replace(work[0], items=work[0].items[:4])] * people.window
        assert all(isinstance(each, Judged) for each in in_order(people, warm, sources.snapshots))
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


def raw_pictures() -> tuple[float, float]:
    """Pictures a second of zxing-cpp alone, and with the PNG's decoding, which no reader is spared."""
    data = case_of("scans/screen.png.expect").recording
    assert data is not None
    picture = load_picture(data.data, "screen.png")
    start = time.process_time()
    for _ in range(PICTURES):
        zxing_symbols(picture, picture.width, picture.height)
    alone = PICTURES / (time.process_time() - start)
    start = time.process_time()
    for _ in range(PICTURES):
        decoded = load_picture(data.data, "screen.png")
        zxing_symbols(decoded, decoded.width, decoded.height)
    return alone, PICTURES / (time.process_time() - start)


def test_scans_a_second(recorded: Recorded, folders: dict[str, Path], tmp_path: Path) -> None:
    work: dict[str, tuple[list[Path], list[Path]]] = {
        f"text ({SCANS} scans of {LICENCES} phones and {ATTESTATIONS} papers)": ([recorded.lines], [recorded.archive]),
        f"PNG ({PICTURES} screen shots)": ([folders["screen.png"]], []),
        f"video ({FILMS} films)": ([folders["film.avi"]], []),
    }
    once, anew = raw_text(recorded)
    alone, decoded = raw_pictures()
    print("\nscans a second; one process and raw limits by processor time, two by the clock")
    print(f"  raw: signatures, each licence's once {once:9.0f}   all anew {anew:9.0f}")
    print(f"  raw: zxing-cpp alone                 {alone:9.0f}   with the PNG's decoding {decoded:9.0f}")
    with cluster(tmp_path) as address:
        for name, (paths, archives) in work.items():
            rates = []
            for jobs, at, clock in (
                (1, None, time.process_time),
                (2, None, time.perf_counter),
                (1, address, time.perf_counter),
            ):
                with crew(jobs, at) as people:
                    rates.append(rate(people, paths, archives, clock))
            one, two, dask = rates
            print(f"  {name:<46} 1 process {one:8.1f}   2 processes {two:8.1f}   2 Dask workers {dask:8.1f}")
