"""Passages -> how many articles of the folder carry each: those that hold all its shingles."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.features.tokenize import mix
from dedup.match.lookup import find, might_hold

PROBES: Final = 16
"""Shingles of a passage, evenly spaced, among which the rarest is sought."""


def count_carriers(
    hashes: NDArray[np.uint64],
    text: NDArray[np.int64],
    start: NDArray[np.int64],
    n_words: NDArray[np.int64],
    features: Features,
    size: int,
) -> NDArray[np.int32]:
    """Return for each passage, `n_words` tokens of `hashes` from `start` on, how many articles hold it, (n,).

    `text` is a number of the text each passage stands in, (n,): those of one text are looked up together.
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
    order = np.lexsort((n_words[first], start[first], text[first]))
    texts = np.append(np.flatnonzero(np.diff(text[first][order], prepend=-1)), len(first))
    passages = _Passages(start[first], bounds[first], bounds[first + 1], list_of, order, texts)
    carried = _verify(passages, shingles, list_bounds, lists, features.shingle_bounds, features.shingles)
    result: NDArray[np.int32] = carried[of_distinct]
    return result


class _Passages(NamedTuple):
    """Distinct passages; all but the last two columns are (n,)."""

    start: NDArray[np.int64]
    low: NDArray[np.int64]  # its shingles are shingles[low:high]
    high: NDArray[np.int64]
    list_of: NDArray[np.int64]
    order: NDArray[np.int64]  # (n,) by text, then by start
    texts: NDArray[np.int64]  # (n_texts + 1,) where each text's passages begin in that order


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
def _count(wanted, shingles):  # type: ignore[no-untyped-def]
    """Return in how many articles each of the `wanted` (ascending) stands: an article has each of its shingles once."""
    table, shift = might_hold(wanted)
    places = np.full(len(shingles), -1, np.int32)
    for k in range(len(shingles)):
        if table[np.int64(shingles[k] >> shift)]:
            places[k] = find(wanted, shingles[k])
    counts = np.zeros(len(wanted), np.int64)
    for place in places:
        if place >= 0:
            counts[place] += 1
    return counts


@njit(cache=True, nogil=True)
def _post(wanted, list_bounds, shingle_bounds, shingles):  # type: ignore[no-untyped-def]
    """Return the articles that hold each of the `wanted`, one list after the other."""
    table, shift = might_hold(wanted)
    lists, filled = np.empty(list_bounds[-1], np.int32), list_bounds[:-1].copy()
    for i in range(len(shingle_bounds) - 1):
        for k in range(shingle_bounds[i], shingle_bounds[i + 1]):
            if table[np.int64(shingles[k] >> shift)]:
                place = find(wanted, shingles[k])
                if place >= 0:
                    lists[filled[place]] = i
                    filled[place] += 1
    return lists


@njit(cache=True, nogil=True)
def _verify(passages, shingles, list_bounds, lists, shingle_bounds, all_shingles):  # type: ignore[no-untyped-def]
    """Return how many articles of its list hold every shingle of each passage.

    The passages of one text overlap where many others copied it, each with another edit. So each article is gone
    through once for all of them, and not once for each.
    """
    carried = np.zeros(len(passages.start), np.int32)
    looked_at = np.full(len(shingle_bounds), -1, np.int64)
    for t in range(len(passages.texts) - 1):
        of_text = passages.order[passages.texts[t] : passages.texts[t + 1]]
        for d in of_text:
            for p in range(list_bounds[passages.list_of[d]], list_bounds[passages.list_of[d] + 1]):
                if looked_at[lists[p]] < t:
                    looked_at[lists[p]] = t
                    of_article = all_shingles[shingle_bounds[lists[p]] : shingle_bounds[lists[p] + 1]]
                    _count_held(passages, of_text, shingles, of_article, carried)
    return carried


@njit(cache=True, nogil=True)
def _count_held(passages, of_text, shingles, of_article, carried):  # type: ignore[no-untyped-def]
    """Add 1 for each passage `of_text`, ordered by start, that an article holds."""
    reach, is_missing = np.int64(-1), False  # all before this place in the text is held, back to the last start
    for d in of_text:
        start, end = passages.start[d], passages.start[d] + passages.high[d] - passages.low[d]
        if start > reach:
            reach, is_missing = start, False
        while reach < end and not is_missing:
            if find(of_article, shingles[passages.low[d] + reach - start]) < 0:
                is_missing = True
            else:
                reach += 1
        carried[d] += reach >= end
