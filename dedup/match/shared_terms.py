"""Rows of terms -> the terms that two of them share: one row is spread out over all terms, the other looks them up."""

from __future__ import annotations

import numpy as np
from numba import njit, uint64

from dedup.features.weights import idf_of, weight_of
from dedup.match.prefetch import AHEAD, AHEAD_KNOWN


@njit(cache=True, nogil=True, forceinline=True)
def spread_out(row, is_in, place_of):  # type: ignore[no-untyped-def]
    """Write 1 to `is_in`, (n_terms,), for each term of `row`, and the term's place in it to `place_of`, (n_terms,).

    All else in `is_in` is 0. Most terms looked up are not in the row, and a table of bytes stays in the cache.
    """
    for k in range(len(row)):
        is_in[row[k]], place_of[row[k]] = 1, k


@njit(cache=True, nogil=True, forceinline=True)
def weigh_row(weights, article, start, row, idf_of_row, of_row):  # type: ignore[no-untyped-def]
    """Write the IDF and the weight of each term of `row` to `idf_of_row` and `of_row`, at its place.

    The row is that of `article`, and begins at entry `start`.
    """
    for k in range(len(row)):
        idf_of_row[k] = idf_of(weights.idf, article, row[k])
        of_row[k] = weight_of(weights, article, start + k, idf_of_row[k])


@njit(cache=True, nogil=True, forceinline=True)
def clear(row, is_in):  # type: ignore[no-untyped-def]
    """Set `is_in` to 0 again for the terms of `row`: their places are not looked up any more."""
    for term in row:
        is_in[term] = 0


@njit(cache=True, nogil=True, forceinline=True)
def find_shared(other, is_in, shared):  # type: ignore[no-untyped-def]
    """Return how many terms of the row `other` are in the row that is spread out in `is_in`.

    Write their places in `other` to `shared`, which needs room for one more than `other` has. On rows of 400 terms this
    takes less than half the time of merging both. With indices of 64 bits that are never negative the loop is shortest.
    """
    n_shared = uint64(0)
    for k in range(uint64(len(other))):
        shared[n_shared] = k
        n_shared += uint64(is_in[other[k]])  # no branch: it could not be predicted
    return n_shared


@njit(cache=True, nogil=True, forceinline=True)
def ahead(pair, right):  # type: ignore[no-untyped-def]
    """Return the article to prefetch what is known of it, and the one to prefetch its row, when `pair` is looked at.

    `right`, (n_pairs,), has the right articles of the pairs. Where a row begins is prefetched earlier than the row
    itself, which is found by it. Callers prefetch the arrays one by one: a function that did it for all of them would
    count the references to each, which threads contend for.
    """
    last = len(right) - 1
    return np.int64(right[min(pair + AHEAD_KNOWN, last)]), right[min(pair + AHEAD, last)]
