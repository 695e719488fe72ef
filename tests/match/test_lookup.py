from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.match.lookup import find, find_by, index_of

HASHES = st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2, 2**63 - 1, 2**63, 2**64 - 1])


@given(st.sets(HASHES), st.lists(HASHES))
def test_a_hash_is_found_where_it_stands_and_only_there(values: set[int], others: list[int]) -> None:
    wanted = np.array(sorted(values), np.uint64)
    index = index_of(wanted)
    for value in np.array([*sorted(values), *others], np.uint64):
        expected = sorted(values).index(int(value)) if int(value) in values else -1
        assert find_by(*index, wanted, value) == find(wanted, value) == expected
