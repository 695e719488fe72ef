"""Pairs that are one form filled in twice, or two of a series: market tables, lottery draws, weather, columns."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.article import SECONDS_PER_DAY
from dedup.match.pair_features import Surroundings
from dedup.match.pairs import Pairs
from dedup.match.term_sums import (
    LEFT_NAMES,
    N_FIGURES,
    N_FORM,
    N_TITLE_WORDS,
    NAMES,
    RIGHT_NAMES,
    SHARED_FIGURES,
    SHARED_FORM,
    SHARED_TITLE_WORDS,
)

MIN_FORM: Final = 0.35
"""Least likeness of form: words that are neither names nor figures and stand in both texts, of all of either.

Of 10,000 pairs of one story that are no copies in eight labelled sets, 1% are above 0.4 to 0.6; they share figures.
"""

MAX_FIGURES: Final = 1 / 3
"""From this part of the figures of the text that has fewer on, two texts are not the same form with other figures.
With `MIN_FORM` and `MIN_FIGURES` the rule takes 0.3% of the true pairs, and 14% of what looks alike in wire briefs."""

SAME_FORM: Final = 0.7
MAX_FIGURES_OF_SAME_FORM: Final = 2 / 3
"""Where the form is nearly all the text, as in a table, small figures agree by chance: two thirds of them must be
shared. No pair of one story that is no copy has so much of its form in common."""

MAX_DAYS_OF_REWORKED: Final = 3
MIN_NAMES_OF_REWORKED: Final = 0.6
"""What two outlets publish so many days apart, or fewer, is one report reworked with the figures that each has by then,
rather than a form, where this part of the names of one stands in the other and the form is not nearly all the text. In
seven labelled sets that gives 6 pairs more, all of them of one story. Of invented weather reports, accidents, quakes
and obituaries that two outlets told in one form none had more than 0.53."""

MIN_FIGURES: Final = 3
"""Texts with fewer different figures have too few to tell."""


FORMS_OF_SERIES: Final = ((0.5, 0.8, 3), (0.6, 0.9, 3), (0.7, 1.0, 2))
"""The same of texts of one outlet that are no copies, stricter: least likeness of form, the part of the figures from
which they may be one report, and the figures that are enough to tell. Of 13,000 pairs of one story in eight labelled
sets that are no copies it takes 8, and would take 13 more of two outlets: one agency's text that each has reworked. Of
what looked like one story in a wire it takes 15%: as far as read, tables of other days and towns."""

SERIES_TITLES: Final = ((0.8, 0.8), (2 / 3, 3.0))
"""Least likeness of two titles of one outlet, and the days apart from which a text that is no copy is the next of a
series: a column, a daily table. Likeness is of words, figures left out. Of eight labelled sets it takes 6 pairs of one
story, stages of a race and steps of one affair, and 9 that are not; of a German folder's, a diary's 10, all rightly."""

MIN_TITLE_WORDS: Final = 2
"""Titles of fewer words are sections rather than titles."""


def are_templates(
    around: Surroundings, pairs: Pairs, shared: NDArray[np.float32], are_reprinted: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which pairs are one form with other figures, or two of a series, (n_pairs,): no story, and no copies.

    `shared` are the pairs' sums from `around.sums`. That two forms are alike says nothing of what they report, but the
    story model has seen few of them and would take them for a story. But two known outlets may have reworked one
    report, see `MAX_DAYS_OF_REWORKED`. What one outlet prints again, under one title or with most of the words and
    other figures, is another report too, unless they `are_reprinted`: copies may differ in figures because they are
    damaged, and texts of two outlets because one knows better.
    """
    form, figures, enough = _form_and_figures(around.sums.own, pairs, shared)
    needed = np.where(form >= SAME_FORM, MAX_FIGURES_OF_SAME_FORM, MAX_FIGURES)
    templates = (enough >= MIN_FIGURES) & (form >= MIN_FORM) & (figures < needed)
    templates &= (form >= SAME_FORM) | ~_may_be_reworked(around, pairs, shared)
    series = _same_title_later(around, pairs, shared)
    for min_form, max_figures, min_figures in FORMS_OF_SERIES:
        series |= (form >= min_form) & (figures < max_figures) & (enough >= min_figures)
    outlet = around.outlets[pairs.left]
    series &= (outlet >= 0) & (outlet == around.outlets[pairs.right]) & ~are_reprinted
    either: NDArray[np.bool_] = templates | series
    return either


def _may_be_reworked(around: Surroundings, pairs: Pairs, shared: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether two known outlets published the two within days, and most names of one stand in the other."""
    left, right = around.outlets[pairs.left], around.outlets[pairs.right]
    are_two: NDArray[np.bool_] = (left >= 0) & (right >= 0) & (left != right)
    n_left, n_right = (np.maximum(around.sums.own[side, NAMES], 1) for side in pairs)
    names = np.maximum(shared[:, LEFT_NAMES] / n_left, shared[:, RIGHT_NAMES] / n_right)
    are_two &= names >= MIN_NAMES_OF_REWORKED
    return are_two & (_days_apart(around, pairs) <= MAX_DAYS_OF_REWORKED)


def _days_apart(around: Surroundings, pairs: Pairs) -> NDArray[np.float64]:
    """Return the days between two articles, (n_pairs,); NaN where a date is unknown."""
    seconds: NDArray[np.float64] = np.abs(around.published_s[pairs.left] - around.published_s[pairs.right])
    return seconds / SECONDS_PER_DAY


def _same_title_later(around: Surroundings, pairs: Pairs, shared: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether the titles are much alike, and the pair some days apart."""
    days_apart = _days_apart(around, pairs)
    n_left, n_right = (around.sums.own[side, N_TITLE_WORDS] for side in pairs)
    words = shared[:, SHARED_TITLE_WORDS].astype(np.float64)
    alike = words / np.maximum(n_left + n_right - words, 1)
    titled = np.minimum(n_left, n_right) >= MIN_TITLE_WORDS
    later = np.zeros(len(pairs.left), np.bool_)
    for least_alike, least_days in SERIES_TITLES:
        later |= titled & (alike >= least_alike) & (days_apart >= least_days)
    return later


def _form_and_figures(
    own: NDArray[np.float32], pairs: Pairs, shared: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return for each pair the likeness of form, the share of figures in common, and of how many figures."""
    left, right = own[pairs.left], own[pairs.right]
    fewer = np.minimum(left[:, N_FIGURES], right[:, N_FIGURES]).astype(np.float64)
    figures, form = (shared[:, column].astype(np.float64) for column in (SHARED_FIGURES, SHARED_FORM))
    of_either = left[:, N_FORM] + right[:, N_FORM] - form
    return form / np.maximum(of_either, 1), figures / np.maximum(fewer, 1), fewer
