"""The output folder of `dedup scan` -> its rows and lines, for those who go on from a run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from dedup.errors import InputError
from dedup.read.spreadsheet import unguarded


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of a run; `InputError` where it cannot be read or lacks one of `columns`."""
    csv.field_size_limit(1 << 30)  # longer than any title; the module's own limit of 131,072 characters is not
    try:
        with path.open(encoding="utf-8", newline="") as file:
            found = csv.DictReader(file, restval="")
            if missing := set(columns) - set(found.fieldnames or ()):
                raise not_a_run(path, f"it has no column {min(missing)}")
            yield from ({name: unguarded(row[name]) for name in found.fieldnames or ()} for row in found)
    except (OSError, UnicodeDecodeError) as error:
        raise not_a_run(path, getattr(error, "strerror", None) or str(error)) from error


def lines(path: Path) -> Iterator[Any]:
    """Yield the values of a JSON-lines file of a run; `InputError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            yield from map(orjson.loads, file)
    except (OSError, ValueError) as error:
        raise not_a_run(path, getattr(error, "strerror", None) or str(error)) from error


def document(path: Path) -> Any:
    """Return the value of a JSON file of a run; `InputError` where it cannot be read."""
    try:
        return orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise not_a_run(path, getattr(error, "strerror", None) or str(error)) from error


def not_a_run(path: Path, why: str) -> InputError:
    """Return the error for a file or folder that is not of a run."""
    return InputError(f"{path} cannot be read: {why}; name a folder that `dedup scan -o` wrote")
