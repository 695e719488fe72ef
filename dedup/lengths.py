"""Lengths of parts that stand one after the other -> where each begins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def bounds_of(lengths: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """Return where each of n parts begins, and the last one ends, (n + 1,): part i is `bounds[i]:bounds[i + 1]`.

    >>> bounds_of([3, 0, 2]).tolist()
    [0, 3, 3, 5]
    """
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
