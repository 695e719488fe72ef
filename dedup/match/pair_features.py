"""Pairs -> the features that the story model judges them by: a few numbers that people can make sense of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY, Article
from dedup.match.blocks import Block, best_and_kth
from dedup.match.pairs import Pairs
from dedup.match.term_sums import (
    BOTH_LEADS,
    BOTH_TITLES,
    COSINE,
    LARGEST_PRODUCT,
    LEAD,
    LEFT_LEAD,
    LEFT_NAMES,
    LEFT_TITLE,
    NAMES,
    RARITY,
    RIGHT_LEAD,
    RIGHT_NAMES,
    RIGHT_TITLE,
    TITLE,
    TermSums,
)

FEATURES: Final = {
    "cosine": "the same words",
    "title_cosine": "titles alike",
    "lead_cosine": "first sentences alike",
    "title_in_text": "each title stands in the other text",
    "title_in_text_best": "one title stands in the other text",
    "names_in_text": "each one's names stand in the other text",
    "names_in_text_best": "the same names",
    "lead_in_text": "each one's first sentences stand in the other text",
    "lead_in_text_best": "one's first sentences stand in the other text",
    "shared_rarity": "rare words shared",
    "heaviest_share": "likeness hangs on one word",
    "length_ratio": "lengths apart",
    "log_days_apart": "days apart",
    "of_best": "as alike as either one's nearest article",
    "of_second_best": "as alike as both one's nearest articles",
    "above_crowd": "both more alike than either one's crowd",
    "above_crowd_least": "one more alike than its crowd",
    "log_articles": "articles in the folder",
}
"""The features of a pair in their order, with what each tells in plain words."""

CROWD: Final = 40
"""The crowd of an article is as like it as its 40th nearest article: few stories are larger. Of the 2nd to the 40th
nearest only the 40th helped every labelled set; the 12th, for one, is still inside larger stories and tears them apart.
"""

MIN_CROWD: Final = 0.04
"""The crowd's likeness for an article with fewer candidates, just below that of any candidate: pairs in a folder too
small for a crowd are judged against it."""

SMALL: Final = 40
"""Articles up to which a folder is a small one, ..."""

LARGE: Final = 250
"""... and from which on it is none, see `smallness`. In a small one an article's nearest may be nothing like it, and of
two articles each is always the other's: ..."""

MIN_BEST: Final = 0.25
"""... so there the nearest article counts as at least this alike. Mean B-cubed F1 on folders of 2, 4, 8 and 11 articles
from seven sets: 0.956, 0.961, 0.944 and 0.928; with it 0.980, 0.978, 0.965 and 0.955. Of folders of 12 and 40 unrelated
articles: 0.814 and 0.864; with it 0.923 and 0.921. Of such folders of whole stories: 0.958 and 0.957; with it 0.947 and
0.960. At 0.2 the gain is a third less, and below 0.23 the correlation with judged pairs suffers. A model that learns
from folders with it is no better, and less sure of unrelated articles. Were folders of up to 100 small ones, and those
of 1,000 none, 120 unrelated articles would gain 0.04 more, and stories in a folder of several languages be torn apart:
B-cubed F1 of the invented articles 0.926 rather than 0.961."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the features of a pair depend on beside the terms it shares; all arrays are (n_articles,)."""

    sums: TermSums
    n_words: NDArray[np.int32]
    published_s: NDArray[np.float64]
    outlets: NDArray[np.int32]
    """One number an outlet; -1 where it is unknown."""
    best: NDArray[np.float64]
    """The highest cosine that each article has with any other, in a small folder at least `min_best`, ..."""
    crowd: NDArray[np.float64]
    """... and the `CROWD`-th highest."""

    @classmethod
    def of(
        cls,
        sums: TermSums,
        n_words: NDArray[np.int32],
        articles: Sequence[Article],
        blocks: Iterable[Block],
        min_best: float = MIN_BEST,
    ) -> Surroundings:
        """Return the surroundings of a folder's articles; `blocks` hold all its candidate pairs."""
        best, crowd = (column.astype(np.float64) for column in best_and_kth(len(sums.rows), blocks, CROWD))
        best = np.maximum(best, min_best * smallness(len(articles)))
        published_s = np.array([article.published_s for article in articles], np.float64)
        number = {outlet: k for k, outlet in enumerate(sorted({article.outlet for article in articles} - {""}))}
        outlets = np.array([number.get(article.outlet, -1) for article in articles], np.int32)
        return cls(sums, n_words, published_s, outlets, best, crowd)


def smallness(n_articles: int) -> float:
    """Return how far a folder is a small one, 0 to 1: from `SMALL` to `LARGE` it falls with the size's logarithm.

    >>> smallness(40), round(smallness(100), 2), smallness(250)
    (1.0, 0.5, 0.0)
    """
    return min(max(math.log(LARGE / max(n_articles, 1)) / math.log(LARGE / SMALL), 0.0), 1.0)


def pair_features(around: Surroundings, pairs: Pairs, shared: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the features of each pair, (n_pairs, len(FEATURES)); NaN where one cannot be known.

    `shared` are the pairs' sums over shared terms. `of_best` and `of_second_best` compare a pair's cosine with the
    highest that either article has with any other, and `above_crowd` with the `CROWD`-th highest.
    """
    left, right = pairs
    of_left, of_right = (around.sums.own[side].T.astype(np.float64) for side in pairs)
    of_pair = shared.T.astype(np.float64)
    best, crowd, n_words, published_s = around.best, around.crowd, around.n_words, around.published_s
    cosine = np.clip(of_pair[COSINE], 0, 1)
    days = np.abs(published_s[left] - published_s[right]) / SECONDS_PER_DAY
    shorter, longer = np.minimum(n_words[left], n_words[right]), np.maximum(n_words[left], n_words[right])
    columns = {
        "cosine": cosine,
        "title_cosine": _over(of_pair[BOTH_TITLES], np.sqrt(of_left[TITLE] * of_right[TITLE])),
        "lead_cosine": _over(of_pair[BOTH_LEADS], np.sqrt(of_left[LEAD] * of_right[LEAD])),
    }
    for name, mass, in_left, in_right in (
        ("title_in_text", TITLE, LEFT_TITLE, RIGHT_TITLE),
        ("names_in_text", NAMES, LEFT_NAMES, RIGHT_NAMES),
        ("lead_in_text", LEAD, LEFT_LEAD, RIGHT_LEAD),
    ):
        one, other = _over(of_pair[in_left], of_left[mass]), _over(of_pair[in_right], of_right[mass])
        columns[name], columns[f"{name}_best"] = np.fmin(one, other), np.fmax(one, other)
    columns |= {
        "shared_rarity": np.log1p(of_pair[RARITY]),
        "heaviest_share": _over(of_pair[LARGEST_PRODUCT], cosine),
        "length_ratio": np.log1p(longer) - np.log1p(shorter),
        "log_days_apart": np.log1p(days),
        "of_best": _of_best(cosine, np.minimum(best[left], best[right])),
        "of_second_best": _of_best(cosine, np.maximum(best[left], best[right])),
        "above_crowd": _log_over(cosine, np.maximum(crowd[left], crowd[right])),
        "above_crowd_least": _log_over(cosine, np.minimum(crowd[left], crowd[right])),
        "log_articles": np.full(len(left), np.log(max(len(best), 1))),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _over(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return part / whole; NaN where the whole is 0, so that there was nothing to compare."""
    ratio: NDArray[np.float64] = np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
    return ratio


def _of_best(cosine: NDArray[np.float64], best: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return cosine / best; 1 where best is 0, as for articles that share nothing with any other."""
    return np.nan_to_num(_over(cosine, best), nan=1.0)


def _log_over(cosine: NDArray[np.float64], crowd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of cosine / crowd; a cosine of 0 counts as a tenth of the smallest crowd."""
    ratio: NDArray[np.float64] = np.log(np.maximum(cosine, MIN_CROWD / 10) / np.maximum(crowd, MIN_CROWD))
    return ratio
