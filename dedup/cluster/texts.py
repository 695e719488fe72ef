"""Matches -> the texts behind articles that are copies: identical articles are one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from dedup.matches import Matches, Verdict


class CopiedTexts(NamedTuple):
    """The texts of all articles that are copies of another; a text goes by the first article that has it."""

    of_article: dict[int, int]
    members: dict[int, list[int]]
    """Text -> the articles that have it, ascending."""
    similarity: dict[int, dict[int, float]]
    """Text -> each text that copies it, itself too where several articles have it -> the Jaccard similarity of both."""
    reprinted: set[tuple[int, int]]
    """Pairs of texts that are reprints of each other, both ways round."""

    @classmethod
    def of(cls, matches: Matches) -> CopiedTexts:
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

    def copied_by(self, article: int) -> Iterator[tuple[int, Verdict]]:
        """Yield every text that the article copies, its own first, with the verdict on both."""
        text = self.of_article[article]
        yield text, Verdict.IDENTICAL
        for other in self.similarity[text]:
            if other != text:
                yield other, Verdict.REPRINT if (text, other) in self.reprinted else Verdict.NEAR_DUPLICATE


def _first_of_identical(pairs: Iterable[tuple[int, int, int, float]]) -> dict[int, int]:
    """Return for each article of `pairs` the first with the same words, with which each of the others is paired."""
    first: dict[int, int] = {}
    for left, right, verdict, _ in pairs:
        first.setdefault(left, left)
        earlier = left if verdict == Verdict.IDENTICAL.code else right
        first[right] = min(first.get(right, right), earlier)
    return first
