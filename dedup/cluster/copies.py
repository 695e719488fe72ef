"""Matches -> groups of copies: articles that are one text, each verified against the one that stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

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
    texts = _Texts.of(matches)
    published = {article: _publication_order(articles[article]) for article in texts.of_article}
    first_published = {text: min(texts.members[text], key=published.__getitem__) for text in texts.similarity}

    def order(text: int) -> tuple[int, float, int]:
        n_copies = sum(len(texts.members[other]) for other in {text, *texts.similarity[text]})
        return -n_copies, published[first_published[text]], first_published[text]

    groups: list[Copies] = []
    grouped: set[int] = set()
    for text in sorted(texts.similarity, key=order):
        if text in grouped:
            continue
        joined = _joined(text, texts, grouped)
        grouped.update((text, *joined))
        everyone = sorted(article for other in (text, *joined) for article in texts.members[other])
        if len(everyone) > 1:
            groups.append(_group(everyone, first_published[text], texts.of_article, texts.similarity[text]))
    return tuple(sorted(groups, key=lambda group: (-len(group.articles), group.articles)))


class _Texts(NamedTuple):
    """The texts of the articles that are copies; identical articles are one text, which goes by the first of them."""

    of_article: dict[int, int]
    members: dict[int, list[int]]
    """Text -> the articles that have it, ascending."""
    similarity: dict[int, dict[int, float]]
    """Text -> each text that copies it, itself too where several articles have it -> the Jaccard similarity of both."""
    reprinted: set[tuple[int, int]]
    """Pairs of texts that are reprints of each other, both ways round."""

    @classmethod
    def of(cls, matches: Matches) -> _Texts:
        """Return the texts of all `matches` that are copies."""
        rows = np.flatnonzero(matches.verdict <= Verdict.REPRINT.code)
        columns = (matches.left, matches.right, matches.verdict, matches.jaccard)
        pairs = [*zip(*(column[rows].tolist() for column in columns), strict=True)]
        texts = cls(_first_of_identical(pairs), defaultdict(list), defaultdict(dict), set())
        for article, text in sorted(texts.of_article.items()):
            texts.members[text].append(article)
        for one, other, verdict, jaccard in pairs:
            left, right = texts.of_article[one], texts.of_article[other]
            texts.similarity[left][right] = texts.similarity[right][left] = jaccard
            if verdict == Verdict.REPRINT.code:
                texts.reprinted.update(((left, right), (right, left)))
        return texts


def _first_of_identical(pairs: Iterable[tuple[int, int, int, float]]) -> dict[int, int]:
    """Return for each article of `pairs` the first with the same words, with which each of the others is paired."""
    first: dict[int, int] = {}
    for left, right, verdict, _ in pairs:
        first.setdefault(left, left)
        earlier = left if verdict == Verdict.IDENTICAL.code else right
        first[right] = min(first.get(right, right), earlier)
    return first


def _joined(text: int, texts: _Texts, grouped: set[int]) -> list[int]:
    """Return the texts that join the group of `text`, the most like it first; those in `grouped` are in others."""
    joined: list[int] = []
    reprints: set[int] = set()
    similarity = texts.similarity[text]
    for other in sorted(similarity, key=lambda other: (-similarity[other], other)):
        is_reprint = (text, other) in texts.reprinted
        if other in grouped or other == text or (is_reprint and not texts.similarity[other].keys() >= reprints):
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
