"""Report -> what outlets are to each other: who copies whom, whose text is its own, who is first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY
from dedup.cluster.roles import Role
from dedup.records import Report
from dedup.report.tables import published_s, shared_stories


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
    """Of these, those in which it was first; where dates leave that open, no outlet was."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How many articles of one outlet have their text from another."""

    source: str
    taker: str
    articles: int


def outlet_facts(report: Report, roles: Sequence[Role]) -> list[OutletFacts]:
    """Return every outlet, the one with the most articles first, then by name."""
    numbers: dict[str, int] = {"": 0}
    outlet = np.array([numbers.setdefault(article.outlet, len(numbers)) for article in report.articles], np.int64)
    is_copy = np.array([role in ("copy", "excerpt") for role in roles], np.bool_)

    def of_each(outlets: NDArray[np.int64], weights: NDArray[np.int64] | None = None) -> list[int]:
        counts: list[int] = np.bincount(outlets, weights, len(numbers)).astype(np.int64).tolist()
        return counts

    lengths = np.array([article.n_chars for article in report.articles], np.int64)
    n_chars, n_taken = of_each(outlet, lengths), of_each(outlet, _taken(report, outlet))
    own = [1 - taken / n if n else None for taken, n in zip(n_taken, n_chars, strict=True)]
    reported, first = _in_stories(report, outlet)
    facts = zip(numbers, of_each(outlet), of_each(outlet[is_copy]), own, of_each(reported), of_each(first), strict=True)
    known = [OutletFacts(*each) for each in facts if each[1]]
    return sorted(known, key=lambda each: (-each.articles, each.outlet))


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


def _in_stories(report: Report, outlet: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the known outlets of each story with two or more of them, story after story; and who was first.

    Where that is open, as where two share a day and one has no hour, no outlet was.
    """
    seconds, stories = published_s(report), [story.articles for story in shared_stories(report).values()]
    sizes = np.array([len(articles) for articles in stories], np.int64)
    article = np.fromiter(chain.from_iterable(stories), np.int64, sizes.sum())
    story = np.repeat(np.arange(len(stories)), sizes)
    n_outlets = int(outlet.max(initial=0)) + 1
    outlets_of = np.sort(story * n_outlets + outlet[article])
    outlets_of = outlets_of[(np.diff(outlets_of, prepend=-1) > 0) & (outlets_of % n_outlets > 0)]
    is_told = np.bincount(outlets_of // n_outlets, minlength=len(stories)) > 1
    earliest = article[np.lexsort((seconds[article], story))[np.cumsum(sizes) - sizes]]  # of equals the first

    has_hour = np.array([isinstance(each.published, datetime) for each in report.articles], np.bool_)
    other, day = earliest[story], np.floor(seconds / SECONDS_PER_DAY)
    both = has_hour[article] & has_hour[other]
    ties = np.where(both, seconds[article] == seconds[other], day[article] == day[other])
    is_open = np.isnan(seconds[earliest])
    is_open[story[ties & (outlet[article] != outlet[other])]] = True
    return (
        outlets_of[is_told[outlets_of // n_outlets]] % n_outlets,
        outlet[earliest[is_told & ~is_open & (outlet[earliest] > 0)]],
    )


def _taken(report: Report, outlet: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many characters of each article stand in an earlier one of another outlet, (n_articles,)."""
    passages, matches = report.passages, report.matches
    if passages is None:
        return np.zeros(len(outlet), np.int64)
    match = np.repeat(np.arange(len(matches)), np.diff(passages.bounds))
    left, right = matches.left[match].astype(np.int64), matches.right[match].astype(np.int64)
    from_right, from_left = _takes(report, left, right, outlet)
    article = np.concatenate([left[from_right], right[from_left]])
    start = np.concatenate([passages.left_start[from_right], passages.right_start[from_left]])
    end = np.concatenate([passages.left_end[from_right], passages.right_end[from_left]])
    return _covered(article, start.astype(np.int64), end.astype(np.int64), len(outlet))


def _takes(
    report: Report,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    outlet: NDArray[np.int64],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where `left` has from `right` what it shares with it, and where `right` has it from `left`.

    A text is from its known source, or else from an earlier article of another outlet.
    """
    seconds, source = published_s(report), np.full(len(report.articles), -1, np.int64)
    for article, found in report.sources.items():
        if found.article is not None:
            source[article] = found.article

    def takes(taker: NDArray[np.int64], giver: NDArray[np.int64]) -> NDArray[np.bool_]:
        elsewhere = (outlet[taker] != outlet[giver]) & (outlet[giver] > 0)
        is_source = source[taker] == giver
        reverse = source[giver] == taker
        result: NDArray[np.bool_] = elsewhere & (is_source | ((seconds[giver] < seconds[taker]) & ~reverse))
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
