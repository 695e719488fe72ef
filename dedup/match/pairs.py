"""Pairs as columns, and their union: each pair once, ordered."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.distinct import each_once


class Pairs(NamedTuple):
    """Pairs of articles with left < right, ordered by (left, right), each once; both arrays (n_pairs,)."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]

    @classmethod
    def union(cls, *several: Pairs) -> Pairs:
        """Return the pairs of all arguments, each once; takes at least one."""
        return cls.from_keys(each_once(np.concatenate([pairs.keys() for pairs in several])))

    @classmethod
    def from_keys(cls, keys: NDArray[np.int64]) -> Pairs:
        """Return the pairs of ascending, distinct `keys`, (n_pairs,), see `keys`."""
        return cls((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32))

    def keys(self) -> NDArray[np.int64]:
        """Return one number for each pair, (n_pairs,): left << 32 | right."""
        return (self.left.astype(np.int64) << 32) | self.right

    def where(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> Pairs:
        """Return the pairs where `kept`, (n_pairs,), is true, or at these places."""
        return Pairs(self.left[kept], self.right[kept])

    def of_left(self, start: int, stop: int) -> Pairs:
        """Return the pairs whose left article is at least `start` and below `stop`, as views."""
        low, high = np.searchsorted(self.left, [start, stop])
        return Pairs(self.left[low:high], self.right[low:high])

    def are_in(self, others: Pairs) -> NDArray[np.bool_]:
        """Return which of these pairs are among `others`, (n_pairs,)."""
        places, is_here = self.find(others)
        found = np.zeros(len(self.left), np.bool_)
        found[places[is_here]] = True
        return found

    def find(self, others: Pairs) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the place of each of `others` among the pairs, or where it would be, and whether it is there.

        Both arrays are (n_others,).
        """
        keys, sought = self.keys(), others.keys()
        places = np.searchsorted(keys, sought)
        is_here = places < len(keys)
        is_here[is_here] = keys[places[is_here]] == sought[is_here]
        return places, is_here


NO_PAIRS: Final = Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32))
