"""Matches -> groups of copies: articles that are one text, each verified against the one that stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from dedup.article import Article
from dedup.matches import Matches, Verdict
from dedup.records import Copies, Link


def group_copies(articles: Sequence[Article], matches: Matches) -> tuple[Copies, ...]:
    """Return the groups of two or more copies, largest first, then by first article.

    The article with the most copies stands for its group, ties going to the earliest published, then to the first; its
    copies join it and leave the rest, and so on. So two texts are never joined through a third: where A copies B and
    B copies C, but A does not copy C, B stands for all three, and each was verified against B. An article that could
    join two groups is in the one formed first. Two reprints of one text may have nothing in common, each holding
    another half of it: a reprint joins only where it is a copy of the reprints that joined before, too. Identical
    articles are one text and stay together: what was verified of one of them holds for all.
    """
    rows = np.flatnonzero(matches.verdict <= Verdict.REPRINT.code)
    columns = (matches.left, matches.right, matches.verdict, matches.jaccard)
    pairs = [*zip(*(column[rows].tolist() for column in columns), strict=True)]
    text_of = _first_of_identical(pairs)
    members: dict[int, list[int]] = defaultdict(list)
    for article, text in sorted(text_of.items()):
        members[text].append(article)
    similarity: dict[int, dict[int, float]] = defaultdict(dict)
    reprinted: set[tuple[int, int]] = set()
    for one, other, verdict, jaccard in pairs:
        left, right = text_of[one], text_of[other]
        similarity[left][right] = similarity[right][left] = jaccard
        if verdict == Verdict.REPRINT.code:
            reprinted.update(((left, right), (right, left)))
    published = {article: _publication_order(articles[article]) for article in text_of}
    first_published = {text: min(members[text], key=published.__getitem__) for text in similarity}

    def order(text: int) -> tuple[int, float, int]:
        n_copies = sum(len(members[other]) for other in {text, *similarity[text]})
        return -n_copies, published[first_published[text]], first_published[text]

    groups: list[Copies] = []
    grouped: set[int] = set()
    for text in sorted(similarity, key=order):
        if text in grouped:
            continue
        joined = _joined(text, similarity, reprinted, grouped)
        grouped.update((text, *joined))
        everyone = sorted(article for other in (text, *joined) for article in members[other])
        if len(everyone) > 1:
            groups.append(_group(everyone, first_published[text], text_of, similarity[text]))
    return tuple(sorted(groups, key=lambda group: (-len(group.articles), group.articles)))


def _first_of_identical(pairs: Iterable[tuple[int, int, int, float]]) -> dict[int, int]:
    """Return for each article of `pairs` the first with the same words, with which each of the others is paired."""
    first: dict[int, int] = {}
    for left, right, verdict, _ in pairs:
        first.setdefault(left, left)
        earlier = left if verdict == Verdict.IDENTICAL.code else right
        first[right] = min(first.get(right, right), earlier)
    return first


def _joined(
    text: int, similarity: dict[int, dict[int, float]], reprinted: set[tuple[int, int]], grouped: set[int]
) -> list[int]:
    """Return the texts that join the group of `text`, the most like it first."""
    joined: list[int] = []
    reprints: set[int] = set()
    for other in sorted(similarity[text], key=lambda other: (-similarity[text][other], other)):
        is_reprint = (text, other) in reprinted
        if other in grouped or other == text or (is_reprint and not similarity[other].keys() >= reprints):
            continue
        joined.append(other)
        if is_reprint:
            reprints.add(other)
    return joined


def _group(
    everyone: Sequence[int], representative: int, text_of: Mapping[int, int], similarity: dict[int, float]
) -> Copies:
    def strength(article: int) -> float:
        return similarity[text_of[article]]

    least_like = min((article for article in everyone if article != representative), key=lambda i: (strength(i), i))
    weakest = Link(min(representative, least_like), max(representative, least_like), strength(least_like))
    return Copies(tuple(everyone), representative, weakest)


def _publication_order(article: Article) -> float:
    return article.published_s if article.published else float("inf")
