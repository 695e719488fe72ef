from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.match.arrays import grown, longer, replace_least, select_kth, sort


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_numbers_are_sorted_as_numpy_sorts_them(numbers: list[int]) -> None:
    values = np.array(numbers, np.int32)
    sort(values)
    assert values.tolist() == sorted(numbers)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 13, 14, 40, 41, 1000, 3000])
def test_hashes_are_sorted_however_many_there_are(n: int) -> None:
    hashes = np.random.default_rng(n).integers(0, 2**64, n, dtype=np.uint64)
    ascending = np.sort(hashes)
    sort(hashes)
    assert hashes.tolist() == ascending.tolist()


def test_columns_grow_and_keep_what_they_hold() -> None:
    columns = np.arange(6, dtype=np.int32).reshape(2, 3)
    larger = grown(columns, 8)
    assert larger.shape == (2, 8)
    assert larger.dtype == np.int32
    assert larger[:, :3].tolist() == columns.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_arrays_grow_and_keep_what_they_hold() -> None:
    larger = longer(np.arange(3, dtype=np.int64), 5)
    assert (len(larger), larger.dtype) == (5, np.int64)
    assert larger[:3].tolist() == [0, 1, 2]


@given(st.lists(st.integers(1, 9), max_size=30), st.integers(1, 6))
def test_a_heap_keeps_the_highest_with_the_lowest_first(numbers: list[int], size: int) -> None:
    heap = np.zeros(size, np.float32)
    for number in numbers:
        if number >= heap[0]:
            replace_least(heap, np.float32(number))
    assert sorted(heap.tolist()) == sorted([0] * size + numbers)[-size:]
    assert heap[0] == heap.min()


@given(st.lists(st.floats(0.015625, 1, width=32), min_size=1), st.data())
def test_the_kth_highest_is_where_sorting_puts_it(numbers: list[float], data: st.DataObject) -> None:
    k = data.draw(st.integers(1, len(numbers)))
    assert select_kth(np.array(numbers, np.float32), k) == sorted(numbers)[-k]


def test_the_kth_highest_of_equal_numbers_is_that_number() -> None:
    assert select_kth(np.full(5, 0.3, np.float32), 3) == np.float32(0.3)
