from __future__ import annotations

from bisect import bisect_left

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.match.pairs import Pairs

Set = set[tuple[int, int]]
Sets = list[Set]
pair_sets = st.lists(
    st.sets(st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)).filter(lambda pair: pair[0] < pair[1])),
    min_size=1,
    max_size=4,
)


def pairs_of(pairs: Set) -> Pairs:
    columns = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    return Pairs(columns[:, 0], columns[:, 1])


def listed(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


@given(pair_sets)
def test_union_holds_each_pair_once_in_order(several: Sets) -> None:
    assert listed(Pairs.union(*map(pairs_of, several))) == sorted(set().union(*several))


def test_where_keeps_what_is_true() -> None:
    pairs = pairs_of({(0, 1), (0, 2), (1, 2)})
    assert listed(pairs.where(np.array([True, False, True]))) == [(0, 1), (1, 2)]


few_pairs = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]))


@given(few_pairs, few_pairs)
def test_pairs_are_found_among_others_or_where_they_would_be(some: Set, others: Set) -> None:
    places, is_here = pairs_of(some).find(pairs_of(others))
    assert places.tolist() == [bisect_left(sorted(some), pair) for pair in sorted(others)]
    assert is_here.tolist() == [pair in some for pair in sorted(others)]
    assert pairs_of(some).are_in(pairs_of(others)).tolist() == [pair in others for pair in sorted(some)]


@given(few_pairs, st.integers(0, 7), st.integers(0, 7))
def test_pairs_of_some_left_articles_are_those_from_the_first_to_before_the_last(
    some: Set, start: int, stop: int
) -> None:
    found = pairs_of(some).of_left(start, max(start, stop))
    assert listed(found) == [pair for pair in sorted(some) if start <= pair[0] < stop]
