"""Terms that two rows share are those of a plain search."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from dedup.match.shared_terms import clear, find_shared, spread_out

a_row = st.sets(st.integers(0, 40)).map(sorted)


@njit
def shared_by(row, other, is_in, place_of, shared):  # type: ignore[no-untyped-def]
    spread_out(row, is_in, place_of)
    n_shared = find_shared(other, is_in, shared)
    clear(row, is_in)
    return n_shared


@given(a_row, a_row)
def test_shared_terms_are_those_of_a_plain_search(one: list[int], other: list[int]) -> None:
    is_in, place_of, shared = np.zeros(41, np.uint8), np.empty(41, np.uint32), np.empty(42, np.uint32)
    n_shared = shared_by(np.array(one, np.uint32), np.array(other, np.uint32), is_in, place_of, shared)
    found = shared[:n_shared].tolist()
    expected = [(k, one.index(term)) for k, term in enumerate(other) if term in one]
    assert [(k, place_of[other[k]]) for k in found] == expected
    assert not is_in.any()
