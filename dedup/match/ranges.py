"""Work over ranges of a long array, on as many threads as a run may use."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from numba import get_num_threads

Result = TypeVar("Result")


def over_ranges(n: int, size: int, work: Callable[[int, int], Result]) -> Iterator[Result]:
    """Yield `work(start, stop)` for each range of `size` of `n`, in their order; at least one, which may be empty.

    `work` calls a kernel that was compiled without the GIL: threads around such kernels cost no compiling, where
    numba's own `parallel=True` costs 3 seconds for each. Not much more is worked out than is taken.

    >>> list(over_ranges(5, 2, lambda start, stop: (start, stop)))
    [(0, 2), (2, 4), (4, 5)]
    """
    n_threads = get_num_threads()
    starts = iter(range(0, max(n, 1), size))
    with ThreadPoolExecutor(n_threads) as pool:
        ahead = deque(pool.submit(work, start, min(start + size, n)) for start in islice(starts, 2 * n_threads))
        while ahead:
            yield ahead.popleft().result()
            ahead.extend(pool.submit(work, start, min(start + size, n)) for start in islice(starts, 1))
