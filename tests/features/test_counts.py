"""Counts of a byte, and the few that are larger, are those that were given; so are the weights made of them."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from dedup.article import Article
from dedup.features.counts import MANY, Counts, frequency_of
from dedup.features.extract import extract
from dedup.features.weights import idf_of, weigh, weight_of
from dedup.records import Spans
from dedup.settings import Settings

some_counts = st.lists(st.one_of(st.integers(1, 3), st.integers(MANY - 2, MANY + 2), st.integers(1, 2**31 - 1)))


@njit
def frequencies(counts):  # type: ignore[no-untyped-def]
    return [frequency_of(counts, k) for k in range(len(counts.of_term))]


@njit
def weights_of_row(weights, article, terms, low, high):  # type: ignore[no-untyped-def]
    return [weight_of(weights, article, k, idf_of(weights.idf, article, terms[k])) for k in range(low, high)]


@njit
def frequencies_computed():  # type: ignore[no-untyped-def]
    return [1.0 + np.log(np.int32(n)) for n in range(1, MANY)]


@given(some_counts)
def test_counts_are_those_that_were_given(given_counts: list[int]) -> None:
    counts = Counts.of(np.array(given_counts, np.int32))
    assert counts.at(np.arange(len(given_counts))).tolist() == given_counts
    assert len(counts.large) == sum(count >= MANY for count in given_counts)
    if given_counts:
        np.testing.assert_allclose(frequencies(counts), [1 + math.log(n) for n in given_counts], rtol=1e-15)


def test_logarithms_that_are_looked_up_are_those_that_are_computed() -> None:
    assert frequencies(Counts.of(np.arange(1, MANY, dtype=np.int32))) == frequencies_computed()


def test_large_counts_stay_with_their_terms() -> None:
    random, vocabulary = Random(4), [f"{chr(97 + k)}quorvish" for k in range(20)]
    articles, expected = [], []
    for _ in range(30):
        n_times = {word: random.choice([1, 2, MANY - 1, MANY, 300, 700]) for word in random.sample(vocabulary, 6)}
        words = [word for word, n in n_times.items() for _ in range(n)]
        random.shuffle(words)
        articles.append(Article(text=" ".join(words), language="en"))
        expected.append(sorted(n_times.values()))
    features, terms = extract(articles, Spans.whole(articles), Settings())
    rows = weigh(terms, features.n_words, ["en"] * len(articles))
    for i, (low, high) in enumerate(pairwise(rows.bounds.tolist())):
        entries = np.arange(low, high)
        assert sorted(rows.weights.counts.at(entries).tolist()) == expected[i]
        spelt = articles[i].text.split()
        word_of = {term: word for word in set(spelt) for term in extract_terms(word)}
        of_row = [spelt.count(word_of[term]) for term in rows.vocabulary[rows.terms[entries]].tolist()]
        assert rows.weights.counts.at(entries).tolist() == of_row
        weights = np.array(weights_of_row(rows.weights, i, rows.terms, low, high), np.float32)
        np.testing.assert_array_equal(weights, rows.weights_of(entries))


def extract_terms(word: str) -> list[int]:
    found: list[int] = extract([Article(text=word)], Spans.whole([Article(text=word)]), Settings())[
        1
    ].vocabulary.tolist()
    return found
