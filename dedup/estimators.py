"""The two groupings as scikit-learn estimators, for texts that are already in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin

from dedup.pipeline import scan_articles
from dedup.records import Article, Report
from dedup.settings import Settings


class NearDuplicates(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups of copies: texts that share at least `min_jaccard` of their shingles.

    Parameters and their ranges are those of `Settings`. After `fit`, `labels_` (n_texts,) holds the group of each
    text, numbered by first member; a text without a copy, or too short to compare, is a group of its own. `report_`
    is the whole `Report`, with every verified pair.

    >>> NearDuplicates(min_jaccard=0.5).get_params()["min_jaccard"]
    0.5
    """

    def __init__(
        self, *, min_jaccard: float = 0.8, shingle_size: int = 5, num_perm: int = 128, min_words: int = 5
    ) -> None:
        self.min_jaccard = min_jaccard
        self.shingle_size = shingle_size
        self.num_perm = num_perm
        self.min_words = min_words

    def fit(self, X: Sequence[str | Article], y: Any = None) -> NearDuplicates:  # noqa: ARG002, N803 - scikit-learn's
        """Group the texts or articles `X`; `y` is ignored. Raises `SettingsError` for a parameter out of range."""
        self.report_ = _scan(X, Settings(**self.get_params()))
        groups = [group.articles for group in self.report_.copies]
        self.labels_ = _labels(len(X), self.report_, groups)
        return self


class Stories(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Stories: articles on one event, copies included.

    Give `Article`s with title, date and language where you have them: the probability makes use of each. After
    `fit`, `labels_` (n_texts,) holds the story of each, numbered by first member; a text that matches nothing, or is
    too short to compare, is a story of its own. `report_` is the whole `Report`.
    """

    def __init__(
        self,
        *,
        min_probability: float = 0.5,
        min_jaccard: float = 0.8,
        max_days_apart: float = 365.0,
        min_words: int = 5,
    ) -> None:
        self.min_probability = min_probability
        self.min_jaccard = min_jaccard
        self.max_days_apart = max_days_apart
        self.min_words = min_words

    def fit(self, X: Sequence[str | Article], y: Any = None) -> Stories:  # noqa: ARG002, N803 - scikit-learn's names
        """Group the texts or articles `X`; `y` is ignored. Raises `SettingsError` for a parameter out of range."""
        related = min(Settings.min_related, self.min_probability)
        self.report_ = _scan(X, Settings(**self.get_params(), min_related=related))
        self.labels_ = _labels(len(X), self.report_, [story.articles for story in self.report_.stories])
        return self


def _scan(texts: Sequence[str | Article], settings: Settings) -> Report:
    """Return the report on `texts`, each article's location being its place among them."""
    given = [Article(text=text) if isinstance(text, str) else text for text in texts]
    return scan_articles([replace(article, location=str(place)) for place, article in enumerate(given)], settings)


def _labels(n: int, report: Report, groups: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return for each of `n` texts the number of its group, counted by first member."""
    first = np.arange(n)
    for group in groups:
        places = [int(report.articles[member].location) for member in group]
        first[places] = min(places)
    labels: NDArray[np.int64] = np.unique(first, return_inverse=True)[1]
    return labels
