from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.evaluate import reliability

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(PAIRS)
def test_bins_hold_every_pair_once_within_their_bounds(pairs: list[tuple[float, bool]]) -> None:
    table = reliability(*columns(pairs))
    assert sum(found.n_pairs for found in table.bins) == table.n_pairs == len(pairs)
    assert all(found.low <= found.mean_probability + 1e-9 for found in table.bins)
    assert all(found.mean_probability <= found.high + 1e-9 for found in table.bins)
    assert all(lower.high <= upper.low for lower, upper in pairwise(table.bins))


@given(PAIRS)
def test_calibration_error_is_the_mean_distance_of_the_bins(pairs: list[tuple[float, bool]]) -> None:
    table = reliability(*columns(pairs))
    distances = [found.n_pairs * abs(found.mean_probability - found.observed) for found in table.bins]
    assert table.calibration_error == pytest.approx(sum(distances) / len(pairs), abs=1e-9)


def test_a_probability_on_a_bound_belongs_to_the_upper_bin_and_1_to_the_last() -> None:
    table = reliability(*columns([(0.3, True), (1.0, True)]))
    assert [(found.low, found.n_pairs) for found in table.bins] == [(0.3, 1), (0.9, 1)]


def test_no_pairs_make_an_empty_table() -> None:
    table = reliability(*columns([]))
    assert (table.n_pairs, table.bins, table.calibration_error) == (0, (), 0.0)


def columns(pairs: list[tuple[float, bool]]):  # type: ignore[no-untyped-def]
    return np.array([p for p, _ in pairs], np.float64), np.array([same for _, same in pairs], np.bool_)
