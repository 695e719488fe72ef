"""Reads Parquet files: one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from dedup.read.archives import seekable
from dedup.read.compression import DamagedError
from dedup.read.extras import import_extra
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings

# Rows in memory at a time: a few megabytes of articles.
_BATCH = 1024


def read_parquet(stream: BinaryIO, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the record of each row; a record's number is that of its row.

    Raises:
        DamagedError: where the file is not a whole one.
    """
    parquet = import_extra("pyarrow.parquet", "parquet")
    errors = import_extra("pyarrow", "parquet").ArrowException
    number = 0
    with seekable(stream) as whole:
        try:
            for batch in parquet.ParquetFile(whole).iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    values = _as_json(row)
                    yield Record(number, values, original=values)
        except (errors, OSError, ValueError) as error:
            raise DamagedError(str(error)) from error


def _as_json(value: Any) -> Any:
    """Return `value` with what JSON does not have, such as dates and decimals, as text."""
    if isinstance(value, dict):
        return {name: _as_json(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date) else str(value)
