"""Features -> hubs: texts with so many near-duplicates that these are paired with the hub alone, not with each other.

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

MIN_DEGREE: Final = MAX_PAIRED
"""Near-duplicates of one text from which on it is a hub. Groups of copies lose nothing: they are verified against one
of them anyway. All pairs of 20 groups of 200 took a scan 26 seconds and 600 MB."""


def first_of_hubs(features: Features, first: NDArray[np.int32], settings: Settings) -> NDArray[np.int32]:
    """Return `first`, (n_articles,), with each hub in the place of its near-duplicates: as if they were identical.

    `first` is from `first_of_identical`. A hub has `MIN_DEGREE` or more near-duplicates that LSH proposes, see
    `near_duplicates`. The text that shares the most bands with others is the first hub; of those that it leaves, the
    next one is the second, and so on. So a hub may be missed all whose near-duplicates share a band with a text that
    is none and has more company.
    """
    distinct = np.flatnonzero((first == np.arange(len(first))) & (features.n_body_words >= settings.min_words))
    company = _company(features.bands, distinct)
    accompanied = company >= MIN_DEGREE
    texts, company = distinct[accompanied].astype(np.int32), company[accompanied]
    stands_for = np.arange(len(first), dtype=np.int32)
    for together in _together(features.bands[texts]):
        for hub, others in _hubs(features, texts[together], company[together], settings.min_jaccard):
            stands_for[others] = hub
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
    """Yield the places of texts that LSH connects, directly or through others, where they are enough to have a hub.

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
        if len(places) > MIN_DEGREE:
            yield places


def _hubs(
    features: Features, texts: NDArray[np.int32], company: NDArray[np.int64], min_jaccard: float
) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """Yield each hub among `texts`, and its near-duplicates that no earlier one has."""
    keys = features.bands[texts]
    left, may_be_hub = np.ones((2, len(texts)), np.bool_)
    while (left & may_be_hub).any():
        hub = int(np.argmax(np.where(left & may_be_hub, company, -1)))
        beside = np.flatnonzero(left & (keys == keys[hub]).any(axis=1))
        others = beside[beside != hub]
        if len(others) >= MIN_DEGREE:
            pairs = Pairs(np.full(len(others), texts[hub]), texts[others])
            others = others[are_near(features, pairs, min_jaccard)]
        if len(others) >= MIN_DEGREE:
            yield int(texts[hub]), texts[others]
            left[hub] = left[others] = False
        else:  # nor have they, which have less company
            may_be_hub[beside] = False
