"""Pairs -> how much of what they share stands in the folder on other days, too.

A text is printed again within days. What stands in articles weeks apart was written to be used again: a form that is
filled in anew, the background to a running story, a gallery of pictures, the frame of a newsletter.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.match.lookup import find, might_hold
from dedup.match.pairs import Pairs

MAX_DAYS: Final = 3.0
"""Days between the first and the last article that carries a shingle, beyond which it recurs. Of 360 pairs that would
be reprints in four sets 62 were further apart than that; read, 4 of them were one text reworked."""

_SECONDS_PER_DAY: Final = 86400.0


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
    earliest, latest = _extent(wanted, features.shingles, features.shingle_bounds, published_s)
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


@njit(cache=True, nogil=True)
def _extent(wanted, shingles, bounds, published_s):  # type: ignore[no-untyped-def]
    """Return when the first and the last article that holds each of the `wanted` (ascending) were published."""
    earliest, latest = np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)
    table, shift = might_hold(wanted)
    for i in range(len(bounds) - 1):
        if np.isnan(published_s[i]):
            continue
        for k in range(bounds[i], bounds[i + 1]):
            if table[np.int64(shingles[k] >> shift)]:
                place = find(wanted, shingles[k])
                if place >= 0:
                    earliest[place] = min(earliest[place], published_s[i])
                    latest[place] = max(latest[place], published_s[i])
    return earliest, latest
