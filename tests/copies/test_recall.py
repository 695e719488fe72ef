"""Recall and precision on real articles, against brute force and against reprints and excerpts made of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from dedup.article import Article
from dedup.clean import stubs, too_short
from dedup.features.extract import extract_features
from dedup.match.near_duplicates import first_of_identical, measure_shingles, near_duplicates
from dedup.match.overlaps import MIN_PASSAGE_WORDS
from dedup.match.pairs import Pairs
from dedup.matches import Verdict
from dedup.pipeline import Measured
from dedup.settings import Settings
from tests.copies.brute_force import all_pairs, real_articles
from tests.copies.damage import Damage, set_into
from tests.copies.made import MIN_CHARS, add_reprints, copies_among, measured_as_in_a_scan, n_wrong, pairs_of

N_MADE = 300


@pytest.fixture(scope="module", params=["speed-german", "gva", "speed-reuters"])
def articles(request: pytest.FixtureRequest) -> list[Article]:
    # A third of Reuters: brute force over all of it takes minutes.
    return stubs(too_short(real_articles(request.param)[:7000], Settings())[0])[0]


@pytest.fixture(scope="module")
def measured(articles: list[Article]) -> Measured:
    return measured_as_in_a_scan(articles, Settings())


@pytest.mark.parametrize(("min_jaccard", "least"), [(0.5, 0.97), (0.6, 0.97), (0.8, 0.99), (0.9, 0.97)])
def test_near_duplicates_are_those_of_brute_force(
    articles: list[Article], measured: Measured, min_jaccard: float, least: float
) -> None:
    settings = Settings(min_jaccard=min_jaccard)
    features = extract_features(articles, measured.spans, settings)
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
    matches = copies_among(measured, Settings())
    reported = Pairs(*matches.sides)
    assert true.are_in(reported.where(matches.verdict <= Verdict.EXCERPT.code)).mean() >= 0.95
    right = reported.where(matches.verdict == Verdict.EXCERPT.code).are_in(true)
    assert right.sum() >= 0.98 * len(right)  # gva has none


def test_articles_set_into_others_are_found_and_no_others(articles: list[Article]) -> None:
    random = Random(1)
    long = [i for i, article in enumerate(articles) if len(article.text) >= MIN_CHARS]
    made, true, parts_of = list(articles), [], {}
    for i in random.sample(long, N_MADE):
        hosts = random.sample(long, 4)
        true.append((i, len(made)))
        parts_of[len(made)] = (i, *hosts)
        text = set_into(articles[i].text, "\n".join(articles[host].text for host in hosts), random)
        made.append(replace(articles[i], text=text, location=f"made#{len(made)}"))
    settings = Settings(boilerplate=False)
    measured = measured_as_in_a_scan(made, settings)
    wanted = pairs_of(true)
    _, containment = measure_shingles(measured.features, wanted)
    wanted = wanted.where(containment >= settings.min_containment)
    assert len(wanted.left) > 0.9 * N_MADE
    matches = copies_among(measured, settings)
    reported = Pairs(*matches.sides)
    assert wanted.are_in(reported.where(matches.verdict <= Verdict.EXCERPT.code)).mean() >= 0.95
    found = reported.where((matches.verdict == Verdict.EXCERPT.code) & (reported.right >= len(articles)))
    assert np.mean([left in parts_of[right] for left, right in as_lists(found)]) >= 0.9
    assert np.mean([is_part(measured, left, parts_of[right]) for left, right in as_lists(found)]) >= 0.98


def is_part(measured: Measured, article: int, parts: tuple[int, ...]) -> bool:
    """Whether an article is one of the parts, or most of it stands in one of them."""
    pairs = pairs_of([(min(article, part), max(article, part)) for part in parts if part != article])
    _, containment = measure_shingles(measured.features, pairs)
    return article in parts or bool((containment >= Settings.min_containment).any())


def as_lists(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))


@pytest.mark.parametrize("damage", [Damage(), Damage(wrong=0.06), Damage(dropped=0.3)], ids=str)
def test_reprints_are_told_from_templates_and_other_articles(articles: list[Article], damage: Damage) -> None:
    made, true = add_reprints(articles, N_MADE, damage, Random(2))
    measured = measured_as_in_a_scan(made, Settings(boilerplate=False))
    wanted = pairs_of(true)
    jaccard, _ = measure_shingles(measured.features, wanted)
    recall = wanted.are_in(measured.reprinted).mean()
    wrong = n_wrong(measured, true, len(articles))
    print(f"\n{damage}: recall {recall:.3f}, wrong {wrong}, Jaccard of 0.8 alone {np.mean(jaccard >= 0.8):.3f}")  # noqa: T201
    assert recall >= 0.9
    assert recall * N_MADE / (recall * N_MADE + wrong) >= 0.95
    assert np.mean(jaccard >= 0.8) < 0.05
