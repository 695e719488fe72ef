"""Rows of terms -> the terms that two of them share: one row is spread out over all terms, the other looks them up."""

from __future__ import annotations

from numba import njit, uint32

from dedup.features.weights import idf_of, weight_of


@njit(cache=True, nogil=True, forceinline=True)
def spread_out(row, place_of):  # type: ignore[no-untyped-def]
    """Write the place of each term in `row`, counted from 1, to `place_of` (n_terms,)."""
    for k in range(len(row)):
        place_of[row[k]] = k + 1


@njit(cache=True, nogil=True, forceinline=True)
def weigh_row(weights, article, start, row, idf_of_row, of_row):  # type: ignore[no-untyped-def]
    """Write the IDF and the weight of each term of `row` to `idf_of_row` and `of_row`, at its place counted from 1.

    The row is that of `article`, and begins at entry `start`.
    """
    for k in range(len(row)):
        idf_of_row[k + 1] = idf_of(weights.idf, article, row[k])
        of_row[k + 1] = weight_of(weights, article, start + k, idf_of_row[k + 1])


@njit(cache=True, nogil=True, forceinline=True)
def clear(row, place_of):  # type: ignore[no-untyped-def]
    """Set `place_of` to 0 again for the terms of `row`."""
    for term in row:
        place_of[term] = 0


@njit(cache=True, nogil=True, forceinline=True)
def find_shared(other, place_of, shared, places):  # type: ignore[no-untyped-def]
    """Return how many terms of the row `other` are in the row that is spread out in `place_of`.

    Write their places in `other`, from 0, to `shared`, and those in the row spread out, from 1, to `places`; both need
    room for one more than `other` has. On rows of 400 terms this takes less than half the time of merging both.
    """
    n_shared = uint32(0)
    for k in range(uint32(len(other))):
        place = place_of[other[k]]
        shared[n_shared], places[n_shared] = k, place
        n_shared += uint32(place > 0)  # no branch: it could not be predicted
    return n_shared
