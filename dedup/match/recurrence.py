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
from dedup.features.search import first_from
from dedup.lengths import bounds_of
from dedup.machine.stored import in_turns
from dedup.machine.threads import over_ranges
from dedup.match.arrays import longer
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
    bounds, shingles = features.shingle_bounds, features.shingles

    def work(part: int, _: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        of_pairs = [
            _shared(part, bounds, shingles, pairs.left[start:stop], pairs.right[start:stop])
            for start, stop in in_turns(shingles, np.arange(len(pairs.left) + 1))
        ]
        n_shared, shared = (np.concatenate(column) for column in zip(*of_pairs, strict=True))
        wanted = each_once(shared)
        index = index_of(wanted)
        earliest, latest = np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)
        for start, stop in in_turns(shingles, bounds):
            published = published_s[start:stop]
            _note_published(part, bounds[start : stop + 1], shingles, published, wanted, *index, earliest, latest)
        recurs = latest - earliest > MAX_DAYS * SECONDS_PER_DAY
        return n_shared, _count_recurring(bounds_of(n_shared), shared, wanted, *index, recurs)

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
def _in_part(part, shingle):  # type: ignore[no-untyped-def]
    """Whether the top bits of a shingle are `part`."""
    return shingle >> uint64(64 - _PART_BITS) == uint64(part)


@njit(cache=True, nogil=True)
def _first_in_part(part, bounds, shingles, i):  # type: ignore[no-untyped-def]
    """Return where the shingles of a part begin in article i, whose shingles ascend."""
    return first_from(uint64(part) << uint64(64 - _PART_BITS), shingles, bounds[i], bounds[i + 1])


@njit(cache=True, nogil=True)
def _shared(part, bounds, shingles, left, right):  # type: ignore[no-untyped-def]
    """Return how many shingles of a part both articles of each pair have, (n_pairs,), and these, pair after pair.

    The bits that the whole part shares are cut off, so that the rest is spread evenly again, as `index_of` needs.
    """
    n_shared, n = np.zeros(len(left), np.int32), 0
    found = np.empty(1024, np.uint64)
    for pair in range(len(left)):
        i, i_end = _first_in_part(part, bounds, shingles, left[pair]), bounds[left[pair] + 1]
        j, j_end = _first_in_part(part, bounds, shingles, right[pair]), bounds[right[pair] + 1]
        while i < i_end and j < j_end and _in_part(part, shingles[i]):
            if shingles[i] == shingles[j]:
                if n == len(found):
                    found = longer(found, 2 * n)
                found[n] = shingles[i] << uint64(_PART_BITS)
                n += 1
                n_shared[pair] += 1
                i += 1
                j += 1
            elif shingles[i] < shingles[j]:
                i += 1
            else:
                j += 1
    return n_shared, found[:n]


@njit(cache=True, nogil=True)
def _note_published(part, bounds, shingles, published_s, wanted, begins, shift, earliest, latest):  # type: ignore[no-untyped-def]
    """Note when the first and the last article with each of the `wanted` (ascending) shingles were published."""
    for i in range(len(published_s)):
        if np.isnan(published_s[i]):
            continue
        k = _first_in_part(part, bounds, shingles, i)
        while k < bounds[i + 1] and _in_part(part, shingles[k]):
            place = find_by(begins, shift, wanted, shingles[k] << uint64(_PART_BITS))
            if place >= 0:
                earliest[place] = min(earliest[place], published_s[i])
                latest[place] = max(latest[place], published_s[i])
            k += 1


@njit(cache=True, nogil=True)
def _count_recurring(bounds, shared, wanted, begins, shift, recurs):  # type: ignore[no-untyped-def]
    """Return how many of the shared shingles of each pair recur, (n_pairs,); `recurs` is given for `wanted` ones."""
    n_recurring = np.zeros(len(bounds) - 1, np.int32)
    for pair in range(len(n_recurring)):
        for k in range(bounds[pair], bounds[pair + 1]):
            n_recurring[pair] += recurs[find_by(begins, shift, wanted, shared[k])]
    return n_recurring
