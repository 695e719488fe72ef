"""Verified pairs -> groups: average linkage on a sparse graph, where a missing pair counts 0; compiled.

Single linkage chains stories together through borderline pairs and complete linkage splits every large one; the
average over *all* pairs of two groups, missing ones included, does neither (Sokal and Michener 1958, UPGMA). Only
pairs that exist are ever stored, so memory is O(pairs). Each merge goes over the pairs of both groups: the time grows
little faster than the pairs, except where a large group has many weak ones.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


def average_linkage(
    n: int, left: NDArray[np.int32], right: NDArray[np.int32], strength: NDArray[np.float64], min_average: float
) -> NDArray[np.int32]:
    """Return the group of each of `n` items, (n,): the smallest item in it.

    The two groups with the highest average strength between them are merged, ties going to the smallest items, until
    no average is at least `min_average`. `left`, `right` and `strength`, (n_pairs,), hold each pair once; strengths
    are above 0 and at most 1, and so is `min_average`.

    >>> pairs = np.array([[0, 1], [1, 2]], np.int32)
    >>> average_linkage(3, pairs[:, 0], pairs[:, 1], np.array([0.9, 0.8]), 0.5).tolist()
    [0, 0, 2]
    """
    ends = np.sort(np.column_stack([left, right]), axis=1)
    order = np.lexsort((ends[:, 1], ends[:, 0], -strength))
    group: NDArray[np.int32] = _merge(n, ends[order], strength[order], min_average)
    return group


@njit(cache=True, nogil=True)
def _merge(n, ends, strength, min_average):  # type: ignore[no-untyped-def]
    """Return the group of each of `n` items; the pairs come in the order of `_is_before`, and `ends` is overwritten.

    Pairs of items become pairs of groups, and a group goes by its smallest item: its `ends`, (n_pairs, 2). Each group
    has a list of its pairs: pair p is in that of `ends[p, 0]` as link 2 * p, and in that of `ends[p, 1]` as link 2 * p
    + 1. All pairs are in a heap, with those that no longer join two groups at the bottom.
    """
    group, size = np.arange(n).astype(np.int32), np.ones(n, np.int64)
    total, average = strength.copy(), strength.copy()
    heap, place = np.arange(len(ends)), np.arange(len(ends))
    first = np.full(n, -1, np.int64)
    links = np.empty((2 * len(ends), 2), np.int64)  # the one before and the one behind, -1 for none
    for link in range(len(links)):
        _link(first, links, ends[link >> 1, link & 1], link)
    pair_with = np.full(n, -1, np.int64)  # that of the group at hand with another; always -1 again
    while len(heap) > 0 and average[heap[0]] >= min_average:
        merged = heap[0]
        a, b = min(ends[merged, 0], ends[merged, 1]), max(ends[merged, 0], ends[merged, 1])
        group[b] = a
        size[a] += size[b]
        for side in range(2):
            _unlink(first, links, ends[merged, side], 2 * merged + side)
        _set(heap, place, average, ends, merged, -1.0)
        link = first[a]
        while link >= 0:
            pair_with[ends[link >> 1, 1 - (link & 1)]] = link >> 1
            link = links[link, 1]
        link = first[b]
        while link >= 0:
            pair, side, behind = link >> 1, link & 1, links[link, 1]
            other = ends[pair, 1 - side]
            if pair_with[other] >= 0:
                total[pair_with[other]] += total[pair]
                _unlink(first, links, other, 2 * pair + 1 - side)
                _set(heap, place, average, ends, pair, -1.0)
            else:
                ends[pair, side] = a
                _link(first, links, a, link)
                _set(heap, place, average, ends, pair, total[pair] / (size[a] * size[other]))
            link = behind
        link = first[a]
        while link >= 0:
            pair, other = link >> 1, ends[link >> 1, 1 - (link & 1)]
            pair_with[other] = -1
            _set(heap, place, average, ends, pair, total[pair] / (size[a] * size[other]))
            link = links[link, 1]
    for item in range(n):  # a group's name is smaller than the items that lead to it
        group[item] = group[group[item]]
    return group


@njit(cache=True, nogil=True)
def _link(first, links, group, link):  # type: ignore[no-untyped-def]
    """Put a link before all others of a group."""
    links[link, 0], links[link, 1] = -1, first[group]
    if first[group] >= 0:
        links[first[group], 0] = link
    first[group] = link


@njit(cache=True, nogil=True)
def _unlink(first, links, group, link):  # type: ignore[no-untyped-def]
    """Take a link out of the list of a group."""
    before, behind = links[link, 0], links[link, 1]
    if before >= 0:
        links[before, 1] = behind
    else:
        first[group] = behind
    if behind >= 0:
        links[behind, 0] = before


@njit(cache=True, nogil=True)
def _set(heap, place, average, ends, pair, value):  # type: ignore[no-untyped-def]
    """Give a pair, whose groups may have changed, a new average."""
    average[pair] = value
    _move(heap, place, average, ends, place[pair])


@njit(cache=True, nogil=True)
def _move(heap, place, average, ends, k):  # type: ignore[no-untyped-def]
    """Move the pair at place `k` of the heap up or down to where it belongs."""
    pair = heap[k]
    while k > 0 and _is_before(average, ends, pair, heap[(k - 1) // 2]):
        heap[k] = heap[(k - 1) // 2]
        place[heap[k]] = k
        k = (k - 1) // 2
    while 2 * k + 1 < len(heap):
        child = 2 * k + 1
        if child + 1 < len(heap) and _is_before(average, ends, heap[child + 1], heap[child]):
            child += 1
        if not _is_before(average, ends, heap[child], pair):
            break
        heap[k] = heap[child]
        place[heap[k]] = k
        k = child
    heap[k] = pair
    place[pair] = k


@njit(cache=True, nogil=True)
def _is_before(average, ends, pair, other):  # type: ignore[no-untyped-def]
    """Whether a pair is to be merged before another: its average is higher, or as high and its items are smaller."""
    if average[pair] != average[other]:
        return average[pair] > average[other]
    low, low_of_other = min(ends[pair, 0], ends[pair, 1]), min(ends[other, 0], ends[other, 1])
    if low != low_of_other:
        return low < low_of_other
    return max(ends[pair, 0], ends[pair, 1]) < max(ends[other, 0], ends[other, 1])
