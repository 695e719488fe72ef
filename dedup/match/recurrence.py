"""Pairs -> how much of what they share stands in the folder on other days, too.

A text is printed again within days. What stands in articles weeks apart was written to be used again: a form that is
filled in anew, the background to a running story, a gallery of pictures, the frame of a newsletter.
"""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.match.lookup import find_by, index_of
from dedup.match.pairs import Pairs
from dedup.threads import over_ranges

MAX_DAYS: Final = 3.0
"""Days between the first and the last article that carries a shingle, beyond which it recurs. Of 360 pairs that would
be reprints in four sets 62 were further apart than that; read, 4 of them were one text reworked."""

_SECONDS_PER_DAY: Final = 86400.0
_PART_BITS: Final = 4
"""Top bits of the shingles that a thread looks through at a time, of all articles: what it seeks stays in the cache,
and no other thread seeks the same."""


def recurring_share(
    features: Features, pairs: Pairs, copied: Pairs, published_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the part of the shingles both of a pair have that recur, (n_pairs,); 1 where the two are far apart.

    An article counts as published when the first of its near-duplicates was, which `copied` holds, so that a late copy
    makes nothing recur. `published_s` is (n_articles,), NaN where unknown: what has no date makes nothing recur.
    """
    published_s = _first_published(copied, published_s)
    bounds, shared = _shared(features.shingle_bounds, features.shingles, pairs.left, pairs.right)
    wanted, places = np.unique(shared, return_inverse=True)
    earliest, latest = _extents(wanted, features, published_s)
    recurs = (latest - earliest > MAX_DAYS * _SECONDS_PER_DAY)[places]
    n_recurring = np.diff(np.concatenate([np.zeros(1, np.int64), np.cumsum(recurs)])[bounds])
    share: NDArray[np.float64] = n_recurring / np.maximum(np.diff(bounds), 1)
    share[np.abs(published_s[pairs.left] - published_s[pairs.right]) > MAX_DAYS * _SECONDS_PER_DAY] = 1.0
    return share


def _first_published(copied: Pairs, published_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return when each article or the first of its near-duplicates was published."""
    first = published_s.copy()
    np.fmin.at(first, copied.left, published_s[copied.right])
    np.fmin.at(first, copied.right, published_s[copied.left])
    return first


@njit(cache=True, nogil=True)
def _shared(bounds, shingles, left, right):  # type: ignore[no-untyped-def]
    """Return the shingles that both of each pair have, one pair after the other, and where each pair's begin."""
    found_bounds = np.zeros(len(left) + 1, np.int64)
    total = 0
    for pair in range(len(left)):
        total += min(bounds[left[pair] + 1] - bounds[left[pair]], bounds[right[pair] + 1] - bounds[right[pair]])
    found, n = np.empty(total, np.uint64), 0
    for pair in range(len(left)):
        i, j = bounds[left[pair]], bounds[right[pair]]
        while i < bounds[left[pair] + 1] and j < bounds[right[pair] + 1]:
            if shingles[i] == shingles[j]:
                found[n] = shingles[i]
                n += 1
                i += 1
                j += 1
            elif shingles[i] < shingles[j]:
                i += 1
            else:
                j += 1
        found_bounds[pair + 1] = n
    return found_bounds, found[:n]


def _extents(
    wanted: NDArray[np.uint64], features: Features, published_s: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return when the first and the last article that holds each of the `wanted` (ascending) were published."""
    earliest, latest = np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)
    index = index_of(wanted)

    def work(part: int, _: int) -> None:
        _extend(part, wanted, *index, features.shingles, features.shingle_bounds, published_s, earliest, latest)

    deque(over_ranges(1 << _PART_BITS, 1, work), maxlen=0)
    return earliest, latest


@njit(cache=True, nogil=True)
def _extend(part, wanted, begins, shift, shingles, bounds, published_s, earliest, latest):  # type: ignore[no-untyped-def]
    """Extend the times of the `wanted` whose top bits are `part` by those of all articles that hold them."""
    down = uint64(64 - _PART_BITS)
    least = uint64(part) << down
    for i in range(len(bounds) - 1):
        if np.isnan(published_s[i]):
            continue
        k = bounds[i] + np.searchsorted(shingles[bounds[i] : bounds[i + 1]], least)
        while k < bounds[i + 1] and shingles[k] >> down == uint64(part):
            place = find_by(begins, shift, wanted, shingles[k])
            if place >= 0:
                earliest[place] = min(earliest[place], published_s[i])
                latest[place] = max(latest[place], published_s[i])
            k += 1
