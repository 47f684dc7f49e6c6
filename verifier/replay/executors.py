"""Who judges: this process, several of this machine, or a Dask cluster. All are `concurrent.futures` executors."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from verifier.replay.case import CaseError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess as ParentProcess

MAX_JOBS: Final = 256
_PER_WORKER: Final = 4
"""Batches under way for each worker: enough that none waits for the one whose results are due next."""
_CONNECT: Final = "10s"
_ADDRESS: Final = re.compile(r"(tcp|tls)://[^\s/]+:[0-9]{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """An executor, and how many batches are to be under way at once."""

    executor: Executor
    window: int


class Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - the signature of Executor
        """Call `fn` and return a future that is done."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def crew(jobs: int, cluster: str | None) -> Iterator[Crew]:
    """Open a crew of `jobs` processes of this machine, or of the cluster at the address. Raises CaseError."""
    if cluster is not None:
        yield from _cluster(cluster)
    elif jobs <= 1:
        yield Crew(executor=Here(), window=1)
    else:
        yield from _processes(jobs)


def _processes(jobs: int) -> Iterator[Crew]:
    import multiprocessing

    # Never a fork of this process, which has threads and open files: each begins from a clean start.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent)
    try:
        yield Crew(executor=pool, window=jobs * _PER_WORKER)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """See to it that a worker does not outlive the command when that is killed: its queue alone would never tell it."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: ParentProcess) -> None:
    parent.join()
    os._exit(1)


def _cluster(address: str) -> Iterator[Crew]:
    if not _ADDRESS.fullmatch(address):
        raise CaseError("--cluster: a scheduler's address is written as tcp://HOST:8786")
    try:
        from distributed import Client
    except ImportError as error:
        raise CaseError("--cluster needs the extra `cluster`: pip install carton-rose[cluster]") from error
    connect: Any = Client  # the library has no complete annotations
    try:
        client = connect(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise CaseError(f"no Dask scheduler answers at {address}: start `dask scheduler` and `dask worker`") from error
    try:
        workers = max(1, sum(client.nthreads().values()))
        executor = client.get_executor(pure=False)
        yield Crew(executor=executor, window=workers * _PER_WORKER)
    finally:
        client.close()
