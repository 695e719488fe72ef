"""Report -> what outlets are to each other: who copies whom, whose text is its own, who is first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.roles import Role
from dedup.records import Report


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """One outlet in numbers; the outlet without a name stands for all that are unknown."""

    outlet: str
    articles: int
    copies: int
    """Articles that are copies or excerpts of another's text, or of an unknown one's."""
    own: float | None
    """The part of its text, 0 to 1, that no earlier article of another outlet has; None where no text is known."""
    stories: int
    """Stories of two or more known outlets that it has an article on."""
    first: int
    """Of these, those in which it was first; where dates leave that open, nobody was."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How many articles of one outlet have their text from another."""

    source: str
    taker: str
    articles: int


def outlet_facts(report: Report, roles: Sequence[Role]) -> list[OutletFacts]:
    """Return every outlet, the one with the most articles first, then by name."""
    articles = report.articles
    n_articles = Counter(article.outlet for article in articles)
    copies = Counter(articles[i].outlet for i, role in enumerate(roles) if role in ("copy", "excerpt"))
    own = _own_shares(report)
    stories: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for story in report.stories:
        names = {articles[i].outlet for i in story.articles} - {""}
        if len(names) > 1:
            stories.update(names)
            first.update([_first([articles[i] for i in story.articles if articles[i].published])])
    return [
        OutletFacts(name, n, copies[name], own.get(name), stories[name], first[name] if name else 0)
        for name, n in sorted(n_articles.items(), key=lambda item: (-item[1], item[0]))
    ]


def flows(report: Report) -> list[Flow]:
    """Return who took text from whom, the most first; only sources that are known, and never from oneself."""
    counts: Counter[tuple[str, str]] = Counter()
    for taker, source in report.sources.items():
        if source.confidence is None or source.article == taker:
            continue
        name = source.outlet if source.article is None else report.articles[source.article].outlet
        if name and name != report.articles[taker].outlet:
            counts[name, report.articles[taker].outlet] += 1
    return [Flow(*pair, n) for pair, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _first(dated: Sequence[Article]) -> str:
    """Return whose article is the earliest; empty where that is open, as of two on a day of which one has no hour."""
    earliest = min(dated, key=lambda article: article.published_s, default=None)
    if earliest is None:
        return ""
    for other in dated:
        has_hours = isinstance(earliest.published, datetime) and isinstance(other.published, datetime)
        ties = other.published_s == earliest.published_s if has_hours else _day(other) == _day(earliest)
        if ties and other.outlet != earliest.outlet:
            return ""
    return earliest.outlet


def _day(article: Article) -> int:
    return datetime.fromtimestamp(article.published_s, timezone.utc).toordinal()


def _own_shares(report: Report) -> dict[str, float]:
    lengths = np.array([article.n_chars for article in report.articles], np.int64)
    taken = _taken(report, lengths)
    total: Counter[str] = Counter()
    of_others: Counter[str] = Counter()
    for article, length, n_taken in zip(report.articles, lengths.tolist(), taken.tolist(), strict=True):
        total[article.outlet] += length
        of_others[article.outlet] += n_taken
    return {name: 1 - of_others[name] / n for name, n in total.items() if n}


def _taken(report: Report, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many characters of each article stand in an earlier one of another outlet, (n_articles,)."""
    passages, matches = report.passages, report.matches
    if passages is None:
        return np.zeros(len(lengths), np.int64)
    match = np.repeat(np.arange(len(matches)), np.diff(passages.bounds))
    left, right = matches.left[match].astype(np.int64), matches.right[match].astype(np.int64)
    from_right, from_left = _takes(report, left, right)
    article = np.concatenate([left[from_right], right[from_left]])
    start = np.concatenate([passages.left_start[from_right], passages.right_start[from_left]])
    end = np.concatenate([passages.left_end[from_right], passages.right_end[from_left]])
    return _covered(article, start.astype(np.int64), end.astype(np.int64), len(lengths))


def _takes(
    report: Report, left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where `left` has what it shares from `right`, and where `right` has it from `left`.

    It is from its known source, or from an earlier article elsewhere.
    """
    published_s = np.array([article.published_s for article in report.articles])
    _, outlet = np.unique([article.outlet for article in report.articles], return_inverse=True)
    known = np.array([bool(article.outlet) for article in report.articles])
    source = np.full(len(report.articles), -1, np.int64)
    for article, found in report.sources.items():
        if found.article is not None:
            source[article] = found.article

    def takes(taker: NDArray[np.int64], giver: NDArray[np.int64]) -> NDArray[np.bool_]:
        elsewhere = (outlet[taker] != outlet[giver]) & known[giver]
        is_source = source[taker] == giver
        reverse = source[giver] == taker
        result: NDArray[np.bool_] = elsewhere & (is_source | ((published_s[giver] < published_s[taker]) & ~reverse))
        return result

    return takes(left, right), takes(right, left)


def _covered(
    article: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64], n_articles: int
) -> NDArray[np.int64]:
    """Return how many characters of each article lie in one or more of its stretches `start` to `end`.

    >>> _covered(np.array([1, 1, 0]), np.array([5, 0, 2]), np.array([9, 6, 3]), 2)
    array([1, 9])
    """
    result = np.zeros(n_articles, np.int64)
    if not len(article):
        return result
    room = int(end.max()) + 1  # laid end to end, stretches of two articles never touch
    order = np.lexsort((start, article))
    starts, ends = (article * room + start)[order], (article * room + end)[order]
    before = np.concatenate([[0], np.maximum.accumulate(ends)[:-1]])
    np.add.at(result, article[order], np.maximum(ends - np.maximum(starts, before), 0))
    return result
