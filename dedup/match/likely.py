"""Candidate pairs -> those that can be a match, with their features; most are ruled out, or measured and dropped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.features.column import Column
from dedup.machine.stored import StoredArrays
from dedup.machine.threads import in_order
from dedup.match.blocks import Block
from dedup.match.bounds import Bound
from dedup.match.model import StoryModel
from dedup.match.pair_features import FEATURES, Surroundings, pair_features
from dedup.match.pairs import NO_PAIRS, Pairs
from dedup.match.templates import are_templates
from dedup.match.term_sums import shared_sums


class Likely(NamedTuple):
    """Pairs that can be a match."""

    pairs: Pairs
    values: NDArray[np.float64]  # (n_pairs, n_features), of many pairs in a file, see `StoredArrays.joined`
    templates: NDArray[np.bool_]  # (n_pairs,): one form filled in twice, kept only because it is in `always`
    forms: Pairs
    """Those left out since they are one form filled in twice."""


def likely_pairs(
    around: Surroundings,
    blocks: Iterable[Block],
    verified: Pairs,
    reprinted: Pairs,
    forms: Pairs,
    model: StoryModel | None,
    least: float,
    always: Pairs = NO_PAIRS,
) -> Likely:
    """Return the candidate pairs in `blocks` with a probability of at least `least`, and their features.

    Without a `model` a pair is kept however unlikely, and so are those that are `reprinted`. Pairs of one form with
    other figures are left out, however alike: they are neither reprints nor one story. So are `forms`, those filled in
    with other names and places, unless they are `reprinted`. Pairs that are `verified`, or in `always`, are kept in any
    case. So a copy is missed that no index of copies proposes and that is unlikely to be on one story: in four sets of
    2,500 to 21,600 articles there was none.
    """
    bound = None if model is None else Bound(model, around, least)

    def work(block: Block) -> tuple[Pairs, NDArray[np.float64], NDArray[np.bool_], Pairs]:
        pairs = block.pairs
        are_verified, are_reprinted = pairs.are_in(block.among(verified)), pairs.are_in(block.among(reprinted))
        are_kept = are_verified | pairs.are_in(block.among(always))
        if bound is not None:
            rows = np.flatnonzero(bound.leaves_open(pairs, block.cosine) | are_kept | are_reprinted)
            pairs = pairs.where(rows)
            are_verified, are_reprinted, are_kept = are_verified[rows], are_reprinted[rows], are_kept[rows]
        shared = shared_sums(around.sums.rows, pairs)
        templates = are_templates(around, pairs, shared, are_reprinted) & ~are_verified
        templates |= pairs.are_in(block.among(forms)) & ~(are_verified | are_reprinted)
        left_out = templates & ~are_kept
        rows = np.flatnonzero(~left_out)
        values = pair_features(around, pairs.where(rows), shared[rows])
        if model is not None:
            is_likely = are_kept[rows] | are_reprinted[rows] | (model.probability(values) >= least)
            rows, values = rows[is_likely], values[is_likely]
        return pairs.where(rows), values, templates[rows], pairs.where(left_out)

    left, right, templates = Column(np.int32), Column(np.int32), Column(np.bool_)
    left_of_forms, right_of_forms = Column(np.int32), Column(np.int32)
    values = StoredArrays(np.float64, len(FEATURES))
    for pairs, of_pairs, are_forms, left_out in in_order(work, blocks):
        left.extend(pairs.left)
        right.extend(pairs.right)
        values.append(of_pairs)
        templates.extend(are_forms)
        left_of_forms.extend(left_out.left)
        right_of_forms.extend(left_out.right)
    return Likely(
        Pairs(left.finish(), right.finish()),
        values.joined(),
        templates.finish(),
        Pairs(left_of_forms.finish(), right_of_forms.finish()),
    )
