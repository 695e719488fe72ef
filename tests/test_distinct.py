from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dedup.distinct import each_once, is_first


@pytest.mark.parametrize(
    "values",
    [
        np.zeros(0, np.int64),
        np.array([7], np.int32),
        np.random.default_rng(3).integers(0, 50, (40, 3)),
        np.random.default_rng(4).integers(0, 1 << 63, 500).astype(np.uint64) * np.uint64(2),
    ],
)
def test_distinct_values_are_those_of_numpy(values: NDArray[np.integer]) -> None:
    before = values.copy()
    found = each_once(values)
    assert found.dtype == values.dtype
    np.testing.assert_array_equal(found, np.unique(values))
    np.testing.assert_array_equal(values, before)


def test_no_row_is_the_first_of_none() -> None:
    assert is_first(np.zeros(0, np.int64), np.zeros(0, np.uint64)).tolist() == []
