"""Reads Parquet files: one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

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
                for values in batch.to_pylist():
                    number += 1
                    yield Record(number, values, original=values)
        except (errors, OSError, ValueError) as error:
            raise DamagedError(str(error)) from error
