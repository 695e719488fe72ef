"""Pairs as columns, and their union: each pair once, ordered."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import get_num_threads, njit
from numpy.typing import NDArray

from dedup.match.arrays import replace_least
from dedup.threads import over_ranges


class Pairs(NamedTuple):
    """Pairs of articles with left < right, ordered by (left, right), each once; both arrays (n_pairs,)."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]

    @classmethod
    def union(cls, *several: Pairs) -> Pairs:
        """Return the pairs of all."""
        return cls.from_keys(np.unique(np.concatenate([pairs.keys() for pairs in several])))

    @classmethod
    def from_keys(cls, keys: NDArray[np.int64]) -> Pairs:
        """Return the pairs of `keys`, which are ascending and distinct."""
        return cls((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))

    def keys(self) -> NDArray[np.int64]:
        """Return one number for each pair, (n_pairs,): left << 32 | right."""
        return (self.left.astype(np.int64) << 32) | self.right

    def where(self, kept: NDArray[np.bool_]) -> Pairs:
        """Return the pairs for which `kept`, (n_pairs,), is true."""
        return Pairs(self.left[kept], self.right[kept])

    def are_in(self, others: Pairs) -> NDArray[np.bool_]:
        """Return which of the pairs are among `others`, (n_pairs,)."""
        keys, sought = self.keys(), others.keys()
        places = np.searchsorted(keys, sought)
        places = places[keys[np.minimum(places, len(keys) - 1)] == sought] if len(keys) else places[:0]
        found = np.zeros(len(keys), np.bool_)
        found[places] = True
        return found


def kth_highest(n: int, pairs: Pairs, strength: NDArray[np.float32], k: int) -> NDArray[np.float32]:
    """Return for each of `n` articles the k-th highest strength among its pairs, 0 where it has fewer.

    Strengths, (n_pairs,), are above 0.
    """

    def work(start: int, stop: int) -> NDArray[np.float32]:
        heaps = np.zeros((stop - start, k), np.float32)
        _add_to_heaps(heaps, start, *pairs, strength)
        return heaps[:, 0].copy()

    return np.concatenate([*over_ranges(n, max(math.ceil(n / get_num_threads()), 1), work)])


@njit(cache=True, nogil=True)
def _add_to_heaps(heaps, start, left, right, strength):  # type: ignore[no-untyped-def]
    """Put each strength in the place of the lowest of both articles, from `start` on, where it is higher."""
    for pair in range(len(left)):
        for article in (left[pair] - start, right[pair] - start):
            if 0 <= article < len(heaps) and strength[pair] > heaps[article, 0]:
                replace_least(heaps[article], strength[pair])
