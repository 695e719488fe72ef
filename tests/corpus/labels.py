"""The truth about the invented news folder, and how well a report meets it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dedup.records import Report

HERE = Path(__file__).parent
NEWS = HERE / "news"


@dataclass(frozen=True)
class Truth:
    """What labels.csv says, by the article's location within the folder."""

    story: dict[str, str]
    copies: dict[str, str]
    kind: dict[str, str]


def truth() -> Truth:
    with (HERE / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = [{row["article"]: row[name] for row in rows} for name in ("story", "copies", "kind")]
    return Truth(*columns)


def names(report: Report) -> list[str]:
    """Return the location of each article within the folder `news`."""
    return [article.location.rpartition("news/")[2] for article in report.articles]


def stories(report: Report) -> dict[str, int]:
    """Return the story of each article."""
    name = names(report)
    return {name[article]: number for number, story in enumerate(report.stories) for article in story.articles}


def b_cubed_f1(found: Mapping[str, object], expected: Mapping[str, object]) -> float:
    """Return B-cubed F1 (Bagga and Baldwin 1998) of one partition against another, over the items of `found`."""
    by_found: dict[object, set[str]] = defaultdict(set)
    by_expected: dict[object, set[str]] = defaultdict(set)
    for item in found:
        by_found[found[item]].add(item)
        by_expected[expected[item]].add(item)
    precision = recall = 0.0
    for item in found:
        ours, theirs = by_found[found[item]], by_expected[expected[item]]
        precision += len(ours & theirs) / len(ours) / len(found)
        recall += len(ours & theirs) / len(theirs) / len(found)
    return 2 * precision * recall / (precision + recall)
