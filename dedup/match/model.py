"""The story model: an additive logistic model over a few features of a pair, in a small file that people can read.

Each feature adds to the log-odds what its curve says, a line between a few knots (a generalised additive model;
Hastie and Tibshirani 1986). So the model bends where a plain logistic regression cannot, and what it says of a pair
is still a sum with one term for each feature. What makes two articles alike can only speak for one story.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dedup.errors import ModelError
from dedup.match.pair_features import FEATURES

KIND: Final = "dedup story model"

PRIOR: Final = "before anything is known of the two"
"""What the intercept tells, in plain words, as `FEATURES` has them of the features."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What one feature adds to the log-odds."""

    knots: tuple[float, ...]
    """Values of the feature, ascending; outside of them the curve is flat."""
    log_odds: tuple[float, ...]
    """What is added at each knot."""
    unknown: float
    """What is added where the feature cannot be known."""

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each of `values` adds, of the same shape."""
        return np.where(np.isnan(values), self.unknown, np.interp(values, self.knots, self.log_odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryModel:
    """The log-odds that two articles are on one story: an intercept and a curve for each of `FEATURES`."""

    intercept: float
    curves: Mapping[str, Curve]
    made_from: Mapping[str, Any] = field(default_factory=dict)
    """What it was trained on, with digests, and the figures measured."""

    def contributions(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each feature adds to the log-odds of each pair; both arrays are (n_pairs, n_features).

        The features are those of `FEATURES`, in its order; NaN is for one that cannot be known.
        """
        return np.stack([self.curves[name](features[:, k]) for k, name in enumerate(FEATURES)], axis=1)

    def log_odds(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds that each pair is on one story, (n_pairs,), of `features` as in `contributions`."""
        total = np.full(len(features), self.intercept)
        for k, name in enumerate(FEATURES):  # added in one order on every machine
            total += self.curves[name](features[:, k])
        return total

    def probability(self, features: NDArray[np.float64], shift: float = 0.0) -> NDArray[np.float64]:
        """Return the `chance` that each pair is on one story.

        `shift` is added to the log-odds of every pair: what the folder as a whole says of them.
        """
        return chance(self.log_odds(features) + shift)

    def to_json(self) -> str:
        """Return the model as the text of its file."""
        curves = {name: {"tells": tells, **asdict(self.curves[name])} for name, tells in FEATURES.items()}
        content = {"kind": KIND, "intercept": self.intercept, "features": curves, "made_from": dict(self.made_from)}
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def chance(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return log-odds as probabilities, 0 to 1, to six decimals so that machines agree."""
    probability: NDArray[np.float64] = np.round(1 / (1 + np.exp(-log_odds)), 6)
    return probability


@lru_cache
def load_model(path: Path | None) -> StoryModel:
    """Return the model in the file at `path`, or the one shipped with the package where that is None.

    Raises `ModelError` where the file cannot be read, is no story model, or has other features than this version.
    """
    name = "shipped with the package" if path is None else str(path)
    try:
        source = resources.files("dedup.match") / "model.json" if path is None else path
        content = json.loads(source.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or content.get("kind") != KIND:
            raise ModelError(f"{name} is no story model: name a file that `dedup train` wrote")
        if set(content["features"]) != set(FEATURES):
            raise ModelError(f"the story model {name} does not fit this version: make one with `dedup train`")
        curves = {
            feature: Curve(tuple(values["knots"]), tuple(values["log_odds"]), values["unknown"])
            for feature, values in content["features"].items()
        }
        return StoryModel(intercept=content["intercept"], curves=curves, made_from=content["made_from"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(f"the story model {name} cannot be read: {error}") from error
