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
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.weights import Rows, weigh
from dedup.match import candidates, nearest, term_index
from dedup.match.candidates import MIN_COSINE, propose
from dedup.match.nearest import CONFUSABLE, NearSome
from dedup.match.pairs import NO_PAIRS
from dedup.match.term_index import HEAVIEST, HeaviestOfAll
from dedup.records import Spans
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
    blocks = propose(rows_of(articles), articles, looked_at, max_days, NO_PAIRS)
    found = [pair for block in blocks for pair in zip(*map(np.ndarray.tolist, block.pairs), strict=True)]
    assert found == sorted(set(found))
    assert all(left < right for left, right in found)
    return set(found)


def cosines(articles: Sequence[Article]) -> dict[tuple[int, int], float]:
    rows = rows_of(articles)
    vectors = np.zeros((len(rows), len(rows.n_articles_with)))
    for i in range(len(rows)):
        entries = np.arange(rows.bounds[i], rows.bounds[i + 1])
        vectors[i, rows.terms[entries]] = rows.weights_of(entries)
    return {(i, j): float(vectors[i] @ vectors[j]) for i, j in combinations(range(len(rows)), 2)}


@given(st.integers(0, 2**32), st.integers(0, 20))
@settings(max_examples=40)
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


def test_of_no_articles_there_is_a_block_of_no_pairs() -> None:
    assert [len(block.right) for block in propose(rows_of([]), [], np.ones(0, np.bool_), 365.0, NO_PAIRS)]
    assert not proposed([])


def test_words_of_no_weight_propose_nothing() -> None:
    articles = [FERRY] * 3
    rows = rows_of(articles)
    idf = rows.weights.idf._replace(values=np.zeros_like(rows.weights.idf.values))
    weightless = replace(rows, weights=rows.weights._replace(idf=idf))
    blocks = propose(weightless, articles, np.ones(3, np.bool_), 365.0, NO_PAIRS)
    assert [len(block.right) for block in blocks] == [0]
    ((_, heaviest),) = HeaviestOfAll(weightless, np.ones(3, np.bool_), np.arange(3, dtype=np.int32))
    assert len(heaviest.terms) == 0


def heads(articles: Sequence[Article]) -> NDArray[np.float32]:
    """Return the heaviest terms of each article as a vector, the reference of the index."""
    rows = rows_of(articles)
    vectors = np.zeros((len(rows), len(rows.n_articles_with)), np.float32)
    weights = rows.weights_of(np.arange(len(rows.terms)))
    for i in range(len(rows)):
        low, high = rows.bounds[i], rows.bounds[i + 1]
        shared = [k for k in range(low, high) if rows.n_articles_with[rows.terms[k]] >= 2]
        for k in sorted(shared, key=lambda k: (-weights[k], rows.terms[k]))[:HEAVIEST]:
            vectors[i, rows.terms[k]] = weights[k]
    return vectors


@given(st.integers(0, 2**32), st.integers(0, 30), st.integers(1, 6))
@settings(max_examples=40)
def test_the_nearest_over_the_heaviest_terms_within_the_window_are_proposed(seed: int, n: int, n_nearest: int) -> None:
    random = Random(seed)
    days = [random.choice([None, date(2031, 1, 1) + timedelta(random.randrange(30))]) for _ in range(n)]
    articles = [
        Article(text=" ".join(invented_words(random, random.randrange(120), vocabulary=300)), published=day)
        for day in days
    ]
    vectors, expected, sure = heads(articles), set(), set()
    noise = 1e-5
    for i in range(n):
        scores = {
            j: float(vectors[i] @ vectors[j])
            for j in range(n)
            if i != j and (days[i] is None or days[j] is None or abs(days[i] - days[j]).days <= 10)  # type: ignore[operator]
        }
        last = sorted([0.02] * n_nearest + list(scores.values()))[-n_nearest]
        expected |= {(min(i, j), max(i, j)) for j, score in scores.items() if score >= last - noise}
        sure |= {(min(i, j), max(i, j)) for j, score in scores.items() if score >= last + noise}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest, "NEAREST", n_nearest)
        found = proposed(articles, max_days=10)
    high = {pair for pair, cosine in cosines(articles).items() if cosine >= MIN_COSINE + noise}
    assert found <= expected
    assert sure & high <= found


def test_all_that_are_as_near_as_the_last_are_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "NEAREST", 1)
    assert proposed([FERRY] * 4) == set(combinations(range(4), 2))


def test_a_pair_that_only_one_of_two_is_near_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "NEAREST", 1)
    texts = [
        "quorvish ferry dredger barge marsh",
        "quorvish ferry dredger barge silt",
        "silt quorvish melon prices tide",
    ]
    assert proposed([Article(text=text) for text in texts]) >= {(0, 1), (1, 2)}


@given(st.integers(0, 2**32), st.integers(0, 20), st.integers(1, 9))
@settings(max_examples=40)
def test_who_is_near_whom_is_turned_into_the_pairs_of_each_left_article(seed: int, n: int, n_turns: int) -> None:
    random = Random(seed)
    order = random.sample(range(n), n)
    near = {i: random.sample([j for j in range(n) if j != i], random.randrange(n)) for i in order}
    expected = sorted((min(i, j), max(i, j)) for i, others in near.items() for j in others)
    parts = [
        NearSome(*(np.array(column, np.int32) for column in (some, [len(near[i]) for i in some], flat)))
        for some in (order[:5], order[5:])
        for flat in [[j for i in some for j in near[i]]]
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_TURNS", n_turns)
        patch.setattr(candidates, "_BLOCK", 3)
        found = [
            (start + k, j)
            for start, bounds, right in candidates._either_way(n, parts)
            for k in range(len(bounds) - 1)
            for j in right[bounds[k] : bounds[k + 1]].tolist()
        ]
    assert [i for i, _ in found] == [i for i, _ in expected]
    assert sorted(found) == expected


def test_ranges_worked_on_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(5)
    articles = [Article(text=" ".join(invented_words(random, 60, vocabulary=300))) for _ in range(40)]
    articles += [replace(article, published=date(2031, 1, 1)) for article in articles[:30]]
    at_once = proposed(articles)
    monkeypatch.setattr(candidates, "_BLOCK", 7)
    monkeypatch.setattr(candidates, "_TURNS", 3)
    monkeypatch.setattr(nearest, "_PLACES", 11)
    monkeypatch.setattr(term_index, "_RANGE", 3)
    assert proposed(articles) == at_once
