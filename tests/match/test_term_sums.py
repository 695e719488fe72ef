"""Sums over shared terms equal those of a plain walk over both articles."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.kernel import IN_LEAD, IN_TITLE, IS_NAME, IS_NUMBER, LEAD_WORDS
from dedup.features.weights import Rows, weigh
from dedup.match.pairs import Pairs
from dedup.match.term_sums import N_FIGURES, N_FORM, N_OWN, N_SHARED, N_TITLE_WORDS, TermSums, shared_sums
from dedup.records import Spans
from dedup.settings import Settings

from .builders import invented_words


def folder(random: Random, n: int) -> Rows:
    """Return the rows of invented articles, with names and figures among the words."""
    articles = []
    for _ in range(n):
        words = invented_words(random, random.randrange(2 * LEAD_WORDS), vocabulary=60)
        spelt = [random.choice([word, word, word.title(), str(random.randrange(20))]) for word in words]
        title, language = " ".join(spelt[: random.randrange(6)]), random.choice(["en", "en", "de", ""])
        articles.append(Article(title=title, text=" ".join(spelt), language=language))
    features, terms = extract(articles, Spans.whole(articles), Settings())
    return weigh(terms, features.n_words, [article.language for article in articles])


def described(rows: Rows, a: int) -> dict[int, tuple[Any, ...]]:
    """Return term -> weight, IDF, and whether it stands in the title and in the lead, is a name, is a figure."""
    entries = np.arange(rows.bounds[a], rows.bounds[a + 1])
    columns = (column.tolist() for column in (rows.terms[entries], rows.weights_of(entries), rows.idf_of(entries)))
    return {
        term: (weight, idf, *(bool(marks & mark) for mark in (IN_TITLE, IN_LEAD, IS_NAME, IS_NUMBER)))
        for term, weight, idf, marks in zip(*columns, rows.marks_of(entries).tolist(), strict=True)
    }


@given(st.integers(0, 2**32), st.integers(2, 8))
@settings(max_examples=30)
def test_sums_over_shared_terms_are_those_of_a_plain_walk(seed: int, n: int) -> None:
    rows = folder(Random(seed), n)
    left, right = np.array(list(combinations(range(n), 2)), np.int32).T
    found = shared_sums(rows, Pairs(left, right))
    assert found.shape == (len(left), N_SHARED)
    for pair, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        one, other = described(rows, a), described(rows, b)
        both = [(one[term], other[term]) for term in sorted(one.keys() & other.keys())]
        products = [x[0] * y[0] for x, y in both]
        squares = [x[1] * y[1] for x, y in both]

        def masses(which: int, sides: int, both=both, squares=squares) -> float:  # type: ignore[no-untyped-def]
            """Sum the squares where the left (1), the right (2) or either side is so marked."""
            marked = [(x[which] or not sides & 1) and (y[which] or not sides & 2) for x, y in both]
            return float(sum(square for square, holds in zip(squares, marked, strict=True) if holds))

        expected = [
            sum(products), max(products, default=0), sum(min(x[1], y[1]) for x, y in both),
            masses(2, 3), masses(3, 3), masses(2, 1), masses(2, 2), masses(4, 1), masses(4, 2), masses(3, 1),
            masses(3, 2), sum(x[5] for x, _ in both), sum(not x[5] and not x[4] and not y[4] for x, y in both),
            sum(x[2] and y[2] and not x[5] for x, y in both),
        ]  # fmt: skip
        assert found[pair] == pytest.approx(expected, rel=1e-6)


def test_figures_form_and_words_of_the_title_of_an_article_are_counted() -> None:
    rows = folder(Random(7), 5)
    own = TermSums.of(rows).own
    assert own.shape == (5, N_OWN)
    for a in range(5):
        terms = described(rows, a).values()
        assert own[a, N_FIGURES] == sum(term[5] for term in terms)
        assert own[a, N_FORM] == sum(not term[5] and not term[4] for term in terms)
        assert own[a, N_TITLE_WORDS] == sum(term[2] and not term[5] for term in terms)
