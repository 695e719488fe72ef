"""Hashes -> which of them may occur more than once: a filter that misses none and passes a few others."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.tokenize import GOLDEN

HASHES_A_PLACE: Final = 8
"""Hashes per 16 bytes of a filter. 2 to 4% of those that occur once then pass as repeated; with half the memory it
would be 15%."""

_AT_ONCE: Final = 64
"""Hashes whose places are worked out, and read, before anything else is done with them."""


def empty_filter(n: int) -> NDArray[np.uint64]:
    """Return a filter for `n` hashes.

    Each hash has three bits of one place, (n_places, 2): the first column holds those seen, the second those seen
    again. That is a Bloom filter in blocks, so that a hash costs one line of the cache (Putze, Sanders and Singler,
    Cache-, hash- and space-efficient Bloom filters, 2007), with counters of up to two.
    """
    return np.zeros((n // HASHES_A_PLACE + 1, 2), np.uint64)


@njit(cache=True, nogil=True)
def note(seen, hashes):  # type: ignore[no-untyped-def]
    """Add `hashes` to the filter `seen`; the value returned means nothing.

    It results from reading ahead: the places of several hashes are read at once, so that each is in the cache when its
    turn comes. That takes half the time, since a filter is larger than the cache.
    """
    places, bits = np.empty(_AT_ONCE, np.uint64), np.empty(_AT_ONCE, np.uint64)
    read = uint64(0)
    for first in range(0, len(hashes), _AT_ONCE):
        n = min(_AT_ONCE, len(hashes) - first)
        for k in range(n):
            places[k], bits[k] = _bits_of(hashes[first + k], len(seen))
        for k in range(n):
            read ^= seen[places[k], 0]
        for k in range(n):
            seen[places[k], 1] |= seen[places[k], 0] & bits[k]
            seen[places[k], 0] |= bits[k]
    return read


@njit(cache=True, nogil=True)
def may_repeat(seen, hashes):  # type: ignore[no-untyped-def]
    """Return which of `hashes` may have been added to the filter `seen` more than once, (n,)."""
    repeat = np.empty(len(hashes), np.bool_)
    places, bits = np.empty(_AT_ONCE, np.uint64), np.empty(_AT_ONCE, np.uint64)
    for first in range(0, len(hashes), _AT_ONCE):
        n = min(_AT_ONCE, len(hashes) - first)
        for k in range(n):
            places[k], bits[k] = _bits_of(hashes[first + k], len(seen))
        for k in range(n):
            repeat[first + k] = seen[places[k], 1] & bits[k] == bits[k]
    return repeat


@njit(cache=True, nogil=True)
def _bits_of(value, n_places):  # type: ignore[no-untyped-def]
    """Return the place of a hash in a filter, and its bits there."""
    spread = value * uint64(GOLDEN)  # the top bits of a sample's hashes are all 0
    place = ((spread >> uint64(32)) * uint64(n_places)) >> uint64(32)
    low, middle, high = spread & uint64(63), spread >> uint64(6) & uint64(63), spread >> uint64(12) & uint64(63)
    return place, uint64(1) << low | uint64(1) << middle | uint64(1) << high
