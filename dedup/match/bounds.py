"""Candidate pairs -> those that may still be a match, by a few cheap features: the rest cannot be likely enough."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY
from dedup.features.kernel import IN_LEAD, IN_TITLE
from dedup.features.occurrences import MARKS
from dedup.features.weights import Idf, idf_of
from dedup.match.model import StoryModel
from dedup.match.pair_features import MIN_CROWD, Surroundings
from dedup.match.pairs import Pairs
from dedup.match.prefetch import AHEAD, AHEAD_KNOWN, prefetch
from dedup.match.term_sums import LEAD, TITLE, TermSums

_KNOWN: Final = (
    "cosine", "length_ratio", "log_days_apart", "of_best", "of_second_best", "above_crowd", "above_crowd_least",
)  # fmt: skip
"""Features that follow from the cosine of a pair and from numbers known of each article."""
_HEADS: Final = ("title_cosine", "lead_cosine")
"""Features that take only the few terms of titles and leads. Both kinds together left 18% of 790,000 candidates among
long articles open, and 29% of 3,060,000 among wire briefs; 3% and 8% were likely."""

_SLACK: Final = 1e-5
"""Log-odds by which bound and model may differ, since they add in another order and round."""


class Curves(NamedTuple):
    """The curves of the `_KNOWN` and `_HEADS` features in the story model, one a row, as lines between their knots."""

    knots: NDArray[np.float64]  # (n_curves, most knots), the last ones infinite where a curve has fewer
    heights: NDArray[np.float64]  # (n_curves, most knots + 1): the value at 0 of the line up to each knot, ...
    slopes: NDArray[np.float64]  # ... and its slope
    unknown: NDArray[np.float64]  # (n_curves,)
    most: NDArray[np.float64]


class Heads(NamedTuple):
    """The terms in the lead of each article, those of its title first: a tenth to a half of all its terms."""

    bounds: NDArray[np.int64]  # (n_articles + 1,)
    title_ends: NDArray[np.int64]  # (n_articles,)
    terms: NDArray[np.int32]
    idf: Idf


LOG_WORDS, PUBLISHED_S, BEST, LOG_CROWD, TITLE_NORM, LEAD_NORM = range(6)
"""Columns of `Bound._known`: what is known of each article."""


class Bound:
    """An upper bound on the probability that the story model can give a pair, whatever its other features are."""

    def __init__(self, model: StoryModel, around: Surroundings, least: float) -> None:
        """Prepare to rule out the pairs that cannot reach a probability of `least`."""
        own, crowd = around.sums.own.astype(np.float64), np.log(np.maximum(around.crowd, MIN_CROWD))
        log_words = np.log1p(around.n_words.astype(np.float64))
        columns = (log_words, around.published_s, around.best, crowd, own[:, TITLE], own[:, LEAD])
        self._known = np.stack(columns, axis=1)  # (n_articles, n_columns)
        self._curves, self._heads = _curves(model), _heads(around.sums)
        rest = [max(*curve.log_odds, curve.unknown) for name, curve in model.curves.items() if not _is_looked_at(name)]
        n_articles = model.curves["log_articles"](np.log([max(len(around.best), 1)]))
        rounded = max(least - 1e-6, 1e-9)  # probabilities have six decimals
        self._needed = math.log(rounded / (1 - rounded)) - model.intercept - float(n_articles[0]) - sum(rest) - _SLACK

    def leaves_open(self, pairs: Pairs, cosine: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Return which pairs may reach that probability, (n_pairs,), given the `cosine` of each."""
        is_open: NDArray[np.bool_] = _are_open(*pairs, cosine, self._known, self._heads, self._curves, self._needed)
        return is_open


def _is_looked_at(name: str) -> bool:
    return name in (*_KNOWN, *_HEADS, "log_articles")


def _curves(model: StoryModel) -> Curves:
    curves = [model.curves[name] for name in (*_KNOWN, *_HEADS)]
    n_knots = max(len(curve.knots) for curve in curves)
    knots = np.full((len(curves), n_knots), np.inf)
    heights, slopes = np.zeros((2, len(curves), n_knots + 1))
    for row, curve in enumerate(curves):
        last = len(curve.knots)
        knots[row, :last] = curve.knots
        slopes[row, 1:last] = np.diff(curve.log_odds) / np.diff(curve.knots)
        heights[row, :last] = curve.log_odds - slopes[row, :last] * curve.knots
        heights[row, last] = curve.log_odds[-1]
    unknown = np.array([curve.unknown for curve in curves])
    return Curves(knots, heights, slopes, unknown, np.array([max(*c.log_odds, c.unknown) for c in curves]))


def _heads(sums: TermSums) -> Heads:
    rows = sums.rows
    bounds, title_ends, terms = _in_heads(rows.bounds, rows.weights.occurrences.kinds, rows.terms)
    return Heads(bounds, title_ends, terms, rows.weights.idf)


@njit(cache=True, nogil=True)
def _in_heads(bounds, kinds, terms):  # type: ignore[no-untyped-def]
    """Return where the head of each article starts, where its title ends, and the terms of all heads."""
    starts, title_ends, n_all = np.zeros(len(bounds), np.int64), np.zeros(len(bounds) - 1, np.int64), 0
    for kind in kinds:
        n_all += MARKS[kind] & IN_LEAD != 0  # the title is part of it
    heads, n = np.empty(n_all, np.int32), 0
    for article in range(len(bounds) - 1):
        for in_title in (IN_TITLE, 0):
            for k in range(bounds[article], bounds[article + 1]):
                if MARKS[kinds[k]] & IN_LEAD and MARKS[kinds[k]] & IN_TITLE == in_title:
                    heads[n] = terms[k]
                    n += 1
            if in_title:
                title_ends[article] = n
        starts[article + 1] = n
    return starts, title_ends, heads


@njit(cache=True, nogil=True)
def _are_open(left, right, cosine, known, heads, curves, needed):  # type: ignore[no-untyped-def]
    is_open = np.zeros(len(left), np.bool_)
    n_terms = len(heads.idf.starts) - 1
    in_title, in_lead = np.zeros(n_terms, np.float32), np.zeros(n_terms, np.float32)  # IDF, of the left one
    spread, title, lead = -1, len(_KNOWN), len(_KNOWN) + 1
    bounds, title_ends, terms, idf = heads
    languages = idf.of_article
    some, of_some = _open_by_cosine(left, right, cosine, known, curves, needed)
    for k in range(len(some)):
        a, b, log_odds = left[some[k]], right[some[k]], of_some[k]
        later = right[some[min(k + AHEAD, len(some) - 1)]]
        prefetch(terms, bounds[later], bounds[later + 1])
        if a != spread:
            if spread >= 0:
                _spread(heads, spread, 0, in_title, in_lead)
            _spread(heads, a, 1, in_title, in_lead)
            spread = a
        # In one language a term has one IDF. The loops are in this function because a call with arrays counts the
        # references to them, which threads contend for.
        is_one_language, dot = languages[a] == languages[b], 0.0
        for entry in range(bounds[b], title_ends[b]):
            left_idf = in_title[terms[entry]]
            dot += np.float64(left_idf) * np.float64(left_idf if is_one_language else idf_of(idf, b, terms[entry]))
        log_odds += _height(curves, title, _over_norms(dot, known[a, TITLE_NORM] * known[b, TITLE_NORM]))
        if log_odds + curves.most[lead] < needed:
            continue
        dot = 0.0
        for entry in range(bounds[b], bounds[b + 1]):
            left_idf = in_lead[terms[entry]]
            dot += np.float64(left_idf) * np.float64(left_idf if is_one_language else idf_of(idf, b, terms[entry]))
        log_odds += _height(curves, lead, _over_norms(dot, known[a, LEAD_NORM] * known[b, LEAD_NORM]))
        is_open[some[k]] = log_odds >= needed
    return is_open


@njit(cache=True, nogil=True)
def _open_by_cosine(left, right, cosine, known, curves, needed):  # type: ignore[no-untyped-def]
    """Return the places of the pairs that the `_KNOWN` features do not rule out, and the log-odds of each so far."""
    title, lead = len(_KNOWN), len(_KNOWN) + 1
    some, of_some, n = np.empty(len(left), np.int64), np.empty(len(left)), 0
    for pair in range(len(left)):
        later = known.shape[1] * np.int64(right[min(pair + AHEAD_KNOWN, len(right) - 1)])
        prefetch(known, later, later + known.shape[1])
        some[n], of_some[n] = pair, 0.0
        # In a loop: otherwise `_height` is compiled for each literal row.
        for row, value in enumerate(_known_features(known, left[pair], right[pair], np.float64(cosine[pair]))):
            of_some[n] += _height(curves, row, value)
        n += of_some[n] + curves.most[title] + curves.most[lead] >= needed
    return some[:n], of_some[:n]


@njit(cache=True, nogil=True)
def _spread(heads, article, scale, in_title, in_lead):  # type: ignore[no-untyped-def]
    """Write the IDF of each term in the head of an article, times `scale` (0 clears it), to the place of the term."""
    for k in range(heads.bounds[article], heads.bounds[article + 1]):
        in_lead[heads.terms[k]] = idf_of(heads.idf, article, heads.terms[k]) * scale
    for k in range(heads.bounds[article], heads.title_ends[article]):
        in_title[heads.terms[k]] = in_lead[heads.terms[k]]


@njit(cache=True, nogil=True)
def _over_norms(dot, norms):  # type: ignore[no-untyped-def]
    """Return the cosine with this dot product and product of squared norms; NaN where one is 0."""
    return dot / np.sqrt(norms) if norms > 0 else np.nan


@njit(cache=True, nogil=True)
def _known_features(known, left, right, cosine):  # type: ignore[no-untyped-def]
    """Return the `_KNOWN` features of a pair; `known` is `Bound._known`."""
    low, high = min(known[left, BEST], known[right, BEST]), max(known[left, BEST], known[right, BEST])
    log_cosine = np.log(max(cosine, MIN_CROWD / 10))
    return (
        cosine,
        abs(known[left, LOG_WORDS] - known[right, LOG_WORDS]),
        np.log(1 + abs(known[left, PUBLISHED_S] - known[right, PUBLISHED_S]) / SECONDS_PER_DAY),
        cosine / low if low > 0 else 1.0,
        cosine / high if high > 0 else 1.0,
        log_cosine - max(known[left, LOG_CROWD], known[right, LOG_CROWD]),
        log_cosine - min(known[left, LOG_CROWD], known[right, LOG_CROWD]),
    )


@njit(cache=True, nogil=True)
def _height(curves, row, value):  # type: ignore[no-untyped-def]
    """Return what curve `row` adds for a value: the same as `Curve`, up to rounding."""
    if np.isnan(value):
        return curves.unknown[row]
    line = 0
    for k in range(curves.knots.shape[1]):
        line += value > curves.knots[row, k]  # no branch: it could not be predicted
    return curves.heights[row, line] + curves.slopes[row, line] * value
