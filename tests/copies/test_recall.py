"""Recall and precision on real articles, against brute force and against reprints and excerpts made of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from dedup.match.near_duplicates import first_of_identical, measure_shingles, near_duplicates
from dedup.match.overlaps import MIN_PASSAGE_WORDS
from dedup.match.pairs import Pairs
from dedup.pipeline import Measured, measure
from dedup.records import Article
from dedup.settings import Settings
from tests.copies.brute_force import all_pairs, real_articles
from tests.copies.damage import Damage, reprint, set_into

N_MADE = 300
MIN_CHARS = 400


@pytest.fixture(scope="module", params=["speed-german", "gva", "speed-reuters"])
def articles(request: pytest.FixtureRequest) -> list[Article]:
    # A third of Reuters: brute force over all of it takes minutes.
    return real_articles(request.param)[:7000]


@pytest.fixture(scope="module")
def measured(articles: list[Article]) -> Measured:
    return measure(articles, Settings())


@pytest.mark.parametrize(("min_jaccard", "least"), [(0.5, 0.97), (0.6, 0.97), (0.8, 0.99), (0.9, 0.97)])
def test_near_duplicates_are_those_of_brute_force(measured: Measured, min_jaccard: float, least: float) -> None:
    settings = Settings(min_jaccard=min_jaccard)
    features = measured.features
    found = near_duplicates(features, first_of_identical(features, settings.min_words), settings)
    pairs, jaccard, _ = all_pairs(features)
    n_words = np.minimum(features.n_body_words[pairs.left], features.n_body_words[pairs.right])
    true = pairs.where((jaccard >= min_jaccard) & (n_words >= settings.min_words))
    assert found.are_in(true).all()
    assert true.are_in(found).mean() >= least


def test_excerpts_are_those_of_brute_force(measured: Measured) -> None:
    pairs, _, containment = all_pairs(measured.features)
    n_words = measured.features.n_body_words
    long_enough = np.minimum(n_words[pairs.left], n_words[pairs.right]) >= MIN_PASSAGE_WORDS
    true = pairs.where((containment >= Settings.min_containment) & long_enough)
    assert true.are_in(measured.pairs).mean() >= 0.95


def test_articles_set_into_others_are_found(articles: list[Article]) -> None:
    random = Random(1)
    long = [i for i, article in enumerate(articles) if len(article.text) >= MIN_CHARS]
    made, true = list(articles), []
    for i in random.sample(long, N_MADE):
        hosts = random.sample(long, 4)
        true.append((i, len(made)))
        text = set_into(articles[i].text, "\n".join(articles[host].text for host in hosts), random)
        made.append(replace(articles[i], text=text, location=f"made#{len(made)}"))
    settings = Settings(boilerplate=False)
    measured = measure(made, settings)
    wanted = _pairs(true)
    _, containment = measure_shingles(measured.features, wanted)
    wanted = wanted.where(containment >= settings.min_containment)
    assert len(wanted.left) > 0.9 * N_MADE
    assert wanted.are_in(measured.pairs).mean() >= 0.95


@pytest.mark.parametrize("damage", [Damage(), Damage(wrong=0.06), Damage(dropped=0.3)], ids=str)
def test_reprints_are_told_from_templates_and_other_articles(articles: list[Article], damage: Damage) -> None:
    random = Random(2)
    long = [i for i, article in enumerate(articles) if len(article.text) >= MIN_CHARS]
    made, true = list(articles), []
    for i in random.sample(long, N_MADE):
        true.append((i, len(made)))
        text = reprint(articles[i].text, articles[random.choice(long)].text, random, damage)
        made.append(replace(articles[i], text=text, title="A new headline", location=f"made#{len(made)}"))
    measured = measure(made, Settings(boilerplate=False))
    wanted, found = _pairs(true), measured.reprinted
    jaccard, _ = measure_shingles(measured.features, wanted)
    recall = wanted.are_in(found).mean()
    of_made = found.where(found.right >= len(articles))
    # Articles that are copies of the source are right as well.
    source = {made_: i for i, made_ in true}
    pairs = sorted(
        {(min(i, source[j]), max(i, source[j])) for i, j in zip(*_lists(of_made), strict=True) if j in source}
    )
    _, alike = measure_shingles(measured.features, _pairs([pair for pair in pairs if pair[0] != pair[1]]))
    n_wrong = int((alike < 0.6).sum())
    print(f"\n{damage}: recall {recall:.3f}, wrong {n_wrong}, Jaccard of 0.8 alone {np.mean(jaccard >= 0.8):.3f}")  # noqa: T201
    assert recall >= 0.9
    assert recall * N_MADE / (recall * N_MADE + n_wrong) >= 0.95
    assert np.mean(jaccard >= 0.8) < 0.05


def _pairs(pairs: list[tuple[int, int]]) -> Pairs:
    keys = np.array([left << 32 | right for left, right in pairs], np.int64)
    return Pairs.from_keys(np.unique(keys))


def _lists(pairs: Pairs) -> tuple[list[int], list[int]]:
    return pairs.left.tolist(), pairs.right.tolist()
