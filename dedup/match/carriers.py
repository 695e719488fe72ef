"""Passages -> how many articles of the folder carry each: those that hold all its shingles."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.features.tokenize import mix

PROBES: Final = 16
"""Shingles of a passage, evenly spaced, among which the rarest is sought."""


def count_carriers(
    hashes: NDArray[np.uint64], start: NDArray[np.int64], n_words: NDArray[np.int64], features: Features, size: int
) -> NDArray[np.int32]:
    """Return for each passage, `n_words` tokens of `hashes` from `start` on, how many articles hold it, (n,).

    An article holds a passage that has all of its shingles, of `size` words; those that it holds in pieces, overlapping
    by a word less than a shingle, are counted too. Each distinct passage is looked up once, in the articles that hold
    the rarest of `PROBES` of its shingles: thousands of articles that share one text cost no more for it than one.
    """
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_words - size + 1)])
    shingles, digests = _shingles_of(hashes, start, bounds, size)
    _, first, of_distinct = np.unique(digests, return_index=True, return_inverse=True)
    if not len(first):
        return np.zeros(0, np.int32)
    steps = np.linspace(0, 1, PROBES)
    probes = shingles[(bounds[first, None] + steps * (bounds[first + 1, None] - bounds[first, None] - 1)).astype(int)]
    wanted, places = np.unique(probes, return_inverse=True)
    counts = _count(wanted, features.shingles)
    places = places.reshape(probes.shape)
    rarest = wanted[places[np.arange(len(first)), counts[places].argmin(axis=1)]]
    looked_up, list_of = np.unique(rarest, return_inverse=True)
    list_bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[np.searchsorted(wanted, looked_up)])])
    lists = _post(looked_up, list_bounds, features.shingle_bounds, features.shingles)
    carried = _verify(shingles, bounds, first, list_of, list_bounds, lists, features.shingle_bounds, features.shingles)
    result: NDArray[np.int32] = carried[of_distinct]
    return result


@njit(cache=True, nogil=True)
def _shingles_of(hashes, start, bounds, size):  # type: ignore[no-untyped-def]
    """Return the shingles of each passage, and a digest of them."""
    shingles, digests = np.empty(bounds[-1], np.uint64), np.zeros(len(start), np.uint64)
    for p in range(len(start)):
        for k in range(bounds[p + 1] - bounds[p]):
            value = uint64(0)
            for w in range(start[p] + k, start[p] + k + size):
                value = mix(value + hashes[w])
            shingles[bounds[p] + k] = value
            digests[p] = mix(digests[p] + value)
    return shingles, digests


@njit(cache=True, nogil=True)
def _find(ascending, value):  # type: ignore[no-untyped-def]
    """Return the place of `value`, or -1."""
    k = np.searchsorted(ascending, value)
    return k if k < len(ascending) and ascending[k] == value else -1


@njit(cache=True, nogil=True)
def _might_hold(wanted):  # type: ignore[no-untyped-def]
    """Return a table of the top bits of `wanted`: it spares the search for nearly all shingles that are not in it."""
    bits = 16
    while (1 << bits) < 8 * len(wanted) and bits < 30:
        bits += 1
    table = np.zeros(1 << bits, np.bool_)
    for value in wanted:
        table[np.int64(value >> uint64(64 - bits))] = True
    return table, uint64(64 - bits)


@njit(cache=True, nogil=True)
def _count(wanted, shingles):  # type: ignore[no-untyped-def]
    """Return in how many articles each of the `wanted` (ascending) stands: an article has each of its shingles once."""
    table, shift = _might_hold(wanted)
    places = np.full(len(shingles), -1, np.int32)
    for k in range(len(shingles)):
        if table[np.int64(shingles[k] >> shift)]:
            places[k] = _find(wanted, shingles[k])
    counts = np.zeros(len(wanted), np.int64)
    for place in places:
        if place >= 0:
            counts[place] += 1
    return counts


@njit(cache=True, nogil=True)
def _post(wanted, list_bounds, shingle_bounds, shingles):  # type: ignore[no-untyped-def]
    """Return the articles that hold each of the `wanted`, one list after the other."""
    table, shift = _might_hold(wanted)
    lists, filled = np.empty(list_bounds[-1], np.int32), list_bounds[:-1].copy()
    for i in range(len(shingle_bounds) - 1):
        for k in range(shingle_bounds[i], shingle_bounds[i + 1]):
            if table[np.int64(shingles[k] >> shift)]:
                place = _find(wanted, shingles[k])
                if place >= 0:
                    lists[filled[place]] = i
                    filled[place] += 1
    return lists


@njit(cache=True, nogil=True)
def _verify(  # type: ignore[no-untyped-def]
    shingles, bounds, first, list_of, list_bounds, lists, shingle_bounds, all_shingles
):
    """Return how many articles of its list hold every shingle of each passage in `first`."""
    carried = np.zeros(len(first), np.int32)
    for d in range(len(first)):
        for p in range(list_bounds[list_of[d]], list_bounds[list_of[d] + 1]):
            of_article = all_shingles[shingle_bounds[lists[p]] : shingle_bounds[lists[p] + 1]]
            holds = True
            for k in range(bounds[first[d]], bounds[first[d] + 1]):
                if _find(of_article, shingles[k]) < 0:
                    holds = False
                    break
            carried[d] += holds
    return carried
