"""Labelled pairs -> a story model: how the curves are fitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from dedup.match.model import Curve, StoryModel
from dedup.match.pair_features import FEATURES

KNOTS: Final = 5
"""Knots of a curve, at the quantiles of the pairs trained on."""

STRENGTH: Final = 0.1
"""Inverse strength of the L2 penalty (scikit-learn's C) on the curves."""

MAX_PAIRS: Final = 3000
"""Pairs of one folder of each kind, same story and not, that are looked at; those left out are made up in weight."""


@dataclass(frozen=True, slots=True)
class LabelledPairs:
    """The candidate pairs of one folder."""

    features: NDArray[np.float64]  # (n_pairs, n_features)
    same_story: NDArray[np.bool_]  # (n_pairs,)


def fit_model(folders: Sequence[LabelledPairs], made_from: Mapping[str, Any]) -> StoryModel:
    """Return the model that fits the pairs of `folders` best; the same folders give the same model.

    A folder weighs by the square root of its number of pairs, so that a large one is heard but does not drown others.
    """
    samples = [_sample(folder, seed) for seed, folder in enumerate(folders) if len(folder.same_story)]
    features, same_story, weight = (np.concatenate(column) for column in zip(*samples, strict=True))
    knots = [_knots(column[~np.isnan(column)]) for column in features.T]
    basis = np.concatenate([_hats(column, at) for column, at in zip(features.T, knots, strict=True)], axis=1)
    center, scale = basis.mean(axis=0), basis.std(axis=0) + 1e-6
    logistic = LogisticRegression(C=STRENGTH, max_iter=5000)
    logistic.fit((basis - center) / scale, same_story, weight / weight.mean())
    heights = logistic.coef_[0] / scale
    intercept = float(logistic.intercept_[0] - heights @ center)
    curves = {}
    for k, name in enumerate(FEATURES):
        here = slice(sum(len(at) + 1 for at in knots[:k]), sum(len(at) + 1 for at in knots[: k + 1]))
        # A curve adds nothing on average: what it adds to a pair is then what makes the pair unlike others.
        mean = float(np.average(basis[:, here] @ heights[here], weights=weight))
        *log_odds, unknown = (round(float(height) - mean, 4) for height in heights[here])
        curves[name] = Curve(tuple(round(float(at), 4) for at in knots[k]), tuple(log_odds), unknown)
        intercept += mean
    return StoryModel(intercept=round(intercept, 4), curves=curves, made_from=made_from)


def _sample(folder: LabelledPairs, seed: int) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Return at most `MAX_PAIRS` pairs of each kind, and their weights."""
    random = np.random.default_rng(seed)
    kept, weights = [], []
    for kind in (True, False):
        of_kind = np.flatnonzero(folder.same_story == kind)
        taken = random.choice(of_kind, min(len(of_kind), MAX_PAIRS), replace=False)
        kept.append(taken)
        weights.append(np.full(len(taken), len(of_kind) / max(len(taken), 1)))
    rows = np.concatenate(kept)
    return folder.features[rows], folder.same_story[rows], np.concatenate(weights) / np.sqrt(len(folder.same_story))


def _knots(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the knots for a feature with these values, ascending and distinct, at least one."""
    knots: NDArray[np.float64] = np.unique(np.round(np.quantile(values, np.linspace(0, 1, KNOTS)), 4))
    return knots


def _hats(values: NDArray[np.float64], knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how near each value is to each knot, and whether it is unknown: (n_values, n_knots + 1), rows sum to 1.

    >>> _hats(np.array([0.25, np.nan]), np.array([0.0, 1.0])).tolist()
    [[0.75, 0.25, 0.0], [0.0, 0.0, 1.0]]
    """
    known = ~np.isnan(values)
    hats = np.zeros((len(values), len(knots) + 1))
    for k, peak in enumerate(np.eye(len(knots))):
        hats[known, k] = np.interp(values[known], knots, peak)
    hats[~known, -1] = 1
    return hats
