"""Pairs -> what the story model knows of each: a few numbers that people can make sense of."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.kernel import IN_TITLE
from dedup.features.weights import Rows
from dedup.match.pairs import Pairs, kth_highest

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

LEAD_WORDS: Final = 60
"""Words of the body that count as its lead: two to three sentences."""

CROWD: Final = 40
"""An article's crowd is as like it as its 40th nearest article: few stories are larger. Of the 2nd to the 40th only
the 40th helped every labelled set; the 12th, say, is inside the larger stories and tears them apart."""

MIN_CROWD: Final = 0.04
"""The likeness taken for the crowd of an article that has fewer candidates, just below that of any candidate: what a
folder too small to have a crowd is judged against."""

# Columns of the sums over one article's own terms.
_TITLE, _LEAD, _NAMES, _N_OWN = 0, 1, 2, 3
# Columns of the sums over shared terms.
_COSINE, _BOTH_TITLES, _BOTH_LEADS, _RARITY, _HEAVIEST = 0, 1, 2, 3, 4
_LEFT_TITLE, _RIGHT_TITLE, _LEFT_NAMES, _RIGHT_NAMES, _LEFT_LEAD, _RIGHT_LEAD, _N_SHARED = 5, 6, 7, 8, 9, 10, 11


def pair_features(
    rows: Rows,
    pairs: Pairs,
    n_words: NDArray[np.int32],
    n_title_words: NDArray[np.int32],
    published_s: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the features of each pair, (n_pairs, len(FEATURES)); NaN where one cannot be known.

    `of_best` and `of_second_best` compare a pair's cosine with the highest that either article has with any other, and
    `above_crowd` with the `CROWD`-th highest, so `pairs` must hold every pair of the folder that is a candidate.
    """
    left, right = pairs
    shared = _sums_of_shared(rows.bounds, rows.terms, rows.weights, rows.idf, rows.first, rows.names, rows.kinds,
                             n_title_words, left, right).astype(np.float64)  # fmt: skip
    own = _sums_of_own(rows.bounds, rows.idf, rows.first, rows.names, rows.kinds, n_title_words).astype(np.float64)
    cosine = np.clip(shared[:, _COSINE], 0, 1)
    best, crowd = (kth_highest(len(rows), pairs, cosine, k) for k in (1, CROWD))
    title, lead, names = (own[:, column] for column in (_TITLE, _LEAD, _NAMES))
    days = np.abs(published_s[left] - published_s[right]) / 86400
    shorter, longer = np.minimum(n_words[left], n_words[right]), np.maximum(n_words[left], n_words[right])
    columns = {
        "cosine": cosine,
        "title_cosine": _over(shared[:, _BOTH_TITLES], np.sqrt(title[left] * title[right])),
        "lead_cosine": _over(shared[:, _BOTH_LEADS], np.sqrt(lead[left] * lead[right])),
    }
    for name, mass, of_left, of_right in (
        ("title_in_text", title, _LEFT_TITLE, _RIGHT_TITLE),
        ("names_in_text", names, _LEFT_NAMES, _RIGHT_NAMES),
        ("lead_in_text", lead, _LEFT_LEAD, _RIGHT_LEAD),
    ):
        one, other = _over(shared[:, of_left], mass[left]), _over(shared[:, of_right], mass[right])
        columns[name], columns[f"{name}_best"] = np.fmin(one, other), np.fmax(one, other)
    columns |= {
        "shared_rarity": np.log1p(shared[:, _RARITY]),
        "heaviest_share": _over(shared[:, _HEAVIEST], cosine),
        "length_ratio": np.log1p(longer) - np.log1p(shorter),
        "log_days_apart": np.log1p(days),
        "of_best": _of_best(cosine, np.minimum(best[left], best[right])),
        "of_second_best": _of_best(cosine, np.maximum(best[left], best[right])),
        "above_crowd": _log_over(cosine, np.maximum(crowd[left], crowd[right])),
        "above_crowd_least": _log_over(cosine, np.minimum(crowd[left], crowd[right])),
        "log_articles": np.full(len(left), np.log(max(len(rows), 1))),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _over(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return part / whole, NaN where the whole is 0: there was nothing to compare."""
    ratio: NDArray[np.float64] = np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
    return ratio


def _of_best(cosine: NDArray[np.float64], best: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return cosine / best; two articles that share nothing, like all others they are paired with, are each other's."""
    return np.nan_to_num(_over(cosine, best), nan=1.0)


def _log_over(cosine: NDArray[np.float64], crowd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of cosine / crowd; a cosine of nothing is taken as a tenth of the least crowd."""
    ratio: NDArray[np.float64] = np.log(np.maximum(cosine, MIN_CROWD / 10) / np.maximum(crowd, MIN_CROWD))
    return ratio


@njit(cache=True, nogil=True)
def _sums_of_shared(bounds, terms, weights, idf, first, names, kinds, n_title, left, right):  # type: ignore[no-untyped-def]
    """Return for each pair sums over the terms both articles have, (n_pairs, _N_SHARED)."""
    sums = np.zeros((len(left), _N_SHARED), np.float32)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        i, j = bounds[a], bounds[b]
        lead_a, lead_b = n_title[a] + LEAD_WORDS, n_title[b] + LEAD_WORDS
        total = np.zeros(_N_SHARED, np.float64)
        while i < bounds[a + 1] and j < bounds[b + 1]:
            if terms[i] < terms[j]:
                i += 1
                continue
            if terms[i] > terms[j]:
                j += 1
                continue
            product = np.float64(weights[i]) * np.float64(weights[j])
            square = np.float64(idf[i]) * np.float64(idf[j])
            title_i, title_j = (kinds[i] & IN_TITLE) != 0, (kinds[j] & IN_TITLE) != 0
            lead_i, lead_j = first[i] < lead_a, first[j] < lead_b
            total[_COSINE] += product
            total[_HEAVIEST] = max(total[_HEAVIEST], product)
            total[_BOTH_TITLES] += square if title_i and title_j else 0.0
            total[_BOTH_LEADS] += square if lead_i and lead_j else 0.0
            total[_LEFT_TITLE] += square if title_i else 0.0
            total[_RIGHT_TITLE] += square if title_j else 0.0
            total[_LEFT_NAMES] += square if names[i] > 0 else 0.0
            total[_RIGHT_NAMES] += square if names[j] > 0 else 0.0
            total[_LEFT_LEAD] += square if lead_i else 0.0
            total[_RIGHT_LEAD] += square if lead_j else 0.0
            total[_RARITY] += min(idf[i], idf[j])
            i += 1
            j += 1
        sums[pair] = total
    return sums


@njit(cache=True, nogil=True)
def _sums_of_own(bounds, idf, first, names, kinds, n_title):  # type: ignore[no-untyped-def]
    """Return for each article the squared IDF of its terms by where they stand, (n_articles, _N_OWN)."""
    sums = np.zeros((len(bounds) - 1, _N_OWN), np.float32)
    for a in range(len(bounds) - 1):
        for i in range(bounds[a], bounds[a + 1]):
            square = idf[i] * idf[i]
            sums[a, _TITLE] += square if kinds[i] & IN_TITLE else 0.0
            sums[a, _LEAD] += square if first[i] < n_title[a] + LEAD_WORDS else 0.0
            sums[a, _NAMES] += square if names[i] > 0 else 0.0
    return sums
