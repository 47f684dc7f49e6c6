"""Results in files: lines of JSON, or Parquet. Both are read one by one and written in pieces."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from verifier.replay.case import CaseError
from verifier.replay.result import COLUMNS, Result

if TYPE_CHECKING:
    import pyarrow

PARQUET: Final = ".parquet"
MAX_LINE: Final = 1 << 20
GROUP: Final = 10_000
"""Results of one row group: all that is in memory."""
_LISTS: Final = frozenset({"reasons", "expected_reasons", "differs"})
_NEEDS: Final = "Parquet needs the extra `cluster`: pip install carton-rose[cluster]; or name a .jsonl file"


def read_results(path: Path) -> Iterator[Result]:
    """Yield the results of a file. Raises CaseError where it is none of results."""
    try:
        yield from _parquet_results(path) if path.name.endswith(PARQUET) else _line_results(path)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CaseError(f"{path.name}: no results of a replay ({type(error).__name__})") from error


def write_parquet(results: Iterable[Result], path: Path) -> None:
    """Write results as Parquet, whole or not at all. Raises CaseError."""
    try:
        from pyarrow import RecordBatch, parquet
    except ImportError as error:
        raise CaseError(_NEEDS) from error
    schema, partial = _schema(), path.with_name(f".{path.name}.partial")
    with parquet.ParquetWriter(partial, schema) as writer:
        stream = iter(results)
        while group := list(islice(stream, GROUP)):
            writer.write_batch(RecordBatch.from_pylist([_row(result) for result in group], schema=schema))
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)


def require_parquet() -> None:
    """See before hours of work that Parquet can be written. Raises CaseError."""
    try:
        import pyarrow.parquet  # noqa: F401 - whether it is there is the question
    except ImportError as error:
        raise CaseError(_NEEDS) from error


def _line_results(path: Path) -> Iterator[Result]:
    with path.open("rb") as file:
        while line := file.readline(MAX_LINE):
            yield Result.of_line(line)


def _parquet_results(path: Path) -> Iterator[Result]:
    require_parquet()
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for group in file.iter_batches(batch_size=GROUP):
            yield from (_of_row(row) for row in group.to_pylist())


def _row(result: Result) -> dict[str, Any]:
    values = {name: getattr(result, _field(name)) for name in COLUMNS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _of_row(row: dict[str, Any]) -> Result:
    fields: dict[str, Any] = {_field(name): tuple(row[name] or ()) if name in _LISTS else row[name] for name in COLUMNS}
    return Result(**fields)


def _field(name: str) -> str:
    return "verdict_class" if name == "class" else name


def _schema() -> pyarrow.Schema:
    import pyarrow

    def kind(name: str) -> pyarrow.DataType:
        if name in _LISTS:
            return pyarrow.list_(pyarrow.string())
        return pyarrow.int64() if name == "list_age" else pyarrow.string()

    return pyarrow.schema([(name, kind(name)) for name in COLUMNS])
