from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.report.decimals import decimals

HALVES = st.integers(-(10**6), 10**6).map(lambda n: n / 20_000)
NUMBERS = st.one_of(st.floats(-9, 9), HALVES, st.floats(), st.sampled_from([0.0, -0.0, math.nan, 214748.3647, 1e300]))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS)), st.sampled_from([np.float32, np.float64]))
def test_numbers_are_written_as_python_writes_them(rows: list[tuple[float, ...]], kind: type[np.floating]) -> None:
    with np.errstate(over="ignore"):
        values = np.array(rows, kind).reshape(-1, 3)
    expected = [",".join("" if math.isnan(value) else f"{value:.4f}" for value in row) for row in values.tolist()]
    assert decimals(values) == expected
