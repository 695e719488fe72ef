"""Overlaps -> reprints: one text reworked or damaged, found by aligning its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.features.extract import Features
from dedup.match.alignment import (
    IN_BLOCKS,
    MATCHED,
    NAMES,
    NAMES_MATCHED,
    NUMBERS,
    NUMBERS_MATCHED,
    SIDE,
    WORDS,
    align,
)
from dedup.match.near_duplicates import for_all_articles, measure_shingles
from dedup.match.overlaps import MIN_PASSAGE_WORDS, Overlaps
from dedup.match.pairs import Pairs
from dedup.match.words import read_words
from dedup.records import Article, Spans
from dedup.settings import Settings

MIN_MATCHED: Final = 0.88
"""Part of the words in aligned blocks that are matched. Copies with 6% of their characters wrong have 0.89 and more;
of pairs written from one template (bond issues, market reports) half have under 0.84."""

MIN_ANCHORS_MATCHED: Final = 0.8
"""Part of the numbers, and of the names, in aligned blocks that are matched. Templates differ in just those: the
median over pairs of one template is 0.44 of the numbers; 95% of copies with 3% of their characters wrong have 0.8."""

MIN_TABLE_MATCHED: Final = 0.9
"""The same for numbers in tables, where small ones recur by chance ..."""

TABLE_SHARE: Final = 0.15
"""... that is, where more than this part of the words in blocks are numbers."""

WORDS_PER_SLIP: Final = 100.0
"""Matched words, of both sides, for each number or name that may differ beyond one: a scanner's error in a long text,
the news in a short one."""

MIN_SHARED: Final = 2
"""Sampled shingles in common from which two texts are aligned."""

_BLOCK: Final = 20_000
"""Pairs aligned at a time: their words are held in memory."""


def reprints(
    articles: Sequence[Article],
    spans: Spans,
    features: Features,
    first: NDArray[np.int32],
    overlaps: Overlaps,
    settings: Settings,
    always: Pairs | None = None,
) -> Pairs:
    """Return the pairs that are one text reworked or damaged, and no near-duplicates.

    Of both, aligned blocks cover `settings.min_coverage` (see `coverage`). Both have at least `MIN_PASSAGE_WORDS`
    words. What the sample of shingles does not propose is missed, but for the pairs in `always`.
    """
    candidates = _candidates(features, overlaps, settings)
    found = [for_all_articles(first, _covered(articles, spans, features, candidates, settings))]
    if always:
        found.append(_covered(articles, spans, features, always, settings))
    return Pairs.union(*found)


def _candidates(features: Features, overlaps: Overlaps, settings: Settings) -> Pairs:
    """Return the pairs whose lengths let blocks cover enough of both: the longer text is not twice as long."""
    n_words = features.n_body_words
    pairs = overlaps.pairs
    shorter, longer = np.sort(np.stack([n_words[pairs.left], n_words[pairs.right]]), axis=0)
    return pairs.where((shorter >= settings.min_coverage * longer) & (overlaps.shared >= MIN_SHARED))


def _covered(articles: Sequence[Article], spans: Spans, features: Features, pairs: Pairs, settings: Settings) -> Pairs:
    jaccard, _ = measure_shingles(features, pairs)
    different = pairs.where(jaccard < settings.min_jaccard)
    return different.where(coverage(articles, spans, different) >= settings.min_coverage)


def coverage(articles: Sequence[Article], spans: Spans, pairs: Pairs) -> NDArray[np.float64]:
    """Return the part of its words that each pair has in aligned blocks, of the side that has less, (n_pairs,).

    0 where fewer than `MIN_PASSAGE_WORDS` are matched, or where much of what stands in those blocks differs, or most
    of what differs are numbers and names: the two are filled from one template.
    """
    parts = [_coverage(articles, spans, pairs, start) for start in range(0, len(pairs.left), _BLOCK)]
    return np.concatenate([np.zeros(0), *parts])


def _coverage(articles: Sequence[Article], spans: Spans, pairs: Pairs, start: int) -> NDArray[np.float64]:
    block = np.stack([side[start : start + _BLOCK] for side in pairs])
    which, places = np.unique(block, return_inverse=True)
    left, right = places.reshape(block.shape)
    words = read_words(articles, spans, which)
    aligned = align(words.bounds, words.hashes, words.shapes, words.flags, left, right).reshape(-1, 2, SIDE)
    covered: NDArray[np.float64] = (aligned[:, :, IN_BLOCKS] / np.maximum(aligned[:, :, WORDS], 1)).min(axis=1)
    long_enough = aligned[:, :, MATCHED].min(axis=1) >= MIN_PASSAGE_WORDS
    covered[~long_enough | _differ_in_substance(aligned.sum(axis=1))] = 0.0
    return covered


def _differ_in_substance(aligned: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether what differs inside aligned blocks, (n_pairs, `SIDE`), is much, or is what the texts are about."""
    in_blocks, numbers, names = aligned[:, IN_BLOCKS], aligned[:, NUMBERS], aligned[:, NAMES]
    min_numbers = np.where(numbers > TABLE_SHARE * in_blocks, MIN_TABLE_MATCHED, MIN_ANCHORS_MATCHED)
    differ: NDArray[np.bool_] = aligned[:, MATCHED] < MIN_MATCHED * in_blocks
    for total, matched, least in (
        (numbers, aligned[:, NUMBERS_MATCHED], min_numbers),
        (names, aligned[:, NAMES_MATCHED], MIN_ANCHORS_MATCHED),
    ):
        differ |= (matched < least * total) & (total - matched > 1 + aligned[:, MATCHED] / WORDS_PER_SLIP)
    return differ
