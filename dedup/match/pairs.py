"""Pairs as columns, and their union: each pair once, ordered."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


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
