"""Matches -> groups of copies: articles that are one text, each verified against the one that stands for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.texts import CopiedTexts
from dedup.match.hubs import MIN_DEGREE
from dedup.match.pairs import Pairs
from dedup.matches import Matches, Verdict
from dedup.records import Copies, Link

MAX_LISTED: Final = 100
"""Copies in a group up to which all its pairs are listed. Notices, results and listings of which half is one form come
by the thousand, and each is a reprint of all others: 1,000 of them were 500,000 pairs, 560 MB of output."""


def group_copies(articles: Sequence[Article], matches: Matches) -> tuple[Copies, ...]:
    """Return the groups of two or more copies, largest first, then by first article.

    The article with the most copies stands for its group, ties going to the one most like them, to the earliest
    published, then to the first; its copies join it and leave the rest, and so on. So two texts are never joined
    through a third: where A copies B and B copies C, but A does not copy C, B stands for all three, and each was
    verified against B. An article that could join two groups is in the one formed first. Two reprints of one text may
    have nothing in common, each holding another half of it: a reprint joins only where it is a copy of the reprints
    that joined before, too. A hub, see `dedup.match.hubs`, joins no group of a text that its near-duplicates were not
    compared with: it stands for them. Identical articles are one text and stay together: what was verified of one of
    them holds for all.
    """
    texts = CopiedTexts.of(matches)
    published = {article: _publication_order(articles[article]) for article in texts.of_article}
    first_published = {text: min(texts.members[text], key=published.__getitem__) for text in texts.similarity}

    def order(text: int) -> tuple[int, float, float, int]:
        n_copies = sum(len(texts.members[other]) for other in {text, *texts.similarity[text]})
        likeness = fsum(texts.similarity[text].values())  # the same in whatever order they come
        return -n_copies, -likeness, published[first_published[text]], first_published[text]

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


def _joined(text: int, texts: CopiedTexts, grouped: set[int]) -> list[int]:
    """Return the texts that join the group of `text`, the most like it first; those in `grouped` are in others."""
    joined: list[int] = []
    reprints: set[int] = set()
    similarity = texts.similarity[text]
    for other in sorted(similarity, key=lambda other: (-similarity[other], other)):
        is_reprint = (text, other) in texts.reprinted
        if other in grouped or other == text or (is_reprint and not texts.similarity[other].keys() >= reprints):
            continue
        if _stands_for_others(other, text, texts):
            continue
        joined.append(other)
        if is_reprint:
            reprints.add(other)
    return joined


def _stands_for_others(hub: int, text: int, texts: CopiedTexts) -> bool:
    """Whether so many near-duplicates of `hub` as make one are no copies of `text`, and would be left behind by it."""
    copies = texts.similarity[hub].keys()
    if len(copies) < MIN_DEGREE:
        return False
    return sum((hub, other) not in texts.reprinted for other in copies - texts.similarity[text].keys()) > MIN_DEGREE


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


def without_pairs_inside(matches: Matches, copies: Sequence[Copies]) -> Matches:
    """Return `matches` without what follows from large groups of `copies`: the weaker pairs inside them.

    Of a group of more than `MAX_LISTED` articles, pairs that are no near-duplicates remain only with the article that
    stands for it. Near-duplicates have a bound of their own, see `dedup.match.hubs`.
    """
    large = [group for group in copies if len(group.articles) > MAX_LISTED]
    if not large:
        return matches
    group_of = np.full(int(matches.right.max()) + 1, -1)
    for number, group in enumerate(large):
        group_of[list(group.articles)] = number
    stand_for_all = [group.representative for group in large]
    inside = (group_of[matches.left] >= 0) & (group_of[matches.left] == group_of[matches.right])
    inside &= (matches.verdict >= Verdict.REPRINT.code) & ~np.isin(matches.sides, stand_for_all).any(axis=0)
    return matches.where(~inside)


def texts_of(n_articles: int, copies: Sequence[Copies]) -> NDArray[np.int32]:
    """Return the text of each article, (n_articles,): of copies the first of their group, of others the article."""
    text_of = np.arange(n_articles, dtype=np.int32)
    for group in copies:
        text_of[list(group.articles)] = group.articles[0]
    return text_of


def without_forms(matches: Matches, text_of: NDArray[np.int32], forms: Pairs) -> Matches:
    """Return `matches` without those on one story between texts of which more pairs are one form filled in twice.

    Copies of a text differ in a few words, and one of the many pairs of two texts may just not look like a form: it
    would tie two reports of one kind. `forms` are the pairs that look like one; `text_of` is from `texts_of`.
    """
    of_forms, of_matches = (_text_keys(text_of, *sides) for sides in (forms, matches.sides))
    n_forms = _count(of_matches, of_forms)
    rows = np.flatnonzero((n_forms > 0) & (matches.verdict >= Verdict.SAME_STORY.code))
    kept = np.ones(len(matches), np.bool_)
    kept[rows] = n_forms[rows] <= _count(of_matches[rows], of_matches[n_forms > 0])
    return matches.where(kept)


def _text_keys(text_of: NDArray[np.int32], left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return one number for the two texts of each pair, (n_pairs,)."""
    one, other = text_of[left], text_of[right]
    return Pairs(np.minimum(one, other), np.maximum(one, other)).keys()


def _count(values: NDArray[np.int64], among: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how often each of `values` stands `among` others, (n_values,)."""
    ordered = np.sort(among)
    return np.searchsorted(ordered, values, side="right") - np.searchsorted(ordered, values)
