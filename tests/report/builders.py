from __future__ import annotations

import numpy as np

from dedup.records import Article, Match, Matches, Report, Story
from dedup.settings import Settings


def report_of(articles: list[Article], *found: Match) -> Report:
    """A report in which every article is a story of its own."""
    return Report(
        settings=Settings(),
        articles=tuple(articles),
        matches=matches(*found),
        copies=(),
        stories=tuple(Story((number,), number, None) for number in range(len(articles))),
        skipped=(),
    )


def matches(*found: Match) -> Matches:
    return Matches(
        np.array([match.left for match in found], np.int32),
        np.array([match.right for match in found], np.int32),
        np.array([match.verdict.code for match in found], np.int8),
        np.array([match.jaccard for match in found], np.float64),
        np.array([match.containment for match in found], np.float64),
        np.array([match.cosine for match in found], np.float64),
        np.array([match.probability for match in found], np.float64),
    )
