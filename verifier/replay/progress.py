"""The bar of a replay: how many, how fast, how long still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class Rate(ProgressColumn):
    """Cases a second."""

    def render(self, task: Task) -> Text:
        """Write the rate of the last seconds."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f}/s")


@contextmanager
def bar() -> Iterator[tuple[Callable[[int, int], None], Callable[[int], None]]]:
    """Show a bar on standard error; yields what starts it (total, done before) and what moves it on."""
    columns = (TextColumn("replay"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("replay", total=None)
        yield (
            lambda total, done: progress.update(task, total=total, completed=done),
            lambda count: progress.advance(task, count),
        )
