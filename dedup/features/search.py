"""Binary search in compiled functions, in any part of an array."""

from __future__ import annotations

from numba import njit


@njit(cache=True, nogil=True)
def first_from(value, values, low, high):  # type: ignore[no-untyped-def]
    """Return the first place from `low` to `high` where `values`, ascending there, are not below `value`."""
    while low < high:
        middle = (low + high) // 2
        if values[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low
