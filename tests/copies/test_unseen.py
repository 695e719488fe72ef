"""The same on sets that no constant of copies was tuned on, with other damage than that they were tuned for."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from dedup.match.near_duplicates import measure_shingles
from dedup.pipeline import scan_articles
from dedup.settings import Settings
from tests.copies.brute_force import real_articles
from tests.copies.damage import Damage
from tests.copies.made import add_reprints, measured_as_in_a_scan, n_wrong, pairs_of
from tests.quality.sets import labelled_set

UNSEEN = ("onestop", "energy", "vi_mds", "ecbplus", "multiling11")
OTHER_DAMAGE = (
    Damage(merged=0.3, restyled=True),
    Damage(wrong=0.05, merged=0.2, moved=0.4),
    Damage(wrong=0, dropped=0.25, new=0.4, restyled=True),
)


@pytest.mark.parametrize("damage", OTHER_DAMAGE, ids=str)
@pytest.mark.parametrize("name", UNSEEN)
def test_reprints_are_found_on_sets_nothing_was_tuned_on(name: str, damage: Damage) -> None:
    real_articles(name)  # skips where the sets are not there
    articles, labels = labelled_set(name).articles, labelled_set(name).labels
    made, true = add_reprints(articles, 300, damage, Random(3))
    n_made = len(true)
    measured = measured_as_in_a_scan(made, Settings(boilerplate=False))
    wanted = pairs_of(true)
    jaccard, _ = measure_shingles(measured.features, wanted)
    recall = wanted.are_in(measured.reprinted).mean()
    wrong = n_wrong(measured, true, len(articles), labels)
    print(f"\n{name}, {damage}: recall {recall:.3f} of {n_made}, wrong {wrong}, Jaccard {np.mean(jaccard >= 0.8):.3f}")  # noqa: T201
    assert recall >= 0.9
    assert recall * n_made / (recall * n_made + wrong) >= 0.95
    assert np.mean(jaccard >= 0.8) < 0.05


def test_rewrites_of_one_article_are_one_story() -> None:
    real_articles("onestop")  # skips where the sets are not there
    onestop = labelled_set("onestop")
    report = scan_articles(onestop.articles)
    stories_of: dict[str, set[int]] = {}
    labels_of: dict[int, set[str]] = {}
    for number, story in enumerate(report.stories):
        for i in story.articles:
            stories_of.setdefault(onestop.labels[i], set()).add(number)
            labels_of.setdefault(number, set()).add(onestop.labels[i])
    split = sum(len(stories) > 1 for stories in stories_of.values())
    merged = sum(len(labels) > 1 for labels in labels_of.values())
    print(f"\nof {len(stories_of)} articles {split} split; {merged} stories of two articles")  # noqa: T201
    assert split <= 0.02 * len(stories_of)
    # Two are: of two articles on the NSA's surveillance, and of two on sales of streamed music.
    assert merged <= 0.03 * len(stories_of)
