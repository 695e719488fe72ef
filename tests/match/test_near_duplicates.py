from __future__ import annotations

from dataclasses import replace
from random import Random
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from dedup.features.bands import RECALL
from dedup.machine.stored import StoredArrays
from dedup.match.near_duplicates import (
    MAX_PAIRED,
    are_near,
    first_of_identical,
    measure_shingles,
    near_duplicates,
    paired_articles,
)
from dedup.match.pairs import Pairs
from dedup.settings import Settings
from tests.features.reference import jaccard, shingles
from tests.machine.resident import only_linux_tells, resident_bytes

from .builders import brute_force_pairs, edited, features_of, found_pairs, invented_words

WIRE = "the ferry ran aground off marrow point on saturday evening with all aboard safe"


@st.composite
def corpora(draw: st.DrawFn) -> list[str]:
    """A few texts, each with copies that were edited more or less."""
    random = Random(draw(st.integers(0, 2**32)))
    texts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        words = invented_words(random, draw(st.integers(0, 60)))
        texts.append(" ".join(words))
        for _ in range(draw(st.integers(0, 4))):
            texts.append(" ".join(edited(random, words, draw(st.integers(0, 6))) if words else words))
    random.shuffle(texts)
    return texts


def settings(min_jaccard: float = 0.8, shingle_size: int = 5, min_words: int = 5) -> Settings:
    return Settings(min_jaccard=min_jaccard, shingle_size=shingle_size, min_words=min_words)


@given(corpora(), st.sampled_from([0.3, 0.5, 0.8, 1.0]), st.sampled_from([1, 3, 5]))
@run(max_examples=40)
def test_every_reported_pair_is_a_brute_force_pair(texts: list[str], min_jaccard: float, size: int) -> None:
    chosen = settings(min_jaccard, size)
    found = found_pairs(texts, chosen)
    assert found == sorted(set(found))
    assert set(found) <= brute_force_pairs(texts, chosen)


@given(corpora(), st.integers(1, 6))
@run(max_examples=40)
def test_measures_equal_brute_force(texts: list[str], size: int) -> None:
    left, right = np.triu_indices(len(texts), k=1)
    pairs = Pairs(left.astype(np.int32), right.astype(np.int32))
    found_jaccard, found_containment = measure_shingles(features_of(texts, settings(shingle_size=size)), pairs)
    for i, j, of_all, of_smaller in zip(left, right, found_jaccard, found_containment, strict=True):
        one, other = shingles(texts[i], size), shingles(texts[j], size)
        assert of_all == pytest.approx(jaccard(texts[i], texts[j], size))
        assert of_smaller == pytest.approx(len(one & other) / max(min(len(one), len(other)), 1))


@only_linux_tells
def test_shingles_that_were_measured_take_no_memory() -> None:
    stored = StoredArrays(np.uint64)
    for k in range(2):
        stored.append(np.arange(k, 2_000_000 + k, dtype=np.uint64))
    shingles, n_sampled = stored.joined(), np.full((2, 3), 2_000_000, np.int32)
    bounds = np.array([0, 2_000_000, 4_000_000])
    features = replace(features_of(["", ""], Settings()), shingles=shingles, shingle_bounds=bounds, n_sampled=n_sampled)
    pair = Pairs(np.array([0], np.int32), np.array([1], np.int32))
    without = resident_bytes()
    assert measure_shingles(features, pair)[1].tolist() == [1_999_999 / 2_000_000]
    assert resident_bytes() - without < 0.2 * shingles.nbytes


@given(corpora(), st.sampled_from([0.3, 0.5, 0.8, 1.0]), st.integers(1, 6))
@run(max_examples=40)
def test_pairs_are_near_where_their_measure_says_so(texts: list[str], min_jaccard: float, size: int) -> None:
    left, right = np.triu_indices(len(texts), k=1)
    pairs = Pairs(left.astype(np.int32), right.astype(np.int32))
    features = features_of(texts, settings(shingle_size=size))
    measured, _ = measure_shingles(features, pairs)
    assert are_near(features, pairs, min_jaccard).tolist() == (measured >= min_jaccard).tolist()


@pytest.mark.parametrize("min_jaccard", [0.5, 0.8, 0.9])
def test_recall_against_brute_force_is_high_even_near_the_threshold(min_jaccard: float) -> None:
    random = Random(7)
    texts = []
    for _ in range(30):
        words = invented_words(random, 120)
        texts += [" ".join(words), *(" ".join(edited(random, words, n)) for n in (1, 1, 2, 3, 5, 8, 10))]
    expected = brute_force_pairs(texts, settings(min_jaccard))
    near = {pair for pair in expected if jaccard(texts[pair[0]], texts[pair[1]], 5) < min_jaccard + 0.05}
    found = set(found_pairs(texts, settings(min_jaccard)))
    assert len(near) > 20
    assert len(found & near) >= 0.95 * len(near)
    assert len(found & expected) >= 0.98 * len(expected)


def test_without_bands_nothing_is_proposed_in_silence() -> None:
    features = features_of([WIRE, WIRE], Settings())
    rest = features.without_bands()
    assert np.array_equal(rest.shingles, features.shingles)
    with pytest.raises(ValueError, match="the keys of 18 bands are needed, got 0"):
        near_duplicates(rest, first_of_identical(rest, 5), Settings())


def test_threshold_is_inclusive() -> None:
    words = ["aba", "ebe", "ibi", "obo", "ubu", "aca", "ece", "ici", "oco"]
    texts = [" ".join(words), " ".join(words[:-1])]  # of nine words one is left out: 8 / 9 with shingles of one
    exact = 8 / 9
    assert found_pairs(texts, settings(exact, shingle_size=1)) == [(0, 1)]
    assert found_pairs(texts, settings(float(np.nextafter(exact, 1)), shingle_size=1)) == []


def test_pairs_at_the_threshold_are_proposed_as_often_as_banding_says() -> None:
    random = Random(11)
    at_threshold, found = 0, 0
    for _ in range(100):
        words = [f"{word}{k}" for k, word in enumerate(invented_words(random, 45))]
        texts = [" ".join(words), " ".join(words[:36])]
        at_threshold += jaccard(texts[0], texts[1], 1) == 0.8
        found += len(found_pairs(texts, settings(0.8, shingle_size=1)))
    assert at_threshold == 100
    assert found >= (RECALL - 0.02) * at_threshold


def test_identical_texts_are_paired_whatever_their_case_and_punctuation() -> None:
    texts = [WIRE, WIRE.upper() + "!", WIRE.replace(" ", "\n\n"), "melons are cheap at the market this week"]
    assert found_pairs(texts, settings()) == [(0, 1), (0, 2), (1, 2)]


def test_texts_that_are_too_short_are_never_copies() -> None:
    texts = ["page not found here", "page not found here", "", "", "…", "…"]
    assert found_pairs(texts, settings()) == []
    assert found_pairs(texts, settings(min_words=4)) == [(0, 1)]


def test_two_empty_articles_are_not_copies_whatever_the_settings() -> None:
    assert found_pairs(["", ""], settings(0.01, 1, min_words=1)) == []


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_articles_have_no_pairs(n: int) -> None:
    assert found_pairs([WIRE] * n, settings()) == []


def test_same_shingles_in_another_order_are_not_identical() -> None:
    texts = ["a b a b a b a b a", "b a b a b a b a b"]
    features = features_of(texts, settings(shingle_size=2))
    assert first_of_identical(features, 5).tolist() == [0, 1]
    assert found_pairs(texts, settings(shingle_size=2)) == [(0, 1)]


def test_text_that_many_share_is_paired_through_its_first_article() -> None:
    n, changed = MAX_PAIRED + 50, WIRE + " and sound"
    texts = [WIRE] * n + [changed]
    found = found_pairs(texts, settings(0.7))
    assert found == [(0, i) for i in range(1, n + 1)]


def test_up_to_the_limit_all_pairs_of_identical_texts_are_reported() -> None:
    assert len(found_pairs([WIRE] * MAX_PAIRED, settings())) == MAX_PAIRED * (MAX_PAIRED - 1) // 2


def test_pairs_stay_linear_where_thousands_share_one_text() -> None:
    assert len(found_pairs([WIRE] * 3000, settings())) == 2999


def test_every_article_is_paired_with_others_or_with_its_first() -> None:
    first = np.array([0, *[0] * MAX_PAIRED, MAX_PAIRED + 1], np.int32)
    assert paired_articles(first).tolist() == [True, *[False] * MAX_PAIRED, True]


def test_a_text_much_longer_than_another_is_compared_as_any() -> None:
    words = invented_words(Random(5), 3000)
    texts = [" ".join(words), " ".join(words[1000:1030]), " ".join([*words[:10], "other", *words[2985:]]), "w " * 20]
    features = features_of(texts, settings())
    pairs = Pairs(np.array([0, 0, 0, 1], np.int32), np.array([1, 2, 3, 2], np.int32))
    sets = [shingles(text, 5) for text in texts]
    n_shared = [len(sets[i] & sets[j]) for i, j in zip(*pairs, strict=True)]
    smaller = [min(len(sets[i]), len(sets[j])) for i, j in zip(*pairs, strict=True)]
    _, containment = measure_shingles(features, pairs)
    np.testing.assert_allclose(containment, np.divide(n_shared, smaller))


def test_a_short_text_does_not_take_the_time_that_reading_a_long_one_takes() -> None:
    long, short = "w{} " * 200_000, "w{} " * 20
    texts = [text.format(*range(text.count("{}"))) for text in (long, long, short)]
    features = features_of(texts, settings())

    def seconds(right: int, n: int) -> float:
        start = perf_counter()
        measure_shingles(features, Pairs(np.zeros(n, np.int32), np.full(n, right, np.int32)))
        return perf_counter() - start

    seconds(2, 1)  # compiles
    assert seconds(2, 2000) < seconds(1, 200)
