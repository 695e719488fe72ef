"""TF-IDF rows -> an inverted index over each article's heaviest terms, its lists in the order of publication."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.weights import Rows
from dedup.match.arrays import sort
from dedup.threads import over_ranges

HEAVIEST: Final = 40
"""Terms of an article that the index holds."""

MAX_ARTICLES_WITH: Final = 2000
"""A term that stands in more articles proposes nothing: its list would be walked for each of them."""

_RANGE: Final = 4096
"""Articles whose heaviest terms are picked at a time."""


class TermIndex(NamedTuple):
    """The heaviest terms of each article, and the articles of each term.

    Article i owns `terms[bounds[i]:bounds[i + 1]]`, the heaviest first, and term t stands in the articles at
    `places[of_term[t]:of_term[t + 1]]` in the order of publication, ascending.
    """

    bounds: NDArray[np.int64]  # (n_articles + 1,)
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    of_term: NDArray[np.int64]  # (n_terms + 1,)
    places: NDArray[np.int32]
    weights_there: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Rows, paired: NDArray[np.bool_], in_time: NDArray[np.int32]) -> TermIndex:
        """Return the index of those articles that are `paired`, (n_articles,); `in_time` is the order of all."""
        bits = rows.weights.view(np.uint32)

        def work(start: int, stop: int) -> tuple[NDArray[Any], ...]:
            found: tuple[NDArray[Any], ...] = _heaviest(
                start, stop, rows.bounds, rows.terms, rows.weights, bits, rows.n_articles_with, paired
            )
            return found

        parts = zip(*over_ranges(len(rows), _RANGE, work), strict=True)
        n_kept, terms, weights = (np.concatenate(part) for part in parts)
        bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_kept, dtype=np.int64)])
        return cls(bounds, terms, weights, *_invert(in_time, bounds, terms, weights, len(rows.n_articles_with)))


@njit(cache=True, nogil=True)
def _heaviest(start, stop, bounds, terms, weights, weight_bits, n_articles_with, paired):  # type: ignore[no-untyped-def]
    """Return the `HEAVIEST` entries of each paired row that another article shares, ties going to the smaller term.

    Words of no weight are left out: sums that they leave at nothing would not show who was met.
    `weight_bits` are the weights as they are stored: of positive floats the larger has the larger bits.
    """
    n_kept = np.zeros(stop - start, np.int32)
    kept_terms = np.empty((stop - start) * HEAVIEST, np.int32)
    kept_weights = np.empty((stop - start) * HEAVIEST, np.float32)
    n_all = 0
    for i in range(start, stop):
        if not paired[i]:
            continue
        keys, n_keys = np.empty(bounds[i + 1] - bounds[i], np.uint64), 0
        for k in range(len(keys)):
            is_shared = 2 <= n_articles_with[terms[bounds[i] + k]] <= MAX_ARTICLES_WITH
            if is_shared and weight_bits[bounds[i] + k] > 0:
                keys[n_keys] = (uint64(0xFFFFFFFF - weight_bits[bounds[i] + k]) << uint64(32)) | uint64(k)
                n_keys += 1
        sort(keys[:n_keys])
        for key in keys[: min(n_keys, HEAVIEST)]:
            entry = bounds[i] + np.int64(key & uint64(0xFFFFFFFF))
            kept_terms[n_all], kept_weights[n_all] = terms[entry], weights[entry]
            n_all += 1
        n_kept[i - start] = min(n_keys, HEAVIEST)
    return n_kept, kept_terms[:n_all].copy(), kept_weights[:n_all].copy()


@njit(cache=True, nogil=True)
def _invert(order, bounds, terms, weights, n_terms):  # type: ignore[no-untyped-def]
    """Return for each term the places in `order` of the articles that hold it, and its weight in each."""
    of_term = np.zeros(n_terms + 1, np.int64)
    for term in terms:
        of_term[term + 1] += 1
    of_term = np.cumsum(of_term)
    end = of_term[:-1].copy()
    places, weights_there = np.empty(len(terms), np.int32), np.empty(len(terms), np.float32)
    for place in range(len(order)):
        for k in range(bounds[order[place]], bounds[order[place] + 1]):
            places[end[terms[k]]] = place
            weights_there[end[terms[k]]] = weights[k]
            end[terms[k]] += 1
    return of_term, places, weights_there
