"""Features -> which text stands for a crowd of others: pairs of all with all would be too many.

Listings, notices and forecasts that are filled in alike come by the thousand: 4,000 texts that differ in one word were
8 million pairs, for which a scan took 5 minutes and 5.4 GB.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.distinct import is_first
from dedup.features.extract import Features
from dedup.match.near_duplicates import MAX_PAIRED, are_near
from dedup.match.pairs import Pairs
from dedup.settings import Settings

MIN_CROWD: Final = MAX_PAIRED
"""Near-duplicates of one text from which on they are paired with that text alone, as identical ones are: a group of
copies has been verified against one of them anyway. All pairs of 20 such groups of 200 took a scan 26 seconds and 600
MB."""


def first_of_crowds(features: Features, first: NDArray[np.int32], settings: Settings) -> NDArray[np.int32]:
    """Return `first`, (n_articles,), with the text that stands for a crowd in the place of all others in it.

    `first` is from `first_of_identical`. A crowd is a text with `MIN_CROWD` or more near-duplicates that LSH proposes,
    see `near_duplicates`. The text that shares the most bands with others gathers the first crowd, from what it leaves
    the next one the second, and so on; so a crowd may be missed whose texts all share bands with a text that has none.
    """
    distinct = np.flatnonzero((first == np.arange(len(first))) & (features.n_body_words >= settings.min_words))
    company = _company(features.bands, distinct)
    accompanied = company >= MIN_CROWD
    texts, company = distinct[accompanied].astype(np.int32), company[accompanied]
    stands_for = np.arange(len(first), dtype=np.int32)
    for together in _together(features.bands[texts]):
        for leader, others in _crowds(features, texts[together], company[together], settings.min_jaccard):
            stands_for[others] = leader
    return stands_for[first]


def _company(bands: NDArray[np.uint32], texts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many bands each of `texts` has in common with others, summed over these, (n_texts,).

    It is at least the number of texts that LSH would pair it with, and a little more for some: keys are counted by
    their last bits.
    """
    company = np.zeros(len(texts), np.int64)
    last_bits = np.uint32((1 << len(texts).bit_length()) - 1)
    for band in range(bands.shape[1]):
        keys = bands[texts, band] & last_bits
        company += np.bincount(keys)[keys] - 1
    return company


def _together(keys: NDArray[np.uint32]) -> Iterator[NDArray[np.int64]]:
    """Yield the places of texts that LSH connects, directly or through others, where they are enough for a crowd.

    `keys` are those of the bands, (n_texts, n_bands).
    """
    least, before = np.arange(len(keys)), np.zeros(0, np.int64)  # the least place each text is connected to
    while not np.array_equal(least, before):
        before = least.copy()
        for of_band in keys.T:
            order = np.argsort(of_band, kind="stable")
            starts = np.flatnonzero(is_first(of_band[order]))
            sizes = np.diff(starts, append=len(order))
            least[order] = np.repeat(np.minimum.reduceat(least[order], starts), sizes)
    by_least = np.argsort(least, kind="stable")
    for places in np.split(by_least, np.flatnonzero(is_first(least[by_least]))[1:]):
        if len(places) > MIN_CROWD:
            yield places


def _crowds(
    features: Features, texts: NDArray[np.int32], company: NDArray[np.int64], min_jaccard: float
) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """Yield each crowd among `texts`: the one that stands for it, and the others."""
    keys = features.bands[texts]
    left, may_lead = np.ones((2, len(texts)), np.bool_)
    while (left & may_lead).any():
        leader = int(np.argmax(np.where(left & may_lead, company, -1)))
        beside = np.flatnonzero(left & (keys == keys[leader]).any(axis=1))
        others = beside[beside != leader]
        if len(others) >= MIN_CROWD:
            pairs = Pairs(np.full(len(others), texts[leader]), texts[others])
            others = others[are_near(features, pairs, min_jaccard)]
        if len(others) >= MIN_CROWD:
            yield int(texts[leader]), texts[others]
            left[leader] = left[others] = False
        else:  # nor have they, which have less company
            may_lead[beside] = False
