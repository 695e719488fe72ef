"""Pairs that are one form filled in twice: market tables, lottery draws, weather, earnings briefs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.kernel import IS_NUMBER
from dedup.features.weights import Rows
from dedup.match.pairs import Pairs

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

MIN_FIGURES: Final = 3
"""Texts with fewer different figures have too few to tell."""


def are_templates(rows: Rows, pairs: Pairs) -> NDArray[np.bool_]:
    """Return which pairs are the same form with other figures, (n_pairs,): not one story, and no copies.

    The likeness of two forms says nothing of what they report, and the story model, which has seen few of them, would
    take it for a story.
    """
    templates: NDArray[np.bool_] = _are_templates(
        rows.bounds, rows.terms, rows.names, rows.kinds, pairs.left, pairs.right
    )
    return templates


@njit(cache=True, nogil=True)
def _are_templates(bounds, terms, names, kinds, left, right):  # type: ignore[no-untyped-def]
    n = len(bounds) - 1
    n_figures, n_form = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for a in range(n):
        for i in range(bounds[a], bounds[a + 1]):
            if kinds[i] & IS_NUMBER:
                n_figures[a] += 1
            elif names[i] == 0:
                n_form[a] += 1
    templates = np.zeros(len(left), np.bool_)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        fewer = min(n_figures[a], n_figures[b])
        if fewer < MIN_FIGURES:
            continue
        i, j, figures, form = bounds[a], bounds[b], 0, 0
        while i < bounds[a + 1] and j < bounds[b + 1]:
            if terms[i] < terms[j]:
                i += 1
            elif terms[i] > terms[j]:
                j += 1
            else:
                if kinds[i] & IS_NUMBER:
                    figures += 1
                elif names[i] == 0 and names[j] == 0:
                    form += 1
                i += 1
                j += 1
        of_either = n_form[a] + n_form[b] - form
        needed = MAX_FIGURES_OF_SAME_FORM if form >= SAME_FORM * of_either else MAX_FIGURES
        templates[pair] = form >= MIN_FORM * of_either and figures < needed * fewer
    return templates
