"""The output folder of `dedup scan` -> what an evaluation needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dedup.read.run import not_a_run, rows


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
            for row in rows(folder / "articles.csv", ("article", "id", "story"))
        ]
        pairs = [
            RunPair(row["left"], row["right"], float(row["probability"]))
            for row in rows(folder / "pairs.csv", ("left", "right", "probability"))
        ]
    except ValueError as error:
        raise not_a_run(folder, str(error)) from error
    return articles, pairs
