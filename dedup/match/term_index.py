"""TF-IDF rows -> an inverted index over each article's heaviest terms, its lists in the order of publication."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.weights import Rows, idf_of, weight_of
from dedup.match.arrays import sort
from dedup.stored import StoredArrays
from dedup.threads import over_ranges

HEAVIEST: Final = 40
"""Terms of an article that the index holds."""

MAX_ARTICLES_WITH: Final = 2000
"""A term that stands in more articles proposes nothing: its list would be walked for each of them."""

_RANGE: Final = 4096
"""Articles whose heaviest terms are picked at a time."""


class Heaviest(NamedTuple):
    """The heaviest terms of some articles: the i-th has `terms[bounds[i]:bounds[i + 1]]`, the heaviest first."""

    bounds: NDArray[np.int64]  # (n_articles + 1,)
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Rows, paired: NDArray[np.bool_], articles: NDArray[np.int32]) -> Heaviest:
        """Return those of `articles`, none of those that are not `paired`, which says it of all."""
        return cls(*_heaviest(articles, rows.bounds, rows.terms, rows.weights, rows.n_articles_with, paired))


class TermIndex(NamedTuple):
    """The articles among whose heaviest terms each term is, and its weight in each.

    Those of term t are at `places[of_term[t]:of_term[t + 1]]` in the order of publication, ascending.
    """

    of_term: NDArray[np.int64]  # (n_terms + 1,)
    places: NDArray[np.int32]
    weights_there: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Rows, paired: NDArray[np.bool_], in_time: NDArray[np.int32]) -> TermIndex:
        """Return the index of those articles that are `paired`, (n_articles,); `in_time` is the order of all."""

        def work(start: int, stop: int) -> Heaviest:
            return Heaviest.of(rows, paired, in_time[start:stop])

        of_term, bounds = np.zeros(len(rows.n_articles_with) + 1, np.int64), []
        terms, weights = StoredArrays(np.int32), StoredArrays(np.float32)  # as many as there are in the index
        for part in over_ranges(len(rows), _RANGE, work):
            _count(part.terms, of_term[1:])
            bounds.append(part.bounds)
            terms.append(part.terms)
            weights.append(part.weights)
        np.cumsum(of_term, out=of_term)
        index = cls(of_term, np.empty(of_term[-1], np.int32), np.empty(of_term[-1], np.float32))
        ends = of_term[:-1].copy()
        for k, part in enumerate(map(Heaviest, bounds, terms, weights)):
            _place(k * _RANGE, part, ends, index)
        return index


@njit(cache=True, nogil=True)
def _heaviest(articles, bounds, terms, weights, n_articles_with, paired):  # type: ignore[no-untyped-def]
    """Return the `HEAVIEST` entries of each paired row that another article shares, ties going to the smaller term.

    Words of no weight are left out: sums that they leave at nothing would not show who was met.
    """
    starts, n_all = np.zeros(len(articles) + 1, np.int64), 0
    kept_terms = np.empty(len(articles) * HEAVIEST, np.int32)
    kept_weights = np.empty(len(articles) * HEAVIEST, np.float32)
    for place in range(len(articles)):
        i = articles[place]
        row = terms[bounds[i] : bounds[i + 1] if paired[i] else bounds[i]]
        keys, of_row, n_keys = np.empty(len(row), np.uint64), np.empty(len(row), np.float32), 0
        bits = of_row.view(np.uint32)  # of positive floats the larger has the larger ones
        for k in range(len(row)):
            if 2 <= n_articles_with[row[k]] <= MAX_ARTICLES_WITH:
                of_row[k] = weight_of(weights, i, bounds[i] + k, idf_of(weights.idf, i, row[k]))
                keys[n_keys] = (uint64(0xFFFFFFFF - bits[k]) << uint64(32)) | uint64(k)
                n_keys += bits[k] > 0
        sort(keys[:n_keys])
        for key in keys[: min(n_keys, HEAVIEST)]:
            of_key = np.int64(key & uint64(0xFFFFFFFF))
            kept_terms[n_all], kept_weights[n_all] = row[of_key], of_row[of_key]
            n_all += 1
        starts[place + 1] = n_all
    return starts, kept_terms[:n_all].copy(), kept_weights[:n_all].copy()


@njit(cache=True, nogil=True)
def _count(terms, counts):  # type: ignore[no-untyped-def]
    """Add how often each of `terms` is there to `counts`, (n_terms,)."""
    for term in terms:
        counts[term] += 1


@njit(cache=True, nogil=True)
def _place(start, part, ends, index):  # type: ignore[no-untyped-def]
    """Write the places of some articles, from `start` on, to where the lists of their terms end so far, `ends`."""
    for k in range(len(part.bounds) - 1):
        for entry in range(part.bounds[k], part.bounds[k + 1]):
            term = part.terms[entry]
            index.places[ends[term]], index.weights_there[ends[term]] = start + k, part.weights[entry]
            ends[term] += 1
