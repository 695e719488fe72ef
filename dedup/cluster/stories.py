"""Matches and groups of copies -> stories, by average linkage over the probabilities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.linkage import average_linkage
from dedup.records import Copies, Link, Matches, Story


def group_stories(
    articles: Sequence[Article], matches: Matches, copies: Sequence[Copies], min_probability: float
) -> tuple[Story, ...]:
    """Return the stories, a partition of `articles`: largest first, then by first article.

    A group of copies counts as one text, as strongly tied to another as its strongest pair, however many carry it: a
    story is made of texts, and a hundred reprints of one neither hold it together nor tear it apart.
    """
    text_of = np.arange(len(articles), dtype=np.int32)
    for group in copies:
        text_of[list(group.articles)] = group.articles[0]
    left, right, strength = _between_texts(text_of, matches)
    story_of = average_linkage(len(articles), left, right, strength, min_probability)[text_of]
    members: dict[int, list[int]] = defaultdict(list)
    for article, story in enumerate(story_of.tolist()):
        members[story].append(article)
    links: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    same = np.flatnonzero(story_of[matches.left] == story_of[matches.right])
    columns = (story_of[matches.left[same]], -matches.probability[same], matches.left[same], matches.right[same])
    for story, *link in zip(*(column.tolist() for column in columns), strict=True):
        links[story].append(tuple(link))
    # The order of the members is that of the articles, so the first of each is its smallest.
    by_size = sorted(members.items(), key=lambda item: (-len(item[1]), item[1][0]))
    return tuple(
        _story(articles, group, sorted(links[story])) if len(group) > 1 else Story((group[0],), group[0], None)
        for story, group in by_size
    )


def _between_texts(
    text_of: NDArray[np.int32], matches: Matches
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return the pairs of different texts, each once, with the strength of their strongest pair."""
    a, b = text_of[matches.left], text_of[matches.right]
    left, right = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((-matches.probability, right, left))
    order = order[left[order] != right[order]]
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = (np.diff(left[order]) != 0) | (np.diff(right[order]) != 0)
    kept = order[is_first]
    return left[kept], right[kept], matches.probability[kept]


def _story(articles: Sequence[Article], members: list[int], links: list[tuple[float, int, int]]) -> Story:
    ties: dict[int, float] = dict.fromkeys(members, 0.0)
    for strength, a, b in links:
        ties[a] -= strength
        ties[b] -= strength
    by_time = sorted(members, key=lambda i: (articles[i].published is None, articles[i].published_s, i))
    central = min(members, key=lambda i: (-round(ties[i], 9), i))
    return Story(tuple(by_time), central, _weakest(members, links))


def _weakest(members: list[int], links: list[tuple[float, int, int]]) -> Link | None:
    """Return the last link that joins all members when links are taken strongest first (Kruskal 1956)."""
    root = {member: member for member in members}

    def find(member: int) -> int:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    weakest = None
    for strength, a, b in links:
        if find(a) != find(b):
            root[find(a)] = find(b)
            weakest = Link(a, b, -strength)
    return weakest
