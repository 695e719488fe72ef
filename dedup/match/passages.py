"""Pairs of articles -> the passages they share word for word: every maximal run of equal words, compiled."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.slots import n_slots
from dedup.features.tokenize import GOLDEN, mix
from dedup.match.arrays import grown, sort
from dedup.match.words import Words

MOST_PLACES: Final = 256
"""Places in one text where the same words are looked at. Two texts that say one sentence a hundred thousand times share
as many runs as it stands in both, each nearly as long as the shorter text: a scan of two such did not end within 20
minutes."""


class Runs(NamedTuple):
    """Runs of equal words as columns, ordered by pair, longest first, then by place; all arrays (n_runs,)."""

    pair: NDArray[np.int64]
    left: NDArray[np.int64]
    """Index of the first token of the run in `Words`."""
    right: NDArray[np.int64]
    n_words: NDArray[np.int64]


def find_runs(words: Words, left: NDArray[np.int64], right: NDArray[np.int64], min_words: NDArray[np.int64]) -> Runs:
    """Return the runs of at least `min_words` words that bodies `left` and `right` of `words` share, (n_pairs,) each.

    Each run is as long as it can be. Of runs that overlap in either text the longest is kept whole; of the others the
    longest part that remains free is kept, if it is still long enough. Where words stand in one text more than
    `MOST_PLACES` times, runs that begin with them at later places are missed.
    """
    pair, in_left, in_right, n_words = _runs(words.bounds, words.hashes, left, right, min_words)
    order = np.lexsort((in_left, -n_words, pair))
    return Runs(pair[order], in_left[order], in_right[order], n_words[order])


@njit(cache=True, nogil=True)
def _runs(bounds, hashes, left, right, min_words):  # type: ignore[no-untyped-def]
    room, n_found = 256, 0
    found = np.empty((4, room), np.int64)
    for pair in range(len(left)):
        a, c = bounds[left[pair]], bounds[right[pair]]
        one, other = hashes[a : bounds[left[pair] + 1]], hashes[c : bounds[right[pair] + 1]]
        runs = _maximal_runs(one, other, min_words[pair])
        free, free2 = np.ones(len(one), np.bool_), np.ones(len(other), np.bool_)
        for r in _longest_first(runs):
            i, j, n = _longest_free(free, free2, runs[0, r], runs[1, r], runs[2, r])
            if n < min_words[pair]:
                continue
            free[i : i + n], free2[j : j + n] = False, False
            if n_found == room:
                room *= 2
                found = grown(found, room)
            found[0, n_found], found[1, n_found], found[2, n_found], found[3, n_found] = pair, a + i, c + j, n
            n_found += 1
    return found[0, :n_found], found[1, :n_found], found[2, :n_found], found[3, :n_found]


@njit(cache=True, nogil=True)
def _maximal_runs(hashes, hashes2, min_words):  # type: ignore[no-untyped-def]
    """Return every run of equal hashes that cannot be made longer, (3, n_runs): left, right, length.

    But for those that begin with words which stand `MOST_PLACES` times before, in either text.
    """
    size = n_slots(2 * len(hashes2))
    heads, chain = np.full(size, -1, np.int32), np.full(max(len(hashes2), 1), -1, np.int32)
    n_places = np.zeros(size, np.int32)  # in the left text, of those that may be in both
    sums, sums2 = _sums(hashes, min_words), _sums(hashes2, min_words)
    for j in range(len(sums2) - 1, -1, -1):
        slot = _slot(sums2[j], size)
        chain[j] = heads[slot]
        heads[slot] = j
    room, n_runs = 64, 0
    runs = np.empty((3, room), np.int64)
    for i in range(len(sums)):
        slot, n_places2 = _slot(sums[i], size), 0
        j = heads[slot] if n_places[slot] < MOST_PLACES else -1
        n_places[slot] += j >= 0
        while j >= 0 and n_places2 < MOST_PLACES:
            n_places2 += 1
            # A run that could begin earlier was found there.
            if not (i and j and hashes[i - 1] == hashes2[j - 1]):
                n = 0
                while i + n < len(hashes) and j + n < len(hashes2) and hashes[i + n] == hashes2[j + n]:
                    n += 1
                if n >= min_words:
                    if n_runs == room:
                        room *= 2
                        runs = grown(runs, room)
                    runs[0, n_runs], runs[1, n_runs], runs[2, n_runs] = i, j, n
                    n_runs += 1
            j = chain[j]
    return runs[:, :n_runs]


@njit(cache=True, nogil=True)
def _sums(hashes, n):  # type: ignore[no-untyped-def]
    """Return a rolling sum of each run of `n` words, (n_runs,), by which runs are looked up."""
    sums, value, first = np.empty(max(len(hashes) - n + 1, 0), np.uint64), uint64(0), uint64(1)
    for _ in range(n):
        first *= uint64(GOLDEN)
    for i in range(len(hashes)):
        value = value * uint64(GOLDEN) + hashes[i]
        if i >= n:
            value -= hashes[i - n] * first
        if i >= n - 1:
            sums[i - n + 1] = value
    return sums


@njit(cache=True, nogil=True)
def _slot(value, size):  # type: ignore[no-untyped-def]
    return np.int64(mix(value) & uint64(size - 1))


@njit(cache=True, nogil=True)
def _longest_first(runs):  # type: ignore[no-untyped-def]
    """Return the order of runs by length, longest first; a stable order: by left, then right place."""
    n = runs.shape[1]
    keys, order = np.empty(n, np.uint64), np.empty(n, np.int64)
    for r in range(n):
        keys[r] = (uint64(0xFFFFFFFF - runs[2, r]) << uint64(32)) | uint64(r)
    sort(keys)
    for r in range(n):
        order[r] = np.int64(keys[r] & uint64(0xFFFFFFFF))
    return order


@njit(cache=True, nogil=True)
def _longest_free(free, free2, i, j, n):  # type: ignore[no-untyped-def]
    """Return the longest part of a run that is free in both texts, the first of equals: left, right, length."""
    best, longest, length = 0, 0, 0
    for k in range(n):
        length = length + 1 if free[i + k] and free2[j + k] else 0
        if length > longest:
            best, longest = k + 1 - length, length
    return i + best, j + best, longest
