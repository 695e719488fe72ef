"""How large the hash tables of compiled functions are."""

from __future__ import annotations

from numba import njit


@njit(cache=True, nogil=True)
def n_slots(least):  # type: ignore[no-untyped-def]
    """Return the size of a table with `least` slots or more: a power of two, so that a hash's last bits are its slot.

    It has 16 at least. With twice as many slots as there are entries, or more, an entry is found where it is looked for
    first, or soon after.
    """
    size = 16
    while size < least:
        size *= 2
    return size
