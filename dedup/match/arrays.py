"""Array functions for compiled code that numpy has, too: these take a fraction of the time to compile."""

from __future__ import annotations

import numpy as np
from numba import njit, uint32


@njit(cache=True, nogil=True)
def grown(columns, room):  # type: ignore[no-untyped-def]
    """Return a copy of `columns` (n_columns, n) with room for more, (n_columns, room)."""
    larger = np.empty((len(columns), room), columns.dtype)
    for column in range(len(columns)):
        for k in range(columns.shape[1]):
            larger[column, k] = columns[column, k]
    return larger


@njit(cache=True, nogil=True)
def longer(array, room):  # type: ignore[no-untyped-def]
    """Return a copy of `array` (n,) with room for more, (room,)."""
    larger = np.empty(room, array.dtype)
    for k in range(len(array)):
        larger[k] = array[k]
    return larger


@njit(cache=True, nogil=True)
def replace_least(heap, value):  # type: ignore[no-untyped-def]
    """Replace the lowest value of `heap` (n,), its first, by `value`, which is no lower.

    The value sinks below all that are lower, so that the lowest is first again.
    """
    place, n = 0, len(heap)
    while 2 * place + 1 < n:
        child = 2 * place + 1
        if child + 1 < n and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = value


@njit(cache=True, nogil=True)
def sort(values):  # type: ignore[no-untyped-def]
    """Sort `values` (n,), ascending; the sort is not stable.

    Shell (1959), with the steps of Knuth (1998), section 5.2.1.
    """
    step = 1
    while 3 * step + 1 < len(values):
        step = 3 * step + 1
    while step > 0:
        for i in range(step, len(values)):
            value, k = values[i], i
            while k >= step and values[k - step] > value:
                values[k] = values[k - step]
                k -= step
            values[k] = value
        step //= 3


@njit(cache=True, nogil=True)
def select_kth(values, k):  # type: ignore[no-untyped-def]
    """Return the k-th highest of `values` (n,), all of them positive; n is at least k.

    Values are counted in equal steps up to the highest, and only those of one step are sorted.
    """
    highest = values[0]
    for value in values:
        highest = max(highest, value)
    counts = np.zeros(1024, np.int32)
    scale = values.dtype.type(len(counts) - 1) / highest
    for value in values:
        counts[uint32(value * scale)] += 1
    step, rest = len(counts) - 1, k
    while counts[step] < rest:
        rest -= counts[step]
        step -= 1
    of_step, n = np.empty(counts[step], values.dtype), 0
    for value in values:
        if uint32(value * scale) == step:
            of_step[n] = value
            n += 1
    sort(of_step)
    return of_step[n - rest]
