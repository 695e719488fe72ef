from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.match.nearest import _MIN_PARTIAL, _nearest_of


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-1, 2)), min_size=1, max_size=40), st.integers(1, 6))
def test_the_nearest_in_one_language_are_left_and_all_that_are_as_near_as_the_last(
    met: list[tuple[int, int]], n_nearest: int
) -> None:
    own = len(met) // 2
    scores, languages = np.array([score for score, _ in met], np.float32), np.array([code for _, code in met], np.int32)
    others = np.arange(len(met), dtype=np.int32)
    allowed = [
        (score, place)
        for place, (score, code) in enumerate(met)
        if place != own and (code < 0 or languages[own] < 0 or code == languages[own])
    ]
    least = sorted(score for score, _ in allowed)[-n_nearest] if len(allowed) > n_nearest else _MIN_PARTIAL
    n_left, found = _nearest_of(len(met), others, scores, own, languages, n_nearest)
    assert found == np.float32(least)
    assert list(zip(scores[:n_left].tolist(), others[:n_left].tolist(), strict=True)) == [
        pair for pair in allowed if pair[0] >= least
    ]
