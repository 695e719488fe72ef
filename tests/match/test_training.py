"""A story model made of pairs whose truth is known by construction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dedup.errors import ModelError
from dedup.match.model import Curve, StoryModel, load_model
from dedup.match.pair_features import FEATURES
from dedup.match.pairs import Pairs
from dedup.match.training import EITHER_WAY, FALLING, LabelledPairs, fit_model

NAMES = list(FEATURES)


def folder(seed: int, n: int = 400) -> LabelledPairs:
    """Pairs whose chance of one story rises with their cosine and falls with the days between them."""
    random = np.random.default_rng(seed)
    features = random.random((n, len(NAMES)))
    log_odds = 8 * features[:, NAMES.index("cosine")] - 4 * features[:, NAMES.index("log_days_apart")] - 2
    pairs = Pairs(np.arange(n, dtype=np.int32), np.arange(1, n + 1, dtype=np.int32))
    return LabelledPairs(n + 1, pairs, features, random.random(n) < 1 / (1 + np.exp(-log_odds)))


@pytest.fixture(scope="module")
def model() -> StoryModel:
    return fit_model([folder(seed) for seed in range(12)], {"files": []})


def test_same_folders_give_the_same_file(model: StoryModel) -> None:
    assert fit_model([folder(seed) for seed in range(12)], {"files": []}).to_json() == model.to_json()


def test_likeness_never_speaks_against_a_story_nor_distance_for_it(model: StoryModel) -> None:
    for name, curve in model.curves.items():
        steps = np.diff(curve.log_odds)
        if name in FALLING:
            assert (steps <= 1e-9).all(), name
        elif name not in EITHER_WAY:
            assert (steps >= -1e-9).all(), name


def test_pairs_not_seen_are_told_apart(model: StoryModel) -> None:
    unseen = folder(99, 2000)
    probability = model.probability(unseen.features)
    assert probability[unseen.same_story].mean() - probability[~unseen.same_story].mean() > 0.1


def test_contributions_and_intercept_sum_to_the_log_odds(model: StoryModel) -> None:
    features = folder(5).features
    total = model.contributions(features).sum(axis=1) + model.intercept
    assert model.log_odds(features) == pytest.approx(total)


def test_feature_that_no_pair_has_is_no_obstacle() -> None:
    pairs = folder(1)
    pairs.features[:, NAMES.index("log_days_apart")] = np.nan
    assert fit_model([pairs], {}).curves["log_days_apart"].knots == (0.0,)


def test_model_file_reads_back_as_written(model: StoryModel, tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(model.to_json(), encoding="utf-8")
    assert load_model(tmp_path / "own.json").to_json() == model.to_json()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "dedup story model", "features": {}}'])
def test_file_that_is_no_model_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"bad\.json"):
        load_model(tmp_path / "bad.json")


def test_curve_is_flat_beyond_its_knots_and_has_a_value_for_the_unknown() -> None:
    curve = Curve((0.0, 1.0), (-1.0, 1.0), 0.25)
    assert curve(np.array([-3.0, 0.5, 7.0, np.nan])).tolist() == [-1.0, 0.0, 1.0, 0.25]


@pytest.mark.parametrize("content", ["[]", '{"version": "0.1.0"}', '{"kind": "another"}'])
def test_a_file_that_is_no_model_is_an_error_that_says_so(content: str, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(content)
    with pytest.raises(ModelError, match=r"model\.json is no story model: name a file that `dedup train` wrote"):
        load_model(tmp_path / "model.json")
