"""A load client with as little work of its own as can be: raw sockets, kept open, on this machine only."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of a load: latencies in milliseconds from the moment a request was due, and other answers than 200."""

    latencies: list[float]
    seconds: float
    refused: int

    def percentile(self, share: float) -> float:
        """Return the latency that `share` of all requests stayed under."""
        return sorted(self.latencies)[int(share * (len(self.latencies) - 1))]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds


async def constant_rate(ports: Sequence[int], request: bytes, *, rate: float, seconds: float, each: int = 12) -> Load:
    """Send `rate` requests a second in turn to all ports, over `each` connections a port, whatever the answers do."""
    due: asyncio.Queue[float | None] = asyncio.Queue()
    latencies: list[float] = []
    refused = 0

    async def work(port: int) -> None:
        nonlocal refused
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (moment := await due.get()) is not None:
            writer.write(request)
            refused += await _answer(reader) != 200
            latencies.append((time.perf_counter() - moment) * 1000)
        writer.close()

    workers = [asyncio.create_task(work(port)) for port in ports for _ in range(each)]
    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        moment = began + number / rate
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        due.put_nowait(moment)
    for _ in workers:
        due.put_nowait(None)
    await asyncio.gather(*workers)
    return Load(latencies=latencies, seconds=time.perf_counter() - began, refused=refused)


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(length)
    return int(head[9:12])
