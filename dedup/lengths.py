"""Lengths of parts that stand one after the other -> where each begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def bounds_of(lengths: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """Return where each of n parts begins, and the last one ends, (n + 1,): part i is `bounds[i]:bounds[i + 1]`.

    >>> bounds_of([3, 0, 2]).tolist()
    [0, 3, 3, 5]
    """
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])


def shares_of(bounds: NDArray[np.int64], n_shares: int) -> list[tuple[int, int]]:
    """Return the n parts as ranges of about equal length, one after the other: `n_shares` of them, or fewer.

    Without parts there is one range, which is empty.

    >>> shares_of(bounds_of([3, 0, 2, 1]), 2), shares_of(bounds_of([9]), 2), shares_of(bounds_of([]), 2)
    ([(0, 1), (1, 4)], [(0, 1)], [(0, 0)])
    """
    n = len(bounds) - 1
    ends = {n, *np.searchsorted(bounds, np.linspace(0, bounds[-1], n_shares + 1)[1:-1]).tolist()} - {0}
    return list(pairwise([0, *sorted(ends or {0})]))
