from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dedup.match.excerpts import excerpts
from dedup.match.near_duplicates import first_of_identical
from dedup.match.overlaps import MAX_TEXTS_OF_SHINGLE, MIN_PASSAGE_WORDS, find_overlaps
from dedup.settings import Settings
from tests.features.reference import shingles
from tests.match.builders import features_of, invented_words


def words(seed: int, n: int) -> list[str]:
    return invented_words(Random(seed), n, vocabulary=4000)


def found(texts: list[str], settings: Settings | None = None) -> set[tuple[int, int]]:
    settings = settings or Settings()
    features = features_of(texts, settings)
    first = first_of_identical(features, settings.min_words)
    pairs = excerpts(features, first, find_overlaps(features, first), settings)
    return set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


def test_item_in_a_text_seventy_times_as_long_is_found() -> None:
    for seed in range(20):
        item, host = words(seed, MIN_PASSAGE_WORDS), words(1000 + seed, 3000)
        assert found([" ".join([*host[:1500], *item, *host[1500:]]), " ".join(item)]) == {(0, 1)}


def test_items_below_the_least_number_of_words_are_quotes() -> None:
    item, host = words(1, MIN_PASSAGE_WORDS - 1), words(2, 500)
    assert found([" ".join([*host, *item]), " ".join(item)]) == set()


@given(st.integers(0, 10**6), st.integers(40, 200), st.floats(0.6, 1.0))
@hypothesis_settings(max_examples=40)
def test_what_is_found_is_contained_as_brute_force_says(seed: int, n: int, kept: float) -> None:
    item, host = words(seed, n), words(seed + 1, 600)
    part = item[: int(kept * n)]
    texts = [" ".join([*host[:300], *part, *host[300:]]), " ".join(item)]
    sets = [shingles(text, 5) for text in texts]
    contained = len(sets[0] & sets[1]) / min(map(len, sets))
    assert found(texts) == ({(0, 1)} if contained >= Settings.min_containment else set())


def test_work_on_a_shingle_that_is_everywhere_is_bounded() -> None:
    notice = "all rights reserved by the united coastal wire service of the northern ports"
    n = MAX_TEXTS_OF_SHINGLE + 200
    texts = [" ".join([*words(seed, 60), notice]) for seed in range(n)]
    features = features_of(texts, Settings())
    first = np.arange(n, dtype=np.int32)
    assert len(find_overlaps(features, first).shared) < n


def test_identical_texts_by_the_thousand_give_one_pair_each() -> None:
    item, host = " ".join(words(1, 60)), " ".join(words(2, 300) + words(1, 60))
    assert len(found([host] + [item] * 1500)) == 1500
