"""Asking for memory ahead changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from dedup.match.prefetch import prefetch


@pytest.mark.parametrize(("start", "stop"), [(0, 1000), (3, 4), (7, 7), (990, 1100)])
def test_an_array_is_as_it_was(start: int, stop: int) -> None:
    column, table = np.arange(1000, dtype=np.float32), np.arange(1000, dtype=np.int64).reshape(-1, 5)
    prefetch(column, start, stop)
    prefetch(table, start, stop)
    np.testing.assert_array_equal(column, np.arange(1000))
    np.testing.assert_array_equal(table.ravel(), np.arange(1000))
