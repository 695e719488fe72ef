"""How large the hash tables of compiled functions are."""

from __future__ import annotations

from numba import njit


@njit(cache=True, nogil=True)
def n_slots(least):  # type: ignore[no-untyped-def]
    """Return the size of a hash table with at least `least` slots, and at least 16: a power of two.

    So the last bits of a hash are its slot. In a table at most half full an entry is found at its slot, or soon after.
    """
    size = 16
    while size < least:
        size *= 2
    return size
