"""Report -> what each article is among the copies of its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from dedup.article import Article
from dedup.matches import Matches, Verdict
from dedup.records import Report

Role = Literal["single", "original", "copy", "excerpt"]


def roles(report: Report) -> list[Role]:
    """Return the role of every article, in the order of `report.articles`.

    The likely source of a text that others share is the `original`; where that is unknown, or was not read, there is
    none. The other members of a group of copies are each a `copy`. An article outside all groups is an `excerpt`
    where most of it stands in another, longer article, and `single` otherwise.
    """
    result: list[Role] = ["single"] * len(report.articles)
    for article in excerpt_holders(report.articles, report.matches):
        result[article] = "excerpt"
    for group in report.copies:
        for article in group.articles:
            result[article] = "copy"
    for article, source in report.sources.items():
        if source.article == article:
            result[article] = "original"
    return result


def excerpt_holders(articles: Sequence[Article], matches: Matches) -> dict[int, int]:
    """Return excerpt -> the article that holds it: of several the one that holds most, then the first.

    The excerpt is the shorter article of an `excerpt` match, of two equally long the right one.
    """
    rows = np.flatnonzero(matches.verdict == Verdict.EXCERPT.code)
    found: dict[int, tuple[float, int]] = {}
    for row in rows.tolist():
        left, right = int(matches.left[row]), int(matches.right[row])
        part, whole = (left, right) if articles[left].n_chars < articles[right].n_chars else (right, left)
        best = found.get(part)
        held = (-float(matches.containment[row]), whole)
        found[part] = held if best is None else min(best, held)
    return {part: whole for part, (_, whole) in found.items()}
