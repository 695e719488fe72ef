"""A row of terms that is spread out over all terms -> which of its terms another row shares, without a walk of both."""

from __future__ import annotations

import numpy as np
from numba import njit, uint32

from dedup.features.weights import idf_of, weight_of
from dedup.match.prefetch import AHEAD, AHEAD_KNOWN, prefetch


@njit(cache=True, nogil=True, forceinline=True)
def spread_out(row, is_in, place_of):  # type: ignore[no-untyped-def]
    """Write 1 for each term of `row` to `is_in`, (n_terms,), where all else is 0, and its place to `place_of`.

    That there are two is for speed: most terms that are looked up are not there, and bytes stay in the cache.
    """
    for k in range(len(row)):
        is_in[row[k]], place_of[row[k]] = 1, k


@njit(cache=True, nogil=True, forceinline=True)
def weigh_row(weights, article, start, row, idf_of_row, of_row):  # type: ignore[no-untyped-def]
    """Write the inverse document frequency and the weight of each term of `row` to its place there.

    The row is that of `article`, and its entries are those from `start` on.
    """
    for k in range(len(row)):
        idf_of_row[k] = idf_of(weights.idf, article, row[k])
        of_row[k] = weight_of(weights, article, start + k, idf_of_row[k])


@njit(cache=True, nogil=True, forceinline=True)
def clear(row, is_in):  # type: ignore[no-untyped-def]
    """Write 0 to `is_in` again: what `place_of` says of these terms is then looked up no more."""
    for term in row:
        is_in[term] = 0


@njit(cache=True, nogil=True, forceinline=True)
def find_shared(other, is_in, shared):  # type: ignore[no-untyped-def]
    """Return how many terms of the row `other` are in that which is spread out.

    Their places in `other` are written to `shared`, which needs room for one more than `other` has. On rows of 400
    terms that takes less than half of a walk of both.
    """
    n_shared = uint32(0)
    for k in range(uint32(len(other))):
        shared[n_shared] = k
        n_shared += uint32(is_in[other[k]])  # no branch, which would be foretold wrongly
    return n_shared


@njit(cache=True, nogil=True, forceinline=True)
def prefetch_rows(pair, right, bounds, terms, weights):  # type: ignore[no-untyped-def]
    """Ask for the rows of the articles some pairs after `pair`, of which `right` (n_pairs,) are the right ones.

    Where a row is must be there before the row is asked for.
    """
    last = len(right) - 1
    known = np.int64(right[min(pair + AHEAD_KNOWN, last)])
    prefetch(bounds, known, known + 2)
    prefetch(weights.lengths, known, known + 1)
    prefetch(weights.idf.of_article, known, known + 1)
    later = right[min(pair + AHEAD, last)]
    prefetch(terms, bounds[later], bounds[later + 1])
    prefetch(weights.occurrences.kinds, bounds[later], bounds[later + 1])
