"""The output folder of `dedup scan` -> what an evaluation needs of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dedup.errors import InputError
from dedup.report.spreadsheet import unguarded


@dataclass(frozen=True, slots=True)
class RunArticle:
    """One article of a run."""

    location: str
    id: str
    story: int


@dataclass(frozen=True, slots=True)
class RunPair:
    """One pair that a run reports; `left` and `right` are locations."""

    left: str
    right: str
    probability: float


def read_run(folder: Path) -> tuple[list[RunArticle], list[RunPair]]:
    """Return the articles and pairs in the output folder of a run; `InputError` where it is none."""
    try:
        articles = [
            RunArticle(row["article"], row["id"], int(row["story"]))
            for row in _rows(folder / "articles.csv", ("article", "id", "story"))
        ]
        pairs = [
            RunPair(row["left"], row["right"], float(row["probability"]))
            for row in _rows(folder / "pairs.csv", ("left", "right", "probability"))
        ]
    except ValueError as error:
        raise _not_a_run(folder, str(error)) from error
    return articles, pairs


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    csv.field_size_limit(1 << 30)  # longer than any title; the module's own limit of 131,072 characters is not
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, restval="")
            if missing := set(columns) - set(rows.fieldnames or ()):
                raise _not_a_run(path, f"it has no column {min(missing)}")
            yield from ({name: unguarded(row[name]) for name in columns} for row in rows)
    except (OSError, UnicodeDecodeError) as error:
        raise _not_a_run(path, getattr(error, "strerror", None) or str(error)) from error


def _not_a_run(path: Path, why: str) -> InputError:
    return InputError(f"{path} cannot be read: {why}; name a folder that `dedup scan -o` wrote")
