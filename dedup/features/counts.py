"""How often terms occur: a byte a term, for there are more of these numbers than of anything else a folder needs."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.search import first_from

MANY: Final = 255
"""In place of a count that is as large or larger."""

FREQUENCIES: Final = np.array([0.0, *(1.0 + math.log(n) for n in range(1, MANY)), np.nan])
"""1 + log(n) of counts below."""


class Counts(NamedTuple):
    """How often each of n terms occurs in its article; the few counts of `MANY` and above stand for themselves."""

    of_term: NDArray[np.uint8]  # (n,)
    places: NDArray[np.int64]  # (n_large,) of those, ascending
    large: NDArray[np.int32]  # (n_large,)

    def at(self, places: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the counts of the terms at these `places`."""
        counts = self.of_term[places].astype(np.int32)
        is_large = counts == MANY
        counts[is_large] = self.large[np.searchsorted(self.places, places[is_large])]
        return counts

    @classmethod
    def of(cls, counts: NDArray[np.int32]) -> Counts:
        """Return `counts` (n,)."""
        places = np.flatnonzero(counts >= MANY)
        of_term = counts.astype(np.uint8)
        of_term[places] = MANY
        return cls(of_term, places, counts[places])


@njit(cache=True, nogil=True, forceinline=True)
def frequency_of(counts, k):  # type: ignore[no-untyped-def]
    """Return the term frequency as TF-IDF has it, which grows with the logarithm of the count.

    It is put into the loops that call it: a call takes several times as long as what is done here.
    """
    count = counts.of_term[k]
    return FREQUENCIES[count] if count < MANY else 1.0 + np.log(large_count(counts, k))


@njit(cache=True, nogil=True)
def has_large(counts, low, high):  # type: ignore[no-untyped-def]
    """Whether one of the counts from `low` to `high` is `MANY` or larger."""
    n_large = len(counts.places)
    if n_large == 0:
        return False
    place = first_from(low, counts.places, 0, n_large)
    return place < n_large and counts.places[place] < high


@njit(cache=True, nogil=True)
def large_count(counts, k):  # type: ignore[no-untyped-def]
    """Return the count of term k, which is `MANY` or larger."""
    return counts.large[first_from(k, counts.places, 0, len(counts.places))]
