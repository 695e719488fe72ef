"""Dates -> the articles in the order of publication, and which of them were published near enough to each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Timeline(NamedTuple):
    """Articles in the order of publication, those without a date last, and the window of each.

    Article i may be paired with those at places `first[i]` to `last[i]`, and with those without a date.
    """

    articles: NDArray[np.int32]  # (n_articles,)
    n_dated: int
    first: NDArray[np.int32]  # (n_articles,)
    last: NDArray[np.int32]

    @classmethod
    def of(cls, published_s: NDArray[np.float64], max_s: float) -> Timeline:
        """Return the timeline of articles published at `published_s`, NaN where unknown; windows: `max_s` each way."""
        articles = np.argsort(published_s, kind="stable").astype(np.int32)
        is_dated = ~np.isnan(published_s)
        n_dated = int(np.count_nonzero(is_dated))
        dated = published_s[articles[:n_dated]]
        first = np.where(is_dated, np.searchsorted(dated, published_s - max_s), 0).astype(np.int32)
        last = np.searchsorted(dated, published_s + max_s, side="right").astype(np.int32)  # NaN comes after all
        return cls(articles, n_dated, first, last)
