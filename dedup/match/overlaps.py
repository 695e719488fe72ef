"""Features -> pairs that share more than a few shingles, whatever their lengths: a sampled inverted index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.features.sample import count_sampled, in_sample
from dedup.lengths import bounds_of
from dedup.machine.stored import in_turns
from dedup.machine.threads import over_ranges
from dedup.match.arrays import grown
from dedup.match.pairs import Pairs
from dedup.match.posting_lists import COMMON, Samples, posting_lists

MIN_PASSAGE_WORDS: Final = 40
"""Shorter texts that stand in another are quotes and stubs, not excerpts or reprints of news."""

MAX_TEXTS_OF_SHINGLE: Final = 1000
"""A shingle in more distinct texts proposes no pairs, which bounds the work for each sampled shingle; a text is missed
where nearly all its shingles are that common."""

MIN_SHARE: Final = 0.05
"""Pairs that share less of their samples are not proposed. A reprint with 3% of its characters wrong, a third of it
new and a fifth of the original dropped still shares 0.2 to 0.3 of its 5-word shingles; two articles on one event
with a common quotation share 0.01 to 0.04."""

_FULL: Final = 128
"""Shingles up to which a text is sampled whole; up to four times as many every second, beyond every fourth. So an item
of 40 words has 9 sampled shingles, on average, in common with the longest text that holds it."""
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
    """Return the pairs of distinct texts that share `MIN_SHARE` of a sample, with at least `min_words` in both bodies.

    `first`, (n_articles,), is from `first_of_identical`. Shingles are evenly spread hashes, so those below a bound are
    a random sample, the same one in every text (FracMinHash). So a pair near `MIN_SHARE` may be missed by chance. Work
    and memory grow with the sampled shingles times the texts that hold them, at most `MAX_TEXTS_OF_SHINGLE` each.

    References:
        Broder (1997), On the resemblance and containment of documents.
        Irber et al. (2022), Lightweight compositional analysis of metagenomes with FracMinHash.
    """
    long_enough = features.n_body_words >= min_words
    texts = np.flatnonzero((first == np.arange(len(first))) & long_enough).astype(np.int32)
    n_shingles = features.n_shingles[texts]
    levels = (n_shingles > _FULL).astype(np.int8) + (n_shingles > 4 * _FULL)
    samples = _samples(features, texts, levels)
    lists = posting_lists(samples, MAX_TEXTS_OF_SHINGLE)
    sizes = features.n_sampled[texts]
    _leave_out_common(sizes, samples, lists)

    def work(start: int, stop: int) -> tuple[NDArray[np.int32], ...]:
        found: tuple[NDArray[np.int32], ...] = _overlap_block(start, stop, samples, lists, levels, sizes)
        return found

    blocks = over_ranges(len(texts), _BLOCK, work)
    left, right, shared, n_left, n_right = (np.concatenate(columns) for columns in zip(*blocks, strict=True))
    by_pair = np.lexsort((right, left))
    pairs = Pairs(texts[left[by_pair]], texts[right[by_pair]])
    return Overlaps(pairs, shared[by_pair], n_left[by_pair], n_right[by_pair])


def _samples(features: Features, texts: NDArray[np.int32], levels: NDArray[np.int8]) -> Samples:
    """Return the sampled shingles of `texts` at their `levels`."""
    low, high = features.shingle_bounds[texts], features.shingle_bounds[texts + 1]
    counts, parts = [], []
    for start, stop in in_turns(features.shingles, bounds_of(high - low)):
        n_sampled = _count_sampled(features.shingles, low[start:stop], high[start:stop], levels[start:stop])
        counts.append(n_sampled)
        parts.append(_sampled(features.shingles, low[start:stop], bounds_of(n_sampled)))
    return Samples(np.concatenate(parts), bounds_of(np.concatenate(counts)))


@njit(cache=True, nogil=True)
def _count_sampled(shingles, low, high, levels):  # type: ignore[no-untyped-def]
    """Return how many shingles of each text are in the sample of its level: the first ones, since shingles ascend."""
    n = np.zeros(len(low), np.int64)
    for i in range(len(low)):
        n[i] = count_sampled(shingles[low[i] : high[i]], levels[i])
    return n


@njit(cache=True, nogil=True)
def _sampled(shingles, low, bounds):  # type: ignore[no-untyped-def]
    """Return the sampled shingles of all texts, those of text i at `bounds[i]:bounds[i + 1]`."""
    found = np.empty(bounds[-1], np.uint64)
    for i in range(len(low)):
        for k in range(bounds[i], bounds[i + 1]):
            found[k] = shingles[low[i] + k - bounds[i]]
    return found


@njit(cache=True, nogil=True)
def _leave_out_common(sizes, samples, lists):  # type: ignore[no-untyped-def]
    """Subtract from `sizes`, (n_texts, `N_RATES`), the shingles that occur in more texts than are looked at."""
    for i in range(len(sizes)):
        for k in range(samples.bounds[i], samples.bounds[i + 1]):
            if lists.begins[k] == COMMON:
                for rate in range(sizes.shape[1]):
                    sizes[i, rate] -= in_sample(samples.shingles[k], rate)


@njit(cache=True, nogil=True)
def _overlap_block(start, stop, samples, lists, levels, sizes):  # type: ignore[no-untyped-def]
    """Return the columns of `Overlaps` for the pairs whose right text is one of `start` to `stop`."""
    count = np.zeros(stop, np.int32)
    touched = np.empty(stop, np.int32)
    room, n_found = 1024, 0
    found = np.empty((5, room), np.int32)
    for i in range(start, stop):
        n_touched = 0
        for k in range(samples.bounds[i], samples.bounds[i + 1]):
            p = lists.begins[k]
            while p >= 0 and lists.postings[p] < i:  # text i is in the list itself
                j = lists.postings[p]
                p += 1
                # Of two rates the sparser decides, or the shares of the two samples could not be compared.
                if levels[i] < levels[j] and not in_sample(samples.shingles[k], levels[j]):
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
