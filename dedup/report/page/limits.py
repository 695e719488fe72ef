"""How much of a run the page holds: what is beyond is left out, and the page says so with figures.

Chosen so that 10,000 articles with the titles and addresses that news has stay below 15 MB (13.2 MB in the test), and a
page of any run of such articles below 30 MB, which browsers still open in seconds. The files beside hold everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.records import Report, Story
from dedup.report.page.inert import inert

MAX_ARTICLES = 50_000
"""Articles in the page: those of the largest stories; at about 200 bytes each."""

MAX_TEXT_BYTES = 7_000_000
"""Bytes of all texts in the page: those of the largest stories; articles that stand alone come last."""

MAX_PAIRS = 50_000
"""Pairs in the page, strongest verdict first; at about 35 bytes each."""

MAX_PASSAGES = 50_000
"""Shared passages in the page: those of the pairs in it whose texts are; at about 30 bytes each. Between two articles
without them the page looks for passages itself."""

MAX_REASONS = 30_000
"""Pairs whose reasons are in the page, strongest verdict first; at about 70 bytes each, names among them."""

MAX_RELATED_REASONS = 20_000
"""Related pairs have their reasons in the page if there are no more of them in it: at about 45 bytes each, 1 MB."""

MAX_SKIPPED = 10_000
"""Skipped files and records in the page."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a report its page holds."""

    stories: tuple[Story, ...]
    """The first of the report's, so that numbers stay."""
    place: NDArray[np.int64]  # (n_articles,) where an article stands in the page, -1 where it is left out
    articles: tuple[int, ...]
    """The articles of the page, as indices into those of the report, ascending."""
    texts: Mapping[int, bytes]
    """The texts of some, by the same indices: each read once, and so as the page holds it."""
    pairs: NDArray[np.int64]  # rows of the report's matches, in their order


def choose(report: Report) -> Chosen:
    """Return what the page of `report` holds."""
    stories = _first_stories(report.stories)
    articles = tuple(sorted(article for story in stories for article in story.articles))
    place = np.full(len(report.articles), -1, np.int64)
    place[list(articles)] = np.arange(len(articles))
    return Chosen(stories, place, articles, _texts(report.articles, stories), _strongest(report, place))


def _first_stories(stories: Sequence[Story]) -> tuple[Story, ...]:
    ends = np.cumsum([len(story.articles) for story in stories])
    return tuple(stories[: int(np.searchsorted(ends, MAX_ARTICLES, "right"))])


def _texts(articles: Sequence[Article], stories: Sequence[Story]) -> dict[int, bytes]:
    left = MAX_TEXT_BYTES
    texts: dict[int, bytes] = {}
    for article in chain.from_iterable(story.articles for story in stories):
        text = inert(articles[article].text)
        left -= len(text)
        if left < 0:
            break
        texts[article] = bytes(memoryview(text))  # a copy: orjson leaves eight times as much unused behind each
    return texts


def _strongest(report: Report, place: NDArray[np.int64]) -> NDArray[np.int64]:
    matches = report.matches
    rows = np.flatnonzero((place[matches.left] >= 0) & (place[matches.right] >= 0))
    if len(rows) <= MAX_PAIRS:
        return rows
    order = np.argsort(matches.verdict[rows], kind="stable")
    return np.sort(rows[order[:MAX_PAIRS]])
