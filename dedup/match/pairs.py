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
        places, is_here = self.find(others)
        found = np.zeros(len(self.left), np.bool_)
        found[places[is_here]] = True
        return found

    def find(self, others: Pairs) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the place of each of `others` among the pairs, or where it would be, and whether it is there.

        It is looked up side by side, for keys of all candidates of a folder would take as much memory as they do.
        """
        low, end = (np.searchsorted(self.left, others.left, side) for side in ("left", "right"))
        high = end
        while (is_open := low < high).any():
            middle = (low + high) // 2
            is_after = is_open & (self.right.take(middle, mode="clip") < others.right)
            low, high = np.where(is_after, middle + 1, low), np.where(is_open & ~is_after, middle, high)
        is_here = low < end
        is_here[is_here] = self.right[low[is_here]] == others.right[is_here]
        return low, is_here


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
