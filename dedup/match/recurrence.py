"""Pairs -> how much of what they share stands in the folder on other days, too.

A text is printed again within days. What stands in articles weeks apart was written to be used again: a form that is
filled in anew, the background to a running story, a gallery of pictures, the frame of a newsletter.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY
from dedup.distinct import each_once
from dedup.features.extract import Features
from dedup.machine.threads import over_ranges
from dedup.match.lookup import find_by, index_of
from dedup.match.pairs import Pairs

MAX_DAYS: Final = 3.0
"""Days between the first and the last article that carries a shingle, beyond which it recurs. Of 360 pairs that would
be reprints in four sets 62 were further apart than that; read, 4 of them were one text reworked."""

_PART_BITS: Final = 4
"""Top bits of the shingles that a thread looks through at a time, of all articles: what it seeks stays in the cache,
and no other thread seeks the same."""


def recurring_share(
    features: Features, pairs: Pairs, copied: Pairs, published_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return which share of the shingles of both articles of a pair recurs, (n_pairs,); 1 where the two are far apart.

    An article counts as published when the first of its near-duplicates was (`copied` holds these pairs), so that a
    late copy makes nothing recur. `published_s` is (n_articles,), NaN where unknown; an article without a date makes
    nothing recur.
    """
    published_s = _first_published(copied, published_s)

    def work(part: int, _: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        ranges = _part_of_each(part, features.shingle_bounds, features.shingles)
        bounds, shared = _shared(*ranges, features.shingles, pairs.left, pairs.right)
        wanted = each_once(shared)
        index = index_of(wanted)
        apart = _seconds_apart(*ranges, features.shingles, wanted, *index, published_s)
        recurs = apart > MAX_DAYS * SECONDS_PER_DAY
        return np.diff(bounds).astype(np.int32), _count_recurring(bounds, shared, wanted, *index, recurs)

    n_shared, n_recurring = np.zeros((2, len(pairs.left)), np.int64)
    for of_part, recurring_of_part in over_ranges(1 << _PART_BITS, 1, work):
        n_shared += of_part
        n_recurring += recurring_of_part
    share: NDArray[np.float64] = n_recurring / np.maximum(n_shared, 1)
    share[np.abs(published_s[pairs.left] - published_s[pairs.right]) > MAX_DAYS * SECONDS_PER_DAY] = 1.0
    return share


def _first_published(copied: Pairs, published_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return when each article or the first of its near-duplicates was published."""
    first = published_s.copy()
    np.fmin.at(first, copied.left, published_s[copied.right])
    np.fmin.at(first, copied.right, published_s[copied.left])
    return first


@njit(cache=True, nogil=True)
def _shared(starts, stops, shingles, left, right):  # type: ignore[no-untyped-def]
    """Return the shingles in a part that both articles of each pair have, pair after pair, and where each pair's begin.

    Those of article i are between `starts[i]` and `stops[i]`. The bits that the whole part shares are cut off, so that
    the rest is spread evenly again, as `index_of` needs.
    """
    found_bounds = np.zeros(len(left) + 1, np.int64)
    total = 0
    for pair in range(len(left)):
        total += min(stops[left[pair]] - starts[left[pair]], stops[right[pair]] - starts[right[pair]])
    found, n = np.empty(total, np.uint64), 0
    for pair in range(len(left)):
        i, j = starts[left[pair]], starts[right[pair]]
        while i < stops[left[pair]] and j < stops[right[pair]]:
            if shingles[i] == shingles[j]:
                found[n] = shingles[i] << uint64(_PART_BITS)
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
def _part_of_each(part, bounds, shingles):  # type: ignore[no-untyped-def]
    """Return where the shingles with the top bits `part` start and stop in each article, whose shingles ascend."""
    n, down = len(bounds) - 1, uint64(64 - _PART_BITS)
    starts, stops = np.empty(n, np.int64), np.empty(n, np.int64)
    for i in range(n):
        own = shingles[bounds[i] : bounds[i + 1]]
        starts[i] = bounds[i] + np.searchsorted(own, uint64(part) << down)
        stops[i] = starts[i]
        while stops[i] < bounds[i + 1] and shingles[stops[i]] >> down == uint64(part):
            stops[i] += 1
    return starts, stops


@njit(cache=True, nogil=True)
def _seconds_apart(starts, stops, shingles, wanted, begins, shift, published_s):  # type: ignore[no-untyped-def]
    """Return the time from the first to the last article with each of the `wanted` (ascending) shingles.

    It is negative for shingles that no article with a date has.
    """
    earliest, latest = np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)
    for i in range(len(starts)):
        if np.isnan(published_s[i]):
            continue
        for k in range(starts[i], stops[i]):
            place = find_by(begins, shift, wanted, shingles[k] << uint64(_PART_BITS))
            if place >= 0:
                earliest[place] = min(earliest[place], published_s[i])
                latest[place] = max(latest[place], published_s[i])
    return latest - earliest


@njit(cache=True, nogil=True)
def _count_recurring(bounds, shared, wanted, begins, shift, recurs):  # type: ignore[no-untyped-def]
    """Return how many of the shared shingles of each pair recur, (n_pairs,); `recurs` is given for `wanted` ones."""
    n_recurring = np.zeros(len(bounds) - 1, np.int32)
    for pair in range(len(n_recurring)):
        for k in range(bounds[pair], bounds[pair + 1]):
            n_recurring[pair] += recurs[find_by(begins, shift, wanted, shared[k])]
    return n_recurring
