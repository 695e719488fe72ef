"""TF-IDF rows -> an inverted index over each article's heaviest terms, its lists in the order of publication."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final, NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.search import first_from
from dedup.features.weights import Rows, idf_of, weight_of
from dedup.machine.stored import StoredArrays
from dedup.machine.threads import over_ranges
from dedup.match.arrays import select_kth, sort

HEAVIEST: Final = 40
"""Terms of an article in the index. In a trial on 37,500 articles the 25 heaviest found 90% of the pairs with a cosine
of at least 0.25, in 1.5 s; the full product took about a minute."""

MAX_ARTICLES_WITH: Final = 2000
"""A term in more articles proposes no pairs: its list would have to be walked for each of them."""

_RANGE: Final = 1024
"""Articles whose heaviest terms are picked, and whose neighbours are then sought, at a time."""


class Heaviest(NamedTuple):
    """The heaviest terms of some articles: the i-th has `terms[bounds[i]:bounds[i + 1]]`, the heaviest first."""

    bounds: NDArray[np.int64]  # (n_articles + 1,)
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]


class HeaviestOfAll:
    """The heaviest terms of all articles, in stored arrays of `_RANGE` articles each."""

    def __init__(self, rows: Rows, paired: NDArray[np.bool_], in_time: NDArray[np.int32]) -> None:
        """Pick those of the `paired` articles, (n_articles,); `in_time` is the order of publication."""
        # Terms are numbered by how many articles have them, most first, and ascend in each row.
        ascending = rows.n_articles_with[::-1]
        first, end = len(ascending) - np.searchsorted(ascending, [MAX_ARTICLES_WITH + 1, 2])

        def work(start: int, stop: int) -> Heaviest:
            return Heaviest(*_heaviest(in_time[start:stop], rows.bounds, rows.terms, rows.weights, first, end, paired))

        self._bounds: list[NDArray[np.int64]] = []
        self._terms, self._weights = StoredArrays(np.int32), StoredArrays(np.float32)
        for part in over_ranges(len(rows), _RANGE, work):
            self._bounds.append(part.bounds)
            self._terms.append(part.terms)
            self._weights.append(part.weights)

    def __iter__(self) -> Iterator[tuple[int, Heaviest]]:
        """Yield the place of the first article of each range, and the heaviest terms of the range."""
        return zip(count(0, _RANGE), map(Heaviest, self._bounds, self._terms, self._weights))


class TermIndex(NamedTuple):
    """Which articles have each term among their heaviest, and with which weight.

    Term t has the entries `of_term[t]:of_term[t + 1]`; its articles are given by their places in the order of
    publication, ascending.
    """

    of_term: NDArray[np.int64]  # (n_terms + 1,)
    places: NDArray[np.int32]
    weights_there: NDArray[np.float32]

    @classmethod
    def of(cls, heaviest: HeaviestOfAll, n_terms: int) -> TermIndex:
        """Return the index of `heaviest` terms, which are numbered below `n_terms`."""
        of_term = np.zeros(n_terms + 1, np.int64)
        for _, part in heaviest:
            _count(part.terms, of_term[1:])
        np.cumsum(of_term, out=of_term)
        index = cls(of_term, np.empty(of_term[-1], np.int32), np.empty(of_term[-1], np.float32))
        ends = of_term[:-1].copy()
        for start, part in heaviest:
            _place(start, part, ends, index)
        return index


@njit(cache=True, nogil=True)
def _heaviest(articles, bounds, terms, weights, first, end, paired):  # type: ignore[no-untyped-def]
    """Return the `HEAVIEST` entries of each paired row among the terms `first` to `end`.

    Of equal weights the smaller term is taken. Terms without weight are left out: `_add_up` takes a sum of 0 for an
    article not met yet.
    """
    starts, n_all = np.zeros(len(articles) + 1, np.int64), 0
    kept_terms = np.empty(len(articles) * HEAVIEST, np.int32)
    kept_weights = np.empty(len(articles) * HEAVIEST, np.float32)
    kept_bits = kept_weights.view(np.uint32)  # positive floats are ordered as their bits are
    for place in range(len(articles)):
        i = articles[place]
        low = first_from(first, terms, bounds[i], bounds[i + 1] if paired[i] else bounds[i])
        high = first_from(end, terms, low, bounds[i + 1] if paired[i] else bounds[i])
        of_row, places, n_of_row = np.empty(high - low, np.float32), np.empty(high - low, np.int64), 0
        for k in range(low, high):
            of_row[n_of_row], places[n_of_row] = weight_of(weights, i, k, idf_of(weights.idf, i, terms[k])), k
            n_of_row += of_row[n_of_row] > 0
        least = select_kth(of_row[:n_of_row], HEAVIEST) if n_of_row > HEAVIEST else np.float32(0)
        keys, bits, n_keys = np.empty(n_of_row, np.uint64), of_row.view(np.uint32), 0
        for t in range(n_of_row):
            keys[n_keys] = (uint64(0xFFFFFFFF - bits[t]) << uint64(32)) | uint64(places[t] - low)
            n_keys += of_row[t] >= least
        sort(keys[:n_keys])
        for key in keys[: min(n_keys, HEAVIEST)]:
            kept_terms[n_all] = terms[low + np.int64(key & uint64(0xFFFFFFFF))]
            kept_bits[n_all] = 0xFFFFFFFF - np.int64(key >> uint64(32))
            n_all += 1
        starts[place + 1] = n_all
    return starts, kept_terms[:n_all].copy(), kept_weights[:n_all].copy()


@njit(cache=True, nogil=True)
def _count(terms, counts):  # type: ignore[no-untyped-def]
    """Add to `counts`, (n_terms,), how often each term occurs in `terms`."""
    for term in terms:
        counts[term] += 1


@njit(cache=True, nogil=True)
def _place(start, part, ends, index):  # type: ignore[no-untyped-def]
    """Append the entries of the articles at places `start` and on to the lists of their terms, which end at `ends`."""
    for k in range(len(part.bounds) - 1):
        for entry in range(part.bounds[k], part.bounds[k + 1]):
            term = part.terms[entry]
            index.places[ends[term]], index.weights_there[ends[term]] = start + k, part.weights[entry]
            ends[term] += 1
