from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from dedup.memory import OBJECTS_BETWEEN_COLLECTIONS, in_order, lean


@pytest.mark.parametrize("threshold", [700, 0, 2 * OBJECTS_BETWEEN_COLLECTIONS])
def test_collections_are_fewer_inside_and_as_before_outside(threshold: int) -> None:
    before = gc.get_threshold()
    gc.set_threshold(threshold, *before[1:])
    try:
        with lean():
            assert gc.get_threshold()[0] == (max(threshold, OBJECTS_BETWEEN_COLLECTIONS) if threshold else 0)
        assert gc.get_threshold()[0] == threshold
    finally:
        gc.set_threshold(*before)


def test_collections_are_as_before_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="stop"), lean():
        raise ValueError("stop")
    assert gc.get_threshold() == before


@pytest.mark.parametrize("n_threads", [1, 3])
def test_results_come_in_order_and_threads_run_only_a_little_ahead(n_threads: int) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(30):
            taken.append(item)
            yield item

    for n, result in enumerate(in_order(lambda item: item * item, items(), n_threads), 1):
        assert result == (n - 1) ** 2
        assert len(taken) <= n + n_threads
    assert n == len(taken) == 30


def test_an_error_of_a_thread_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda item: 1 // item, [1, 0, 2], 2))
