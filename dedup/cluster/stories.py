"""Matches and groups of copies -> stories, by average linkage over the probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.linkage import average_linkage
from dedup.distinct import is_first
from dedup.matches import Matches
from dedup.records import Link, Story


def group_stories(
    articles: Sequence[Article], matches: Matches, text_of: NDArray[np.int32], min_probability: float
) -> tuple[Story, ...]:
    """Return the stories, a partition of `articles`: largest first, then by first article.

    A group of copies counts as one text, as strongly tied to another as its strongest pair, however many carry it: a
    story is made of texts, and a hundred reprints of one neither hold it together nor tear it apart. `text_of`,
    (n_articles,), is from `texts_of`.
    """
    left, right, strength = _between_texts(text_of, matches)
    # The group of a text, and so the story of an article, is the first article of all in it.
    story_of = average_linkage(len(articles), left, right, strength, min_probability)[text_of]
    size = np.bincount(story_of, minlength=len(articles))
    stories = np.argsort(-size, kind="stable")[: np.count_nonzero(size)]
    larger = stories[size[stories] > 1]
    place = np.empty(len(articles), np.int64)
    place[larger] = np.arange(len(larger))
    return (
        *_larger_stories(articles, matches, text_of, story_of, place, len(larger)),
        *(Story((article,), article, None) for article in stories[len(larger) :].tolist()),
    )


def _between_texts(
    text_of: NDArray[np.int32], matches: Matches
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return the pairs of different texts, each once, with the strength of their strongest pair."""
    a, b = text_of[matches.left], text_of[matches.right]
    left, right = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((-matches.probability, right, left))
    order = order[left[order] != right[order]]
    kept = order[is_first(left[order], right[order])]
    return left[kept], right[kept], matches.probability[kept]


def _larger_stories(
    articles: Sequence[Article],
    matches: Matches,
    text_of: NDArray[np.int32],
    story_of: NDArray[np.int32],
    place: NDArray[np.int64],
    n: int,
) -> list[Story]:
    """Return the `n` stories of two or more articles; `place[story]`, (n_articles,), is its place among them."""
    links = np.flatnonzero(story_of[matches.left] == story_of[matches.right])
    of_link = place[story_of[matches.left[links]]]
    of_two_texts = text_of[matches.left[links]] != text_of[matches.right[links]]  # copies hold together by themselves
    order = np.lexsort((-matches.probability[links], of_two_texts, of_link))
    of_link, links = of_link[order], links[order]
    left, right, strength = matches.left[links], matches.right[links], matches.probability[links]
    joins = np.flatnonzero(_are_joining(left, right, len(articles)))
    weakest = np.zeros(n, np.int64)
    weakest[of_link[joins]] = joins  # the last one stays
    ties = np.bincount(np.column_stack([left, right]).ravel(), np.repeat(strength, 2), minlength=len(articles))
    members = np.flatnonzero(np.bincount(story_of, minlength=len(articles))[story_of] > 1)
    of_member = place[story_of[members]]
    bounds = np.searchsorted(np.sort(of_member), np.arange(n + 1)).tolist()
    published_s = np.array([articles[number].published_s for number in members.tolist()])
    by_time = members[np.lexsort((published_s, of_member))].tolist()  # those without a date last
    central = members[np.lexsort((-np.round(ties[members], 9), of_member))[bounds[:-1]]].tolist()
    links_of = zip(*(column[weakest].tolist() for column in (left, right, strength)), strict=True)
    return [
        Story(tuple(by_time[low:high]), middle, Link(*link))
        for (low, high), middle, link in zip(pairwise(bounds), central, links_of, strict=True)
    ]


@njit(cache=True, nogil=True)
def _are_joining(left, right, n):  # type: ignore[no-untyped-def]
    """Return which pairs, taken in their order, join two groups of `n` items that no pair before did (Kruskal 1956)."""
    root, are_joining = np.arange(n), np.zeros(len(left), np.bool_)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        while root[a] != a:
            root[a] = root[root[a]]
            a = root[a]
        while root[b] != b:
            root[b] = root[root[b]]
            b = root[b]
        are_joining[pair] = a != b
        root[a] = b
    return are_joining
