from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.features.search import first_from


@given(st.lists(st.integers(0, 20)), st.integers(0, 21))
def test_the_first_place_that_is_not_below_is_found(places: list[int], place: int) -> None:
    ascending = np.array(sorted(places), np.int32)
    assert first_from(place, ascending, 0, len(ascending)) == np.searchsorted(ascending, place)
