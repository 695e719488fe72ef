"""Verified pairs -> groups: average linkage on a sparse graph, where a missing pair counts 0.

Single linkage chains stories together through borderline pairs and complete linkage splits every large one; the
average over *all* pairs of two groups, missing ones included, does neither (Sokal and Michener 1958, UPGMA). Only
pairs that exist are ever stored: time is O(pairs * log(pairs)), memory O(pairs), whatever the size of a component.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray


def average_linkage(
    n: int, left: NDArray[np.int32], right: NDArray[np.int32], strength: NDArray[np.float64], min_average: float
) -> NDArray[np.int32]:
    """Return the group of each of `n` items, (n,): the smallest item in it.

    The two groups with the highest average strength between them are merged, ties going to the smallest items, until
    no average is at least `min_average`. `left`, `right` and `strength`, (n_pairs,), hold each pair once; strengths
    are above 0 and at most 1.

    >>> pairs = np.array([[0, 1], [1, 2]], np.int32)
    >>> average_linkage(3, pairs[:, 0], pairs[:, 1], np.array([0.9, 0.8]), 0.5).tolist()
    [0, 0, 2]
    """
    group = np.arange(n, dtype=np.int32)
    # Most items that have a pair have one alone, with an item that has no other: such two need no heap.
    n_pairs = np.bincount(left, minlength=n) + np.bincount(right, minlength=n)
    is_alone = (n_pairs[left] == 1) & (n_pairs[right] == 1)
    merged = is_alone & (strength >= min_average)
    group[right[merged]] = np.minimum(left, right)[merged]
    group[left[merged]] = np.minimum(left, right)[merged]
    items, places = np.unique(np.concatenate([left[~is_alone], right[~is_alone]]), return_inverse=True)
    of_left, of_right = places[: len(places) // 2], places[len(places) // 2 :]
    group[items] = items[
        _merged(len(items), of_left.tolist(), of_right.tolist(), strength[~is_alone].tolist(), min_average)
    ]
    return group


def _merged(n: int, left: list[int], right: list[int], strength: list[float], min_average: float) -> list[int]:
    """Return the group of each of `n` items: the smallest item in it."""
    totals: list[dict[int, float]] = [{} for _ in range(n)]
    for a, b, s in zip(left, right, strength, strict=True):
        totals[a][b] = totals[b][a] = s
    size = [1] * n
    group = list(range(n))
    version = [0] * n
    # An average between two groups never exceeds the strongest pair between them, so weaker pairs cannot start a merge.
    heap = [(-s, a, b, 0, 0) for a, b, s in zip(left, right, strength, strict=True) if s >= min_average]
    heapify(heap)
    while heap:
        _, a, b, version_a, version_b = heappop(heap)
        if version[a] != version_a or version[b] != version_b:
            continue
        group[b] = a
        size[a] += size[b]
        version[a] += 1
        version[b] = -1
        del totals[a][b], totals[b][a]
        # The smaller table goes into the larger, and the larger is kept under the name of the smaller item.
        if len(totals[b]) > len(totals[a]):
            totals[a], totals[b] = totals[b], totals[a]
        for other, total in totals[b].items():
            totals[a][other] = totals[a].get(other, 0.0) + total
        totals[b] = {}
        for other, total in totals[a].items():
            totals[other].pop(b, None)
            totals[other][a] = total
            average = total / (size[a] * size[other])
            if average >= min_average:
                low, high = (a, other) if a < other else (other, a)
                heappush(heap, (-average, low, high, version[low], version[high]))
    for item in range(n):  # a group's name is always smaller than the items that lead to it
        group[item] = group[group[item]]
    return group
