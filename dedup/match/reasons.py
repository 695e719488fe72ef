"""Matches -> why each has its probability: what every feature adds to its log-odds, and the names both have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.features.weights import Rows
from dedup.match.model import StoryModel
from dedup.match.pairs import Pairs
from dedup.match.spelling import Spelling
from dedup.records import Article, Matches, Reasons, Spans, Verdict

NAMED: Final = 5
"""Names that are listed of a match."""

_BLOCK: Final = 2_000
"""Matches looked at a time: every name of each of their left articles is looked up in the right one."""


def reasons_of(
    model: StoryModel,
    shift: float,
    values: NDArray[np.float64],
    matches: Matches,
    articles: Sequence[Article],
    spans: Spans,
    rows: Rows,
) -> Reasons:
    """Return what each feature adds to the log-odds of each match; `values` are the features, (n_matches, n_features).

    With the model's intercept and the folder's `shift` a row sums to the log-odds of the match's probability, to within
    0.001: all parts are rounded to 4 decimals. Names are sought for matches on one story and closer ones.
    """
    log_odds = np.round(model.contributions(values), 4).astype(np.float32)
    pairs = Pairs(*matches.sides)
    is_on_story = matches.verdict <= Verdict.SAME_STORY.code
    of_pair, entries = shared_names(rows, pairs.where(is_on_story))
    names: list[tuple[str, ...]] = [()] * len(matches)
    distinct, places = np.unique(entries, return_inverse=True)
    spelt = Spelling(articles, spans, rows).words(distinct)
    names_of_all = tuple(spelt[place] for place in places.tolist())
    bounds = np.searchsorted(of_pair, np.arange(np.count_nonzero(is_on_story) + 1)).tolist()
    for row, (first, last) in zip(np.flatnonzero(is_on_story).tolist(), pairwise(bounds), strict=True):
        names[row] = names_of_all[first:last]
    return Reasons(round(model.intercept + shift, 4), log_odds, np.isnan(values), tuple(names))


def shared_names(rows: Rows, pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return up to `NAMED` names that both articles of each pair have: the pair of each, and its entry in the left row.

    Ordered by pair, the rarest first. A name is a term with a capital inside a sentence of each article.
    """
    named = np.flatnonzero(rows.names > 0)
    bounds = np.searchsorted(named, rows.bounds)
    article = np.repeat(np.arange(len(rows), dtype=np.int64), np.diff(bounds))
    keys = (article << 32) | rows.terms[named]  # ascending: articles are, and the terms of each
    found: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for start in range(0, len(pairs.left) if len(keys) else 0, _BLOCK):
        left, right = pairs.left[start : start + _BLOCK], pairs.right[start : start + _BLOCK]
        n_names = bounds[left + 1] - bounds[left]
        pair = np.repeat(np.arange(len(left)), n_names)
        place = np.arange(len(pair)) + np.repeat(bounds[left] - np.cumsum(n_names) + n_names, n_names)
        sought = (right.astype(np.int64)[pair] << 32) | rows.terms[named[place]]
        is_shared = keys[np.minimum(np.searchsorted(keys, sought), len(keys) - 1)] == sought
        of_pair, entries = _rarest(pair[is_shared], named[place[is_shared]], rows.idf)
        found.append((of_pair + start, entries))
    of_all, entries_of_all = zip(*found, strict=True)
    return np.concatenate(of_all), np.concatenate(entries_of_all)


def _rarest(
    pair: NDArray[np.int64], entries: NDArray[np.int64], idf: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the `NAMED` rarest entries of each pair, rarest first; `pair` is ascending."""
    order = np.lexsort((entries, -idf[entries], pair))
    rank = np.arange(len(pair)) - np.searchsorted(pair, pair)
    return pair[rank < NAMED], entries[order][rank < NAMED]
