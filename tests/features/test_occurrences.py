"""The byte of an occurrence, with the few frequencies beside it, tells marks and counts; so do weights made of it."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.kernel import IN_LEAD, IN_TITLE, IS_NAME, IS_NUMBER, IS_PAIR
from dedup.features.occurrences import MARKS, Occurrences, frequency_of
from dedup.features.weights import idf_of, weigh, weight_of
from dedup.records import Spans
from dedup.settings import Settings

some_marks = st.integers(0, 31).filter(lambda marks: not marks & IN_TITLE or marks & IN_LEAD > 0)
some_terms = st.lists(st.tuples(st.one_of(st.integers(1, 50), st.integers(1, 2**31 - 1)), some_marks))


@njit
def frequencies(occurrences):  # type: ignore[no-untyped-def]
    return [frequency_of(occurrences, k) for k in range(len(occurrences.kinds))]


@njit
def weights_of_row(weights, article, terms, low, high):  # type: ignore[no-untyped-def]
    return [weight_of(weights, article, k, idf_of(weights.idf, article, terms[k])) for k in range(low, high)]


@given(some_terms)
def test_kinds_tell_marks_and_frequencies(terms: list[tuple[int, int]]) -> None:
    counts, marks = np.array(terms, np.int32).reshape(-1, 2).T
    occurrences = Occurrences.of(counts, marks.astype(np.uint8))
    assert MARKS[occurrences.kinds].tolist() == marks.tolist()
    expected = [1 + math.log(count) for count in counts.tolist()]
    assert occurrences.frequencies_of(np.arange(len(terms))).tolist() == expected
    assert not terms or frequencies(occurrences) == expected


def test_what_is_there_a_few_times_is_told_by_its_kind() -> None:
    marks = np.arange(32, dtype=np.uint8)
    untold = Occurrences.of(np.full(32, 5, np.int32), marks).places
    met = {0, IN_LEAD, IN_LEAD | IN_TITLE, IS_NAME, IS_NUMBER, IS_PAIR, IS_NAME | IS_PAIR}
    assert len(MARKS) == 256
    assert not met & set(untold.tolist())


def test_large_counts_stay_with_their_terms() -> None:
    random, vocabulary = Random(4), [f"{chr(97 + k)}quorvish" for k in range(20)]
    articles, expected = [], []
    for _ in range(30):
        n_times = {word: random.choice([1, 2, 21, 22, 29, 30, 43, 44, 300]) for word in random.sample(vocabulary, 6)}
        words = [word for word, n in n_times.items() for _ in range(n)]
        random.shuffle(words)
        articles.append(Article(text=" ".join(words), language="en"))
        expected.append(sorted(n_times.values()))
    features, terms = extract(articles, Spans.whole(articles), Settings())
    rows = weigh(terms, features.n_words, ["en"] * len(articles))
    for i, (low, high) in enumerate(pairwise(rows.bounds.tolist())):
        entries = np.arange(low, high)
        of_entries = rows.weights.occurrences.frequencies_of(entries).tolist()
        assert sorted(of_entries) == [1 + math.log(n) for n in expected[i]]
        spelt = articles[i].text.split()
        word_of = {term: word for word in set(spelt) for term in extract_terms(word)}
        of_row = [spelt.count(word_of[term]) for term in rows.vocabulary[rows.terms[entries]].tolist()]
        assert of_entries == [1 + math.log(n) for n in of_row]
        weights = np.array(weights_of_row(rows.weights, i, rows.terms, low, high), np.float32)
        np.testing.assert_array_equal(weights, rows.weights_of(entries))


def extract_terms(word: str) -> list[int]:
    found: list[int] = extract([Article(text=word)], Spans.whole([Article(text=word)]), Settings())[
        1
    ].vocabulary.tolist()
    return found
