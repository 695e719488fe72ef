"""Pairs of articles -> the passages they share word for word, with offsets into the original texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.extract import Features
from dedup.lengths import bounds_of
from dedup.machine.threads import in_order
from dedup.match.carriers import Digested, count_carriers, digested
from dedup.match.pair_blocks import pair_blocks
from dedup.match.pairs import Pairs
from dedup.match.passages import Runs, find_runs
from dedup.match.words import Words, read_words
from dedup.matches import Matches, Passage, SharedPassages, Verdict
from dedup.records import Spans
from dedup.settings import Settings

MIN_QUOTE_WORDS = 10
"""Words in a row that two articles on one story share where one quotes the other, or both a third."""


def passages(articles: Sequence[Article], spans: Spans, min_words: int) -> tuple[Passage, ...]:
    """Return the runs of at least `min_words` words that the bodies of two articles share, longest first.

    See `find_runs` for runs that overlap. Offsets point into the original texts.
    """
    words = read_words(articles, spans, np.array([0, 1], np.int32))
    runs = find_runs(words, np.array([0]), np.array([1]), np.array([min_words]))
    table = _table([_passages_of(words, runs)], 1, np.full(len(runs.pair), 2, np.int32))
    return tuple(table.of(0, articles[0]))


def shared_passages(
    articles: Sequence[Article], spans: Spans, features: Features, matches: Matches, settings: Settings
) -> SharedPassages:
    """Return the passages that the articles of each match share, longest first within a match.

    Passages have at least `settings.shingle_size` words; where articles are on one story and no more, at least
    `MIN_QUOTE_WORDS`, since shorter ones are phrases. Related pairs have none.
    """
    shared = matches.containment * np.minimum(*(features.n_shingles[side] for side in matches.sides))
    min_words = np.full(len(matches), settings.shingle_size, np.int64)
    min_words[matches.verdict == Verdict.SAME_STORY.code] = max(MIN_QUOTE_WORDS, settings.shingle_size)
    # A passage of so many words has so many shingles: pairs that share fewer are not looked at.
    looked_at = (matches.verdict <= Verdict.SAME_STORY.code) & (shared > min_words - settings.shingle_size + 0.5)
    rows = np.flatnonzero(looked_at)
    blocks = [rows[block] for block in pair_blocks(Pairs(*matches.sides).where(rows), spans.n_chars)]

    def work(block: NDArray[np.int64]) -> tuple[_Passages, Digested]:
        which, places = np.unique([side[block] for side in matches.sides], return_inverse=True)
        left, right = places.reshape(2, -1)
        words = read_words(articles, spans, which)
        runs = find_runs(words, left, right, min_words[block])
        sought = digested(words, which, left[runs.pair], runs.left, runs.n_words, settings.shingle_size)
        return _passages_of(words, runs._replace(pair=block[runs.pair])), sought

    parts, carried = zip(*in_order(work, blocks), strict=True)
    return _table(parts, len(matches), count_carriers(carried, articles, spans, features, settings.shingle_size))


class _Passages(NamedTuple):
    """Some passages as columns, (n_passages,) each, as in `SharedPassages`; those of a pair stand together."""

    pair: NDArray[np.int64]
    n_words: NDArray[np.int32]
    left_start: NDArray[np.int32]
    left_end: NDArray[np.int32]
    right_start: NDArray[np.int32]
    right_end: NDArray[np.int32]


def _passages_of(words: Words, runs: Runs) -> _Passages:
    return _Passages(
        runs.pair,
        runs.n_words.astype(np.int32),
        words.start[runs.left],
        words.end[runs.left + runs.n_words - 1],
        words.start[runs.right],
        words.end[runs.right + runs.n_words - 1],
    )


def _table(parts: Sequence[_Passages], n_pairs: int, n_articles: NDArray[np.int32]) -> SharedPassages:
    """Return the passages of all parts, ordered by pair, with the number of articles that carry each."""
    pair, *columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(pair, kind="stable")
    bounds = bounds_of(np.bincount(pair, minlength=n_pairs))
    return SharedPassages(bounds, *(column[order] for column in (*columns, n_articles)))
