"""Report -> what each article is among the copies of its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from typing import Literal

import numpy as np

from dedup.records import Article, Copies, Matches, Report, Verdict

Role = Literal["single", "original", "copy", "excerpt"]


def roles(report: Report) -> list[Role]:
    """Return the role of every article, in the order of `report.articles`.

    Of a group of copies one is the `original` and the others are each a `copy`. An article that belongs to no group
    is an `excerpt` where most of it stands in another, longer article, and `single` otherwise.
    """
    result: list[Role] = ["single"] * len(report.articles)
    for article in _excerpts(report.articles, report.matches):
        result[article] = "excerpt"
    for group in report.copies:
        for article in group.articles:
            result[article] = "copy"
        result[_original(report.articles, group)] = "original"
    return result


def _excerpts(articles: Sequence[Article], matches: Matches) -> list[int]:
    """Return the shorter article of every `excerpt` match; of two equally long the right one."""
    rows = np.flatnonzero(matches.verdict == Verdict.EXCERPT.code)
    pairs = zip(matches.left[rows].tolist(), matches.right[rows].tolist(), strict=True)
    return [left if len(articles[left].text) < len(articles[right].text) else right for left, right in pairs]


def _original(articles: Sequence[Article], group: Copies) -> int:
    """Return the article of `group` published first.

    A bare date stands for any hour of that day in UTC, so several may be the first: of those the representative is
    taken, or else the first in order. Articles without a date are considered only where none has one.
    """
    hours = {number: hours for number in group.articles if (hours := _possible_hours(articles[number]))}
    if not hours:
        return group.representative
    known_by = min(latest for _, latest in hours.values())
    first = [number for number, (earliest, _) in hours.items() if earliest <= known_by]
    return group.representative if group.representative in first else first[0]


def _possible_hours(article: Article) -> tuple[datetime, datetime] | None:
    """Return the earliest and the latest moment `article` can have been published, both possible."""
    if article.published is None:
        return None
    if isinstance(article.published, datetime):
        return article.published, article.published
    midnight = datetime.combine(article.published, time(), timezone.utc)
    return midnight, midnight + timedelta(days=1) - timedelta.resolution
