"""Candidate pairs -> those that can be a match, with their features: most are ruled out or measured, and forgotten."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.match.bounds import Bound
from dedup.match.model import StoryModel
from dedup.match.pair_features import Surroundings, pair_features
from dedup.match.pairs import Pairs
from dedup.match.templates import are_templates
from dedup.match.term_sums import COSINE, TermSums
from dedup.threads import over_ranges

_RANGE: Final = 32_768
"""Pairs measured at a time: their features are in the processor's cache, and never all in memory."""


def with_cosines(
    sums: TermSums, proposed: Pairs, cosine: NDArray[np.float32], others: Pairs
) -> tuple[Pairs, NDArray[np.float32]]:
    """Return the pairs that are `proposed`, whose `cosine` is known, and the `others`, and the cosines of all."""
    places, is_here = proposed.find(others)
    places, others = places[~is_here], others.where(~is_here)
    left, right = (np.insert(column, places, new) for column, new in zip(proposed, others, strict=True))
    cosine = np.insert(cosine, places, sums.shared(others)[:, COSINE])
    return Pairs(left, right), np.clip(cosine, 0, 1, out=cosine)


class Likely(NamedTuple):
    """Pairs that can be a match."""

    pairs: Pairs
    values: NDArray[np.float64]  # (n_pairs, n_features)
    templates: NDArray[np.bool_]  # (n_pairs,): one form filled in twice, and here because asked for


def likely_pairs(
    around: Surroundings,
    candidates: tuple[Pairs, NDArray[np.float32]],
    verified: Pairs,
    reprinted: Pairs,
    model: StoryModel | None,
    least: float,
    always: Pairs | None = None,
) -> Likely:
    """Return the pairs with a probability of at least `least`, and their features.

    `candidates` are pairs and their cosines. Without a `model` a pair is kept however unlikely, and so are those that
    are `reprinted`. The same form with other figures is left out, however like it looks: it is neither a reprint nor a
    story. Only pairs that are `verified`, or to be kept `always`, are kept in any case. So a copy that no index of
    copies proposes, and that is unlikely to be on one story, is missed: in four sets of 2,500 to 21,600 articles there
    was none.
    """
    pairs, cosine = candidates
    are_verified, are_reprinted = pairs.are_in(verified), pairs.are_in(reprinted)
    are_kept = are_verified | pairs.are_in(always) if always else are_verified
    bound = None if model is None else Bound(model, around, least)

    def work(start: int, stop: int) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
        rows = np.arange(start, stop)
        if bound is not None:
            part = Pairs(pairs.left[start:stop], pairs.right[start:stop])
            is_open = bound.leaves_open(part, cosine[start:stop])
            rows = rows[is_open | are_kept[start:stop] | are_reprinted[start:stop]]
        part = Pairs(pairs.left[rows], pairs.right[rows])
        shared = around.sums.shared(part)
        templates = are_templates(around, part, shared, are_reprinted[rows]) & ~are_verified[rows]
        kept = are_kept[rows] | ~templates
        rows, templates, values = rows[kept], templates[kept], pair_features(around, part.where(kept), shared[kept])
        if model is not None:
            likely = are_kept[rows] | are_reprinted[rows] | (model.probability(values) >= least)
            rows, templates, values = rows[likely], templates[likely], values[likely]
        return rows, values, templates

    parts = zip(*over_ranges(len(pairs.left), _RANGE, work), strict=True)
    rows, values, templates = (np.concatenate(part) for part in parts)
    return Likely(Pairs(pairs.left[rows], pairs.right[rows]), values, templates)
