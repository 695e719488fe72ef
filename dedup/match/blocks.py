"""Candidate pairs in blocks: they take more memory than most things, and no step needs all of them at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

import numpy as np
from numba import get_num_threads, njit
from numpy.typing import NDArray

from dedup.features.weights import Rows
from dedup.machine.stored import StoredArrays
from dedup.machine.threads import over_ranges
from dedup.match.arrays import replace_least
from dedup.match.pairs import Pairs
from dedup.match.term_sums import COSINE, shared_sums


class Block(NamedTuple):
    """The candidate pairs of some consecutive left articles, from `start` on, in their order, and the cosine of each.

    The blocks of a folder cover each of its articles once, in order.
    """

    start: int
    n_right: NDArray[np.int32]  # (n_left,): with how many right ones each left article is paired
    right: NDArray[np.int32]  # (n_pairs,)
    cosine: NDArray[np.float32]  # (n_pairs,), 0 to 1

    @property
    def pairs(self) -> Pairs:
        """Return the pairs with both sides."""
        left = np.arange(self.start, self.start + len(self.n_right), dtype=np.int32)
        return Pairs(np.repeat(left, self.n_right), self.right)

    def among(self, pairs: Pairs) -> Pairs:
        """Return those of `pairs` whose left article is in this block."""
        return pairs.of_left(self.start, self.start + len(self.n_right))

    def with_others(self, rows: Rows, others: Pairs) -> Block:
        """Return the block with those of `others` whose left article it covers, and their cosines."""
        others, pairs = self.among(others), self.pairs
        places, is_here = pairs.find(others)
        if is_here.all():
            return self
        places, others = places[~is_here], others.where(~is_here)
        cosine = np.clip(shared_sums(rows, others)[:, COSINE], 0, 1)
        n_more = np.bincount(others.left - self.start, minlength=len(self.n_right)).astype(np.int32)
        return Block(
            self.start,
            self.n_right + n_more,
            np.insert(self.right, places, others.right),
            np.insert(self.cosine, places, cosine),
        )


class Blocks:
    """All blocks of a folder, in their order; threads may iterate over them, and more than once."""

    def __init__(self) -> None:
        """Start with no block."""
        self._starts: list[int] = []
        self._n_right: list[NDArray[np.int32]] = []
        self._right, self._cosine = StoredArrays(np.int32), StoredArrays(np.float32)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Blocks:
        """Return `blocks` as stored arrays; `OSError` where they are many and the disk is full."""
        stored = cls()
        for block in blocks:
            stored._starts.append(block.start)
            stored._n_right.append(block.n_right)
            stored._right.append(block.right)
            stored._cosine.append(block.cosine)
        return stored

    def __iter__(self) -> Iterator[Block]:
        """Yield each block; its pairs are in memory for as long as it is referenced."""
        return map(Block, self._starts, self._n_right, self._right, self._cosine)


def best_and_kth(n: int, blocks: Iterable[Block], k: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return for each of `n` articles the highest and the k-th highest cosine of its pairs; 0 where it has fewer."""

    def work(start: int, stop: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        heaps = np.zeros((stop - start, k), np.float32)
        for block in takewhile(lambda block: block.start < stop, blocks):  # as no left one, so no right one is before
            _add_to_heaps(heaps, start, *block)
        return heaps.max(axis=1), heaps[:, 0].copy()

    parts = over_ranges(n, max(math.ceil(n / get_num_threads()), 1), work)
    best, kth = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return best, kth


@njit(cache=True, nogil=True)
def _add_to_heaps(heaps, start, left, n_right, right, cosine):  # type: ignore[no-untyped-def]
    """Put each cosine of a block on the heaps of both its articles, where it is above the lowest there.

    The block's left articles are `left` and those after it; heap 0 belongs to the article `start`.
    """
    pair, n = 0, len(heaps)
    for i in range(left - start, left - start + len(n_right)):
        for _ in range(n_right[i + start - left]):
            j = right[pair] - start
            if 0 <= i < n and cosine[pair] > heaps[i, 0]:
                replace_least(heaps[i], cosine[pair])
            if 0 <= j < n and cosine[pair] > heaps[j, 0]:
                replace_least(heaps[j], cosine[pair])
            pair += 1
