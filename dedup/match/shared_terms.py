"""A row of terms that is spread out over all terms -> which of its terms another row shares, without a walk of both."""

from __future__ import annotations

from numba import njit, uint32

from dedup.features.weights import idf_of, weight_of


@njit(cache=True, nogil=True, forceinline=True)
def spread_out(row, place_of):  # type: ignore[no-untyped-def]
    """Write the place of each term of `row`, from 1 on, to `place_of` (n_terms,)."""
    for k in range(len(row)):
        place_of[row[k]] = k + 1


@njit(cache=True, nogil=True, forceinline=True)
def weigh_row(weights, article, start, row, idf_of_row, of_row):  # type: ignore[no-untyped-def]
    """Write the inverse document frequency and the weight of each term of `row` to its place there, from 1 on.

    The row is that of `article`, and its entries are those from `start` on.
    """
    for k in range(len(row)):
        idf_of_row[k + 1] = idf_of(weights.idf, article, row[k])
        of_row[k + 1] = weight_of(weights, article, start + k, idf_of_row[k + 1])


@njit(cache=True, nogil=True, forceinline=True)
def clear(row, place_of):  # type: ignore[no-untyped-def]
    """Write 0 there again."""
    for term in row:
        place_of[term] = 0


@njit(cache=True, nogil=True, forceinline=True)
def find_shared(other, place_of, shared, places):  # type: ignore[no-untyped-def]
    """Return how many terms of the row `other` are in that which is spread out.

    Their places in `other`, from 0 on, are written to `shared`, those in the row spread out, from 1 on, to `places`.
    Both need room for one more than `other` has. On rows of 400 terms that takes less than half of a walk of both.
    """
    n_shared = uint32(0)
    for k in range(uint32(len(other))):
        place = place_of[other[k]]
        shared[n_shared], places[n_shared] = k, place
        n_shared += uint32(place > 0)  # no branch, which would be foretold wrongly
    return n_shared
