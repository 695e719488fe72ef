"""Work in threads, with results in order: for kernels that were compiled to run without the GIL.

Threads around such kernels cost no compiling; numba's own `parallel=True` costs 3 seconds for each.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from numba import get_num_threads

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Yield `work(item)` for each of `items`, in their order, worked on by as many threads as a run may use.

    They run only a little ahead of the caller, so that none is idle while it deals with a result:
    `ThreadPoolExecutor.map` would submit all items at once.
    """
    n_threads = get_num_threads()
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(n_threads) as pool:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > n_threads + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def over_ranges(n: int, size: int, work: Callable[[int, int], Result]) -> Iterator[Result]:
    """Yield `work(start, stop)` for each range of `size` out of `n`, in order; at least one, which may be empty.

    >>> list(over_ranges(5, 2, lambda start, stop: (start, stop)))
    [(0, 2), (2, 4), (4, 5)]
    """
    return in_order(lambda start: work(start, min(start + size, n)), range(0, max(n, 1), size))
