"""Features -> pairs that share more than a few shingles, whatever their lengths: a sampled inverted index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.match.arrays import grown
from dedup.match.pairs import Pairs
from dedup.threads import over_ranges

MIN_PASSAGE_WORDS: Final = 40
"""Shorter texts that stand in another are quotes and stubs, not excerpts or reprints of news."""

MAX_ARTICLES_WITH: Final = 1000
"""A shingle that stands in more distinct texts proposes nothing, so each of an article's sampled shingles is looked up
in at most as many places; a text is missed where nearly all its shingles are that common."""

MIN_SHARE: Final = 0.05
"""Pairs that share less of their samples are not proposed. A reprint with 3% of its characters wrong, a third of it
new and a fifth of the original dropped still shares 0.2 to 0.3 of its 5-word shingles; two articles on one event
with a common quotation share 0.01 to 0.04."""

_FULL: Final = 128
"""Shingles up to which a text is sampled whole; up to four times as many every second, beyond every fourth. So an item
of 40 words has 9 sampled shingles, on average, in common with the longest text that holds it."""
_LEVELS: Final = 3
_ODD: Final = 0x9E3779B97F4A7C15
"""Spreads samples, whose top bits are all 0, over a table (Knuth's multiplicative hashing)."""
_BLOCK: Final = 1024


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Pairs with the sampled shingles they share; all columns are (n_pairs,)."""

    pairs: Pairs
    shared: NDArray[np.int32]
    n_left: NDArray[np.int32]
    """Sampled shingles of the left article, at the sparser of the two's rates and without those too common."""
    n_right: NDArray[np.int32]

    def where(self, kept: NDArray[np.bool_]) -> Overlaps:
        """Return the pairs for which `kept`, (n_pairs,), is true."""
        return Overlaps(self.pairs.where(kept), self.shared[kept], self.n_left[kept], self.n_right[kept])


def find_overlaps(features: Features, first: NDArray[np.int32], min_words: int = MIN_PASSAGE_WORDS) -> Overlaps:
    """Return the pairs of distinct texts of `min_words` or more that share `MIN_SHARE` of a sample.

    `first` is from `first_of_identical`. Shingles are evenly spread hashes, so those below a bound are a random sample,
    and the same one in every text (FracMinHash). Work and memory grow with the sampled shingles times the texts that
    hold them, of which `MAX_ARTICLES_WITH` are looked at.

    References:
        Broder (1997), On the resemblance and containment of documents.
        Irber et al. (2022), Lightweight compositional analysis of metagenomes with FracMinHash.
    """
    long_enough = features.n_body_words >= min_words
    texts = np.flatnonzero((first == np.arange(len(first))) & long_enough).astype(np.int32)
    n_shingles = np.diff(features.shingle_bounds)[texts]
    levels = (n_shingles > _FULL).astype(np.int8) + (n_shingles > 4 * _FULL)
    low = features.shingle_bounds[:-1][texts]
    n_sampled = _count_below(features.shingles, low, low + n_shingles, levels)
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_sampled)])
    sampled = _gather(features.shingles, low, bounds)
    order = _order(sampled)
    postings = np.repeat(np.arange(len(texts), dtype=np.int32), n_sampled)[order]
    group, list_bounds = _lists(sampled, order)

    def count(start: int, stop: int) -> NDArray[np.int32]:
        found: NDArray[np.int32] = _sizes(sampled, bounds[start : stop + 1], group, list_bounds, levels[start:stop])
        return found

    sizes = np.concatenate(list(over_ranges(len(texts), _BLOCK, count)))

    def work(start: int, stop: int) -> tuple[NDArray[np.int32], ...]:
        found: tuple[NDArray[np.int32], ...] = _overlap_block(
            start, stop, sampled, bounds, group, list_bounds, postings, levels, sizes
        )
        return found

    blocks = over_ranges(len(texts), _BLOCK, work)
    left, right, shared, n_left, n_right = (np.concatenate(columns) for columns in zip(*blocks, strict=True))
    by_pair = np.lexsort((right, left))
    pairs = Pairs(texts[left[by_pair]], texts[right[by_pair]])
    return Overlaps(pairs, shared[by_pair], n_left[by_pair], n_right[by_pair])


def _order(sampled: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the places of the shingles that may stand in more than one text, so that they ascend."""
    repeated = np.flatnonzero(_may_repeat(sampled))
    return repeated[np.argsort(sampled[repeated], kind="stable")]  # of equal shingles the owners stay ascending


def _lists(sampled: NDArray[np.uint64], order: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return for each sampled shingle the number of its posting list, and where each list begins.

    `order` holds the places of the shingles that have a list, so that they ascend; the number of the others is -1.
    """
    ordered = sampled[order]
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else order
    group = np.full(len(sampled), -1, np.int32)
    list_bounds = np.append(begins, len(order))
    group[order] = np.repeat(np.arange(len(begins), dtype=np.int32), np.diff(list_bounds))
    return group, list_bounds


@njit(cache=True, nogil=True)
def _in_sample(shingle, level):  # type: ignore[no-untyped-def]
    """Whether a shingle is among the one in 2**level sampled."""
    return level == 0 or shingle >> uint64(64 - level) == 0


@njit(cache=True, nogil=True)
def _count_below(shingles, low, high, levels):  # type: ignore[no-untyped-def]
    """Return how many shingles of each text are sampled at its level: they are its first, for shingles ascend."""
    n = np.zeros(len(low), np.int64)
    for i in range(len(low)):
        k = low[i]
        while k < high[i] and _in_sample(shingles[k], levels[i]):
            k += 1
        n[i] = k - low[i]
    return n


@njit(cache=True, nogil=True)
def _gather(shingles, low, bounds):  # type: ignore[no-untyped-def]
    sampled = np.empty(bounds[-1], np.uint64)
    for i in range(len(low)):
        for k in range(bounds[i + 1] - bounds[i]):  # a slice would take three seconds to compile
            sampled[bounds[i] + k] = shingles[low[i] + k]
    return sampled


@njit(cache=True, nogil=True)
def _may_repeat(sampled):  # type: ignore[no-untyped-def]
    """Return which shingles stand in more than one text, with some that do not: nine in ten need no posting list."""
    bits = 16
    while (1 << bits) < 8 * len(sampled) and bits < 30:
        bits += 1
    shift = uint64(64 - bits)
    n = np.zeros(1 << (bits - 2), np.uint8)  # four counts of two bits a byte: the table is the size of the shingles
    for shingle in sampled:
        place = (shingle * uint64(_ODD)) >> shift
        byte, low = np.int64(place >> uint64(2)), uint64(2) * (place & uint64(3))
        count = (uint64(n[byte]) >> low) & uint64(3)
        if count < 2:
            n[byte] += uint64(1) << low
    repeats = np.zeros(len(sampled), np.bool_)
    for k in range(len(sampled)):
        place = (sampled[k] * uint64(_ODD)) >> shift
        repeats[k] = (uint64(n[np.int64(place >> uint64(2))]) >> (uint64(2) * (place & uint64(3)))) & uint64(3) > 1
    return repeats


@njit(cache=True, nogil=True)
def _sizes(sampled, bounds, group, list_bounds, levels):  # type: ignore[no-untyped-def]
    """Return how many shingles of each text that are not too common are sampled at each level, (n, `_LEVELS`)."""
    sizes = np.zeros((len(bounds) - 1, _LEVELS), np.int32)
    for i in range(len(bounds) - 1):
        for k in range(bounds[i], bounds[i + 1]):
            if group[k] < 0 or list_bounds[group[k] + 1] - list_bounds[group[k]] <= MAX_ARTICLES_WITH:
                for level in range(levels[i], _LEVELS):
                    sizes[i, level] += _in_sample(sampled[k], level)
    return sizes


@njit(cache=True, nogil=True)
def _overlap_block(  # type: ignore[no-untyped-def]
    start, stop, sampled, bounds, group, list_bounds, postings, levels, sizes
):
    """Return the columns of `Overlaps` for the pairs whose right text is one of `start` to `stop`."""
    count = np.zeros(stop, np.int32)
    touched = np.empty(stop, np.int32)
    room, n_found = 1024, 0
    found = np.empty((5, room), np.int32)
    for i in range(start, stop):
        n_touched = 0
        for k in range(bounds[i], bounds[i + 1]):
            if group[k] < 0:
                continue
            begin, end = list_bounds[group[k]], list_bounds[group[k] + 1]
            if end - begin > MAX_ARTICLES_WITH:
                continue
            for p in range(begin, end):
                j = postings[p]
                if j >= i:
                    break
                # Of two rates the sparser decides, or the shares of the two samples could not be compared.
                if levels[i] < levels[j] and not _in_sample(sampled[k], levels[j]):
                    continue
                if count[j] == 0:
                    touched[n_touched] = j
                    n_touched += 1
                count[j] += 1
        for t in range(n_touched):
            j = touched[t]
            shared = count[j]
            count[j] = 0
            level = max(levels[i], levels[j])
            if shared < MIN_SHARE * min(sizes[i, level], sizes[j, level]):
                continue
            if n_found == room:
                room *= 2
                found = grown(found, room)
            found[0, n_found], found[1, n_found], found[2, n_found] = j, i, shared
            found[3, n_found], found[4, n_found] = sizes[j, level], sizes[i, level]
            n_found += 1
    return found[0, :n_found], found[1, :n_found], found[2, :n_found], found[3, :n_found], found[4, :n_found]
