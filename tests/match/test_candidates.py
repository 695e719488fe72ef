from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.features.extract import extract
from dedup.features.weights import Rows, weigh
from dedup.match.candidates import CONFUSABLE, HEAVIEST, MIN_COSINE, propose
from dedup.records import Article, Spans
from dedup.settings import Settings

from .builders import invented_words

FERRY = Article(text="The ferry Isolde ran aground off Marrow Point on Saturday", language="en")


def rows_of(articles: Sequence[Article]) -> Rows:
    features, terms = extract(articles, Spans.whole(articles), Settings())
    return weigh(terms, features.n_words, [article.language for article in articles])


def proposed(
    articles: Sequence[Article], max_days: float = 365.0, paired: Sequence[bool] | None = None
) -> set[tuple[int, int]]:
    looked_at = np.array([True] * len(articles) if paired is None else paired, np.bool_)
    pairs, _ = propose(rows_of(articles), articles, looked_at, max_days)
    found = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert found == sorted(set(found))
    assert all(left < right for left, right in found)
    return set(found)


def cosines(articles: Sequence[Article]) -> dict[tuple[int, int], float]:
    rows = rows_of(articles)
    vectors = np.zeros((len(rows), len(rows.n_articles_with)))
    for i in range(len(rows)):
        entries = slice(rows.bounds[i], rows.bounds[i + 1])
        vectors[i, rows.terms[entries]] = rows.weights[entries]
    return {(i, j): float(vectors[i] @ vectors[j]) for i, j in combinations(range(len(rows)), 2)}


@given(st.integers(0, 2**32), st.integers(0, 20))
@settings(deadline=None, max_examples=40)
def test_every_pair_of_short_articles_with_the_least_cosine_is_proposed(seed: int, n: int) -> None:
    random = Random(seed)
    articles = [Article(text=" ".join(invented_words(random, random.randrange(HEAVIEST)))) for _ in range(n)]
    found, noise = proposed(articles), 1e-6
    for pair, cosine in cosines(articles).items():
        if abs(cosine - MIN_COSINE) > noise:
            assert (pair in found) == (cosine >= MIN_COSINE)


def test_long_articles_are_found_by_their_heaviest_terms() -> None:
    random = Random(3)
    common = sorted(set(invented_words(random, 300)))
    texts = [
        " ".join([*random.sample(common, 100), *[f"quorvish{story}"] * 6]) for story in range(20) for _ in range(2)
    ]
    found = proposed([Article(text=text) for text in texts])
    assert {(i, i + 1) for i in range(0, len(texts), 2)} <= found


@pytest.mark.parametrize(("days", "is_found"), [(10, True), (11, False)])
def test_articles_published_too_far_apart_are_not_proposed(days: int, is_found: bool) -> None:
    day = date(2031, 5, 3)
    later = replace(FERRY, published=day + timedelta(days=days))
    assert proposed([replace(FERRY, published=day), later], max_days=10) == ({(0, 1)} if is_found else set())


def test_articles_without_a_date_are_proposed_with_any() -> None:
    old = replace(FERRY, published=date(1987, 2, 26))
    assert proposed([FERRY, old, FERRY], max_days=1) == {(0, 1), (0, 2), (1, 2)}


def test_articles_in_two_languages_are_never_proposed() -> None:
    assert proposed([FERRY, replace(FERRY, language="de")]) == set()


def test_unknown_language_may_be_any() -> None:
    assert proposed([FERRY, replace(FERRY, language="")]) == {(0, 1)}


@pytest.mark.parametrize("group", CONFUSABLE)
def test_languages_that_are_mistaken_for_each_other_are_proposed(group: str) -> None:
    articles = [replace(FERRY, language=language) for language in group.split()]
    assert proposed(articles) == set(combinations(range(len(articles)), 2))


def test_articles_that_are_not_to_be_paired_are_left_out() -> None:
    assert proposed([FERRY] * 4, paired=[True, False, True, True]) == {(0, 2), (0, 3), (2, 3)}


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_articles_have_no_candidates(n: int) -> None:
    assert proposed([FERRY] * n) == set()


def test_articles_without_words_in_common_are_not_proposed() -> None:
    assert proposed([FERRY, Article(text="Melon prices fell by a third", language="en"), Article(text="")]) == set()
