"""Invented texts, and the features of a few articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from random import Random

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.extract import Features, extract
from dedup.match.blocks import Block
from dedup.match.near_duplicates import first_of_identical, near_duplicates
from dedup.match.pairs import Pairs
from dedup.records import Spans
from dedup.settings import Settings
from tests.features.reference import shingles

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def invented_words(random: Random, n: int, vocabulary: int = 400) -> list[str]:
    """Return words of two to three syllables, some often and most rarely."""
    places = [int(vocabulary ** random.random()) for _ in range(n)]
    return ["".join(_syllable(place // 70**k % 70) for k in range(2 + place % 2)) for place in places]


def _syllable(number: int) -> str:
    return CONSONANTS[number // 5] + VOWELS[number % 5]


def edited(random: Random, words: Sequence[str], n_edits: int) -> list[str]:
    """Return `words` with so many replaced, left out or put in."""
    result = list(words)
    for _ in range(n_edits):
        place = random.randrange(len(result) + 1)
        result[place : place + random.choice([0, 1, 1])] = invented_words(random, random.choice([0, 1, 1]))
    return result


def features_of(texts: Sequence[str], settings: Settings) -> Features:
    articles = [Article(text=text) for text in texts]
    return extract(articles, Spans.whole(articles), settings)[0]


def found_pairs(texts: Sequence[str], settings: Settings) -> list[tuple[int, int]]:
    """Return the near-duplicates among `texts`, in the order they are reported."""
    features = features_of(texts, settings)
    pairs = near_duplicates(features, first_of_identical(features, settings.min_words), settings)
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


def brute_force_pairs(texts: Sequence[str], settings: Settings) -> set[tuple[int, int]]:
    """Return every pair of texts, long enough to compare, with a Jaccard similarity of `settings.min_jaccard`."""
    sets = {i: shingles(text, settings.shingle_size) for i, text in enumerate(texts)}
    long_enough = [i for i, text in enumerate(texts) if len(text.split()) >= settings.min_words]
    return {
        (i, j)
        for i, j in combinations(long_enough, 2)
        if (shared := len(sets[i] & sets[j]))
        and shared / (len(sets[i]) + len(sets[j]) - shared) >= settings.min_jaccard
    }


def blocks_of(n_articles: int, pairs: Pairs, cosine: NDArray[np.float32], size: int = 4) -> list[Block]:
    """Return `pairs` of a folder and their cosines in blocks of `size` left articles."""
    found, bounds = [], np.searchsorted(pairs.left, np.arange(n_articles + 1))
    for start in range(0, max(n_articles, 1), size):
        part = bounds[start : start + size + 1]
        own = slice(part[0], part[-1])
        found.append(Block(start, np.diff(part).astype(np.int32), pairs.right[own], cosine[own]))
    return found
