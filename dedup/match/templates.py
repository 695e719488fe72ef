"""Pairs that are one form filled in twice: market tables, lottery draws, weather, earnings briefs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.match.pairs import Pairs
from dedup.match.term_sums import N_FIGURES, N_FORM, SHARED_FIGURES, SHARED_FORM, TermSums

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


def are_templates(sums: TermSums, pairs: Pairs, shared: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which pairs are the same form with other figures, (n_pairs,): not one story, and no copies.

    `shared` are the pairs' sums from `sums`. The likeness of two forms says nothing of what they report, and the story
    model, which has seen few of them, would take it for a story.
    """
    left, right = sums.own[pairs.left], sums.own[pairs.right]
    fewer = np.minimum(left[:, N_FIGURES], right[:, N_FIGURES]).astype(np.float64)
    figures, form = (shared[:, column].astype(np.float64) for column in (SHARED_FIGURES, SHARED_FORM))
    of_either = left[:, N_FORM] + right[:, N_FORM] - form
    needed = np.where(form >= SAME_FORM * of_either, MAX_FIGURES_OF_SAME_FORM, MAX_FIGURES)
    templates: NDArray[np.bool_] = (fewer >= MIN_FIGURES) & (form >= MIN_FORM * of_either) & (figures < needed * fewer)
    return templates
