"""Terms of a folder -> small numbers, which take half the room and can index arrays."""

from __future__ import annotations

from threading import Lock

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray


class Vocabulary:
    """The distinct terms met so far, numbered in the order they were met.

    It is a hash table with open addressing: for the 4.8 million terms of 12,000 articles it takes a tenth of the time
    of sorting them. Threads may number terms at the same time; their order is then left to chance.
    """

    def __init__(self) -> None:
        self._terms = np.zeros(1 << 15, np.uint64)
        self._slots = np.full(1 << 16, -1, np.int32)
        self._n = 0
        self._lock = Lock()

    def number(self, terms: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the numbers of `terms`, which are hashes (n,), as (n,); new terms get the next free numbers."""
        ids = np.empty(len(terms), np.int32)
        done = 0
        with self._lock:
            while True:
                done, self._n = _number(terms, ids, done, self._slots, self._terms, self._n)
                if done == len(terms):
                    return ids
                self._grow()

    def terms(self) -> NDArray[np.uint64]:
        """Return the distinct terms, (n_terms,), in the order of their numbers: a copy."""
        return self._terms[: self._n].copy()

    def _grow(self) -> None:
        known = self._terms
        self._terms = np.zeros(2 * len(known), np.uint64)
        self._slots = np.full(2 * len(self._slots), -1, np.int32)
        _, self._n = _number(known, np.empty(len(known), np.int32), 0, self._slots, self._terms, 0)


@njit(cache=True, nogil=True)
def _number(terms, ids, done, slots, known, n):  # type: ignore[no-untyped-def]
    """Fill `ids` from `done` on until `known` is full; return how far it got, and how many terms are known now."""
    last = uint64(len(slots) - 1)
    for i in range(done, len(terms)):
        slot = terms[i] & last
        while slots[slot] >= 0 and known[slots[slot]] != terms[i]:
            slot = (slot + uint64(1)) & last
        if slots[slot] < 0:
            if n == len(known):
                return i, n
            slots[slot], known[n] = n, terms[i]
            n += 1
        ids[i] = slots[slot]
    return len(terms), n
