from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.features.column import Column
from dedup.features.vocabulary import Vocabulary

HASHES = st.integers(0, 2**64 - 1)


@given(st.lists(st.lists(HASHES | st.sampled_from([0, 1 << 16, 2 << 16, 2**64 - 1]))))
def test_terms_are_numbered_in_the_order_they_were_met(batches: list[list[int]]) -> None:
    vocabulary = Vocabulary()
    expected: dict[int, int] = {}
    for batch in batches:
        numbers = [expected.setdefault(term, len(expected)) for term in batch]
        assert vocabulary.number(np.array(batch, np.uint64)).tolist() == numbers
    assert vocabulary.terms().tolist() == [*expected]


def test_a_vocabulary_grows_as_terms_are_met() -> None:
    terms = np.arange(200_000, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    vocabulary = Vocabulary()
    assert vocabulary.number(terms).tolist() == list(range(200_000))
    assert vocabulary.number(terms[::-1]).tolist() == list(range(200_000))[::-1]
    assert vocabulary.terms().tolist() == terms.tolist()


def test_threads_number_terms_at_the_same_time() -> None:
    vocabulary = Vocabulary()
    batches = [np.random.default_rng(seed).integers(0, 50_000, 20_000, np.uint64) for seed in range(20)]
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(vocabulary.number, batches))
    terms = vocabulary.terms()
    assert len(terms) == len(np.unique(np.concatenate(batches)))
    assert all((terms[ids] == batch).all() for ids, batch in zip(numbers, batches, strict=True))


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)))), st.integers(0, 9))
def test_a_column_holds_what_was_added_in_that_order(batches: list[list[tuple[int, int]]], n: int) -> None:
    column = Column(np.int32, n, 2)
    for batch in batches:
        column.extend(np.array(batch, np.int32).reshape(-1, 2))
    assert column.finish().tolist() == [list(row) for batch in batches for row in batch]
