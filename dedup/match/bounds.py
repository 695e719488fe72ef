"""Candidate pairs -> those that a few cheap features leave open: the others cannot reach a probability."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.kernel import IN_LEAD, IN_TITLE
from dedup.features.weights import Idf, idf_of
from dedup.match.model import StoryModel
from dedup.match.pair_features import MIN_CROWD, Surroundings
from dedup.match.pairs import Pairs
from dedup.match.term_sums import LEAD, TITLE

_KNOWN: Final = (
    "cosine", "length_ratio", "log_days_apart", "of_best", "of_second_best", "above_crowd", "above_crowd_least",
)  # fmt: skip
"""Features that the cosine of a pair and what is known of its articles tell, ..."""
_HEADS: Final = ("title_cosine", "lead_cosine")
"""... and those that few of its terms tell. Of 790,000 candidates among long articles both left 18% open, of 3,060,000
among wire briefs 29%; 3% and 8% were likely."""

_SLACK: Final = 1e-5
"""Log-odds that bound and model, which add up in another order and round, may differ by."""


class Curves(NamedTuple):
    """The curves of `_KNOWN` and `_HEADS` in the story model, one a row."""

    n_knots: NDArray[np.int64]
    knots: NDArray[np.float64]  # (n_curves, most knots)
    log_odds: NDArray[np.float64]  # the same
    unknown: NDArray[np.float64]
    most: NDArray[np.float64]


class Heads(NamedTuple):
    """The terms of each article that stand in its title or its lead: a tenth to a half of all."""

    bounds: NDArray[np.int64]  # (n_articles + 1,)
    terms: NDArray[np.int32]
    marks: NDArray[np.uint8]
    idf: Idf


class Known(NamedTuple):
    """What is known of each article, (n_articles,) each."""

    log_words: NDArray[np.float64]
    published_s: NDArray[np.float64]
    best: NDArray[np.float64]
    log_crowd: NDArray[np.float64]
    title: NDArray[np.float64]
    lead: NDArray[np.float64]


class Bound:
    """An upper bound of what the story model says of a pair, whatever its other features are."""

    def __init__(self, model: StoryModel, around: Surroundings, least: float) -> None:
        """Make the bound by which pairs are ruled out that cannot have a probability of `least`."""
        own, crowd = around.sums.own.astype(np.float64), np.log(np.maximum(around.crowd, MIN_CROWD))
        log_words = np.log1p(around.n_words.astype(np.float64))
        self._known = Known(log_words, around.published_s, around.best, crowd, own[:, TITLE], own[:, LEAD])
        self._curves, self._heads = _curves(model), _heads(around)
        rest = [max(*curve.log_odds, curve.unknown) for name, curve in model.curves.items() if not _is_looked_at(name)]
        n_articles = model.curves["log_articles"](np.log([max(len(around.best), 1)]))
        rounded = max(least - 1e-6, 1e-9)  # probabilities have six decimals
        self._needed = math.log(rounded / (1 - rounded)) - model.intercept - float(n_articles[0]) - sum(rest) - _SLACK

    def leaves_open(self, pairs: Pairs, cosine: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Return which pairs may have the probability, (n_pairs,); `cosine` is theirs."""
        is_open: NDArray[np.bool_] = _are_open(*pairs, cosine, self._known, self._heads, self._curves, self._needed)
        return is_open


def _is_looked_at(name: str) -> bool:
    return name in (*_KNOWN, *_HEADS, "log_articles")


def _curves(model: StoryModel) -> Curves:
    curves = [model.curves[name] for name in (*_KNOWN, *_HEADS)]
    n_knots = np.array([len(curve.knots) for curve in curves])
    knots, log_odds = np.zeros((len(curves), n_knots.max())), np.zeros((len(curves), n_knots.max()))
    for row, curve in enumerate(curves):
        knots[row, : n_knots[row]], log_odds[row, : n_knots[row]] = curve.knots, curve.log_odds
    unknown = np.array([curve.unknown for curve in curves])
    return Curves(n_knots, knots, log_odds, unknown, np.array([max(*c.log_odds, c.unknown) for c in curves]))


def _heads(around: Surroundings) -> Heads:
    rows = around.sums.rows
    bounds, terms, marks = _in_heads(rows.bounds, rows.terms, rows.marks)
    return Heads(bounds, terms, marks, rows.idf)


@njit(cache=True, nogil=True)
def _in_heads(bounds, terms, marks):  # type: ignore[no-untyped-def]
    head_bounds = np.zeros(len(bounds), np.int64)
    for a in range(len(bounds) - 1):
        head_bounds[a + 1] = head_bounds[a]
        for i in range(bounds[a], bounds[a + 1]):
            head_bounds[a + 1] += marks[i] & IN_LEAD != 0
    head_terms, head_marks, n = np.empty(head_bounds[-1], np.int32), np.empty(head_bounds[-1], np.uint8), 0
    for i in range(len(terms)):
        if marks[i] & IN_LEAD:
            head_terms[n], head_marks[n] = terms[i], marks[i]
            n += 1
    return head_bounds, head_terms, head_marks


@njit(cache=True, nogil=True)
def _are_open(left, right, cosine, known, heads, curves, needed):  # type: ignore[no-untyped-def]
    is_open = np.zeros(len(left), np.bool_)
    entry_of, spread = np.full(len(heads.idf.starts) - 1, -1, np.int32), -1  # of the left article's head, by term
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        log_odds = _from_cosine(known, curves, a, b, np.float64(cosine[pair]))
        if log_odds + curves.most[7] + curves.most[8] < needed:
            continue
        if a != spread:
            if spread >= 0:
                for i in range(heads.bounds[spread], heads.bounds[spread + 1]):
                    entry_of[heads.terms[i]] = -1
            for i in range(heads.bounds[a], heads.bounds[a + 1]):
                entry_of[heads.terms[i]] = i - heads.bounds[a]
            spread = a
        log_odds += _from_heads(known, heads, curves, a, b, entry_of)
        is_open[pair] = log_odds >= needed
    return is_open


@njit(cache=True, nogil=True)
def _from_cosine(known, curves, a, b, cosine):  # type: ignore[no-untyped-def]
    """Return what the `_KNOWN` features add to the log-odds."""
    low, high = min(known.best[a], known.best[b]), max(known.best[a], known.best[b])
    log_cosine = np.log(max(cosine, MIN_CROWD / 10))
    days = np.log1p(abs(known.published_s[a] - known.published_s[b]) / 86400)
    values = (
        cosine,
        abs(known.log_words[a] - known.log_words[b]),
        days,
        cosine / low if low > 0 else 1.0,
        cosine / high if high > 0 else 1.0,
        log_cosine - max(known.log_crowd[a], known.log_crowd[b]),
        log_cosine - min(known.log_crowd[a], known.log_crowd[b]),
    )
    log_odds = 0.0
    for row, value in enumerate(values):  # in a loop, for `_height` would be compiled for each number of a row
        log_odds += _height(curves, row, value)
    return log_odds


@njit(cache=True, nogil=True)
def _from_heads(known, heads, curves, a, b, entry_of):  # type: ignore[no-untyped-def]
    """Return what the `_HEADS` features add."""
    titles, leads = 0.0, 0.0
    is_one_language = heads.idf.of_article[a] == heads.idf.of_article[b]
    for j in range(heads.bounds[b], heads.bounds[b + 1]):
        if entry_of[heads.terms[j]] >= 0:
            i = heads.bounds[a] + entry_of[heads.terms[j]]
            left_idf = idf_of(heads.idf, a, heads.terms[j])
            right_idf = left_idf if is_one_language else idf_of(heads.idf, b, heads.terms[j])
            square, both = np.float64(left_idf) * np.float64(right_idf), heads.marks[i] & heads.marks[j]
            titles += square if both & IN_TITLE else 0.0
            leads += square if both & IN_LEAD else 0.0
    title, lead = known.title[a] * known.title[b], known.lead[a] * known.lead[b]
    log_odds = 0.0
    for row, (dot, norms) in enumerate(((titles, title), (leads, lead))):
        log_odds += _height(curves, 7 + row, dot / np.sqrt(norms) if norms > 0 else np.nan)
    return log_odds


@njit(cache=True, nogil=True)
def _height(curves, row, value):  # type: ignore[no-untyped-def]
    """Return what a curve says of a value, as `Curve` does."""
    if np.isnan(value):
        return curves.unknown[row]
    last = curves.n_knots[row] - 1
    if value <= curves.knots[row, 0]:
        return curves.log_odds[row, 0]
    for k in range(last):
        low, high = curves.knots[row, k], curves.knots[row, k + 1]
        if value <= high:
            rise = curves.log_odds[row, k + 1] - curves.log_odds[row, k]
            return curves.log_odds[row, k] + (value - low) / (high - low) * rise
    return curves.log_odds[row, last]
