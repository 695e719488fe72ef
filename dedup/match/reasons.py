"""Matches -> why each has its probability: what every feature adds to its log-odds, and the names both have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.kernel import IS_NAME
from dedup.features.occurrences import MARKS
from dedup.features.weights import Rows
from dedup.lengths import bounds_of
from dedup.machine.threads import over_ranges
from dedup.match.arrays import longer
from dedup.match.model import StoryModel
from dedup.match.pairs import Pairs
from dedup.match.spelling import Entries
from dedup.matches import Matches, Reasons, Verdict

NAMED: Final = 5
"""Names that are listed of a match."""

_BLOCK: Final = 2_000
"""Matches a thread looks at a time."""


class SharedNames(NamedTuple):
    """The names that both articles of each match have: those of match i are `places[bounds[i]:bounds[i + 1]]`."""

    bounds: NDArray[np.int64]  # (n_matches + 1,)
    places: NDArray[np.int64]
    entries: Entries
    """Each once, of the rows of left articles."""


def reasons_of_matches(
    model: StoryModel, shift: float, values: NDArray[np.float64], names: SharedNames, words: Sequence[str]
) -> Reasons:
    """Return what each feature adds to the log-odds of each match, to 4 decimals.

    With the model's intercept and the folder's `shift` a row sums to the log-odds of the match's probability, to within
    0.001. `values` are the features, (n_matches, n_features), NaN where one cannot be known; `words` are those of the
    entries of `names`.
    """
    log_odds = np.round(model.contributions(values), 4).astype(np.float32)
    of_all = [words[place] for place in names.places.tolist()]
    names_of = tuple(tuple(of_all[first:last]) for first, last in pairwise(names.bounds.tolist()))
    return Reasons(round(model.intercept + shift, 4), log_odds, np.isnan(values), names_of)


def names_of_matches(rows: Rows, matches: Matches) -> SharedNames:
    """Return the names that each match shares, if it is on one story or closer; related pairs get none."""
    is_on_story = matches.verdict <= Verdict.SAME_STORY.code
    of_pair, entries = shared_names(rows, Pairs(*matches.sides).where(is_on_story))
    distinct, places = np.unique(entries, return_inverse=True)
    n_names = np.bincount(np.flatnonzero(is_on_story)[of_pair], minlength=len(matches))
    return SharedNames(bounds_of(n_names), places, Entries.of(rows, distinct))


def shared_names(rows: Rows, pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return up to `NAMED` names that each pair shares, in columns: the pair, and the name's entry in the left row.

    They are ordered by pair, the rarest first. A name is a term that has a capital inside a sentence in both articles.
    """

    def work(start: int, stop: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        some = (side[start:stop] for side in pairs)
        pair, entries = _names_in_both(*some, rows.bounds, rows.terms, rows.weights.occurrences.kinds)
        order = np.lexsort((entries, -rows.idf_of(entries), pair))
        rank = np.arange(len(pair)) - np.searchsorted(pair, pair)
        return pair[rank < NAMED] + start, entries[order][rank < NAMED]

    of_pair, entries = zip(*over_ranges(len(pairs.left), _BLOCK, work), strict=True)
    return np.concatenate(of_pair), np.concatenate(entries)


@njit(cache=True, nogil=True)
def _names_in_both(left, right, bounds, terms, kinds):  # type: ignore[no-untyped-def]
    """Return the names that both articles of each pair have, in columns: the pair, and the entry in the left row."""
    pairs, entries, n = np.empty(1024, np.int64), np.empty(1024, np.int64), 0
    for pair in range(len(left)):
        here, there = bounds[left[pair]], bounds[right[pair]]
        while here < bounds[left[pair] + 1] and there < bounds[right[pair] + 1]:
            if terms[here] == terms[there] and MARKS[kinds[here]] & MARKS[kinds[there]] & IS_NAME:
                if n == len(pairs):
                    pairs, entries = longer(pairs, 2 * n), longer(entries, 2 * n)
                pairs[n], entries[n] = pair, here
                n += 1
            ahead, behind = terms[here] <= terms[there], terms[there] <= terms[here]
            here += ahead
            there += behind
    return pairs[:n], entries[:n]
