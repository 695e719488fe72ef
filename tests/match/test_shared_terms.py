"""Terms that two rows share are those of a plain search."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from dedup.match.shared_terms import clear, find_shared, spread_out

a_row = st.sets(st.integers(0, 40)).map(sorted)


@njit
def shared_by(row, other, place_of, shared, places):  # type: ignore[no-untyped-def]
    spread_out(row, place_of)
    n_shared = find_shared(other, place_of, shared, places)
    clear(row, place_of)
    return n_shared


@given(a_row, a_row)
def test_shared_terms_are_those_of_a_plain_search(one: list[int], other: list[int]) -> None:
    place_of, shared, places = np.zeros(41, np.uint32), *np.empty((2, 42), np.uint32)
    n_shared = shared_by(np.array(one, np.uint32), np.array(other, np.uint32), place_of, shared, places)
    expected = [(k, one.index(term) + 1) for k, term in enumerate(other) if term in one]
    assert list(zip(shared[:n_shared].tolist(), places[:n_shared].tolist(), strict=True)) == expected
    assert not place_of.any()
