"""Overlaps -> reprints: one text reworked or damaged, found by aligning its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.extract import Features
from dedup.machine.threads import in_order
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
from dedup.match.near_duplicates import are_near, for_all_articles
from dedup.match.overlaps import MIN_PASSAGE_WORDS, Overlaps
from dedup.match.pair_blocks import pair_blocks
from dedup.match.pairs import NO_PAIRS, Pairs
from dedup.match.recurrence import recurring_share
from dedup.match.words import read_words
from dedup.records import Spans
from dedup.settings import Settings

MIN_MATCHED: Final = 0.88
"""Part of the words in aligned blocks that are matched. Copies with 6% of their characters wrong have 0.89 and more;
of pairs written from one template (bond issues, market reports) half have under 0.84."""

MIN_ANCHORS_MATCHED: Final = 0.8
"""Part of the numbers, and of the names, in aligned blocks that are matched. Templates differ in just those: the
median over pairs of one template is 0.44 of the numbers; 95% of copies with 3% of their characters wrong have 0.8."""

MIN_TABLE_MATCHED: Final = 0.9
"""The same for numbers in tables, see `TABLE_SHARE`: small ones recur there by chance."""

TABLE_SHARE: Final = 0.15
"""A text is a table where more than this part of the words in blocks are numbers."""

MAX_TABLE_SLIPS: Final = 3
"""Numbers of a table that may differ on either side: who corrects a table or rounds it changes a few, who fills it in
again many. Of 43 pairs of tables in Reuters' wire that differ in numbers, all 14 with more were of another hour or
week."""

WORDS_PER_SLIP: Final = 100.0
"""Matched words, of both sides, for each number or name that may differ beyond one: a scanner's error in a long text,
the news in a short one."""

MAX_RECURRING: Final = 0.6
"""Where more of what two texts share than this part recurs on other days, it is a form or background that both use
rather than one text that was printed twice. Of 17 such pairs that were published within three days, in four sets, none
was one text reworked when read; of those that were, none shared more than 0.58."""

MIN_RECURRING_COVERAGE: Final = 0.65
MIN_RECURRING_WORDS: Final = 200
"""It is one text all the same where this much of both is aligned, and as many words of each are matched: forms and
backgrounds are shorter."""

MIN_LENGTH: Final = 0.5
"""Part of the words of the longer text that the shorter one must have for the two to be aligned."""

MIN_IN_BLOCKS: Final = 0.3
"""Part of both texts in aligned blocks from which they are worded alike: of two reports of one event, each in its own
words, it is less than that, and of two that share a form, as a rule, more than half."""

MIN_SHARED: Final = 2
"""Sampled shingles in common from which two texts are aligned."""


def reprints(
    articles: Sequence[Article],
    features: Features,
    first: NDArray[np.int32],
    aligned: Aligned,
    copied: Pairs,
    settings: Settings,
) -> Pairs:
    """Return those of the pairs worded alike (`aligned`) that are one text reworked or damaged.

    Aligned blocks cover at least `settings.min_coverage` of both (see `align_pairs`), and more where what they share
    recurs on other days (see `recurring_share`). Both have at least `MIN_PASSAGE_WORDS` words. `first`, (n_articles,),
    is from `first_of_identical`, and `copied` are the near-duplicates.
    """
    found = aligned.where(aligned.coverage >= settings.min_coverage)
    published_s = np.array([article.published_s for article in articles])
    recurs = recurring_share(features, found.pairs, copied, published_s) > MAX_RECURRING
    whole = (found.coverage >= MIN_RECURRING_COVERAGE) & (found.n_matched >= MIN_RECURRING_WORDS)
    return for_all_articles(first, found.pairs.where(~recurs | whole))


def worded_alike(
    articles: Sequence[Article],
    spans: Spans,
    features: Features,
    overlaps: Overlaps,
    settings: Settings,
    always: Pairs = NO_PAIRS,
) -> Aligned:
    """Return the pairs of distinct texts that are worded alike, and no near-duplicates.

    Aligned blocks hold at least `MIN_IN_BLOCKS` of both, or `settings.min_coverage` where that is less. Pairs that the
    sample of shingles does not propose are missed, except those in `always`. `overlaps` is from `find_overlaps`.
    """
    both = Pairs.union(_candidates(features, overlaps, min(MIN_LENGTH, settings.min_coverage)), always)
    aligned = align_pairs(articles, spans, both.where(~are_near(features, both, settings.min_jaccard)))
    least = min(MIN_IN_BLOCKS, settings.min_coverage)
    return aligned.where(aligned.in_blocks >= least)  # the others are many, and in memory no more


def _candidates(features: Features, overlaps: Overlaps, min_length: float) -> Pairs:
    """Return the pairs of which the shorter text has at least `min_length` of the words of the longer one."""
    n_words = features.n_body_words
    pairs = overlaps.pairs
    shorter, longer = np.sort(np.stack([n_words[pairs.left], n_words[pairs.right]]), axis=0)
    return pairs.where((shorter >= min_length * longer) & (overlaps.shared >= MIN_SHARED))


@dataclass(frozen=True, slots=True)
class Aligned:
    """Pairs, and what aligned blocks hold of them; all columns are (n_pairs,)."""

    pairs: Pairs
    in_blocks: NDArray[np.float64]
    """Part of the words in blocks, of the side that has less, ..."""
    coverage: NDArray[np.float64]
    """... and 0 where they are not one text, see `align_pairs`."""
    n_matched: NDArray[np.float64]
    """Words matched there, of the side that has fewer."""

    def where(self, kept: NDArray[np.bool_]) -> Aligned:
        """Return the pairs for which `kept`, (n_pairs,), is true."""
        return Aligned(self.pairs.where(kept), self.in_blocks[kept], self.coverage[kept], self.n_matched[kept])


def align_pairs(articles: Sequence[Article], spans: Spans, pairs: Pairs) -> Aligned:
    """Return how much of each pair aligned blocks hold and cover.

    They cover nothing where fewer than `MIN_PASSAGE_WORDS` words are matched, where much differs inside them, or where
    most of what differs are numbers and names: such pairs are filled from one template.
    """
    in_blocks, coverage, n_matched = np.empty((3, len(pairs.left)))
    blocks = pair_blocks(pairs, spans.n_chars)
    found = in_order(lambda block: _align(articles, spans, pairs.where(block)), blocks)
    for block, of_block in zip(blocks, found, strict=True):
        in_blocks[block], coverage[block], n_matched[block] = of_block
    return Aligned(pairs, in_blocks, coverage, n_matched)


def _align(articles: Sequence[Article], spans: Spans, pairs: Pairs) -> tuple[NDArray[np.float64], ...]:
    """Return the columns of `Aligned`."""
    which, places = np.unique(pairs, return_inverse=True)
    left, right = places.reshape(2, -1)
    words = read_words(articles, spans, which, with_shapes=True)
    aligned = align(words, left, right).reshape(-1, 2, SIDE)
    in_blocks: NDArray[np.float64] = (aligned[:, :, IN_BLOCKS] / np.maximum(aligned[:, :, WORDS], 1)).min(axis=1)
    n_matched: NDArray[np.float64] = aligned[:, :, MATCHED].min(axis=1)
    differ = (n_matched < MIN_PASSAGE_WORDS) | _differ_in_substance(aligned.sum(axis=1), _only_one_counts(aligned))
    return in_blocks, np.where(differ, 0.0, in_blocks), n_matched


def _only_one_counts(aligned: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether of two long texts one alone has numbers that the other lacks: of its paragraphs, lines, notes or hours.

    `aligned` are both sides of each pair, (n_pairs, 2, `SIDE`). Of a form that is filled in twice both have numbers of
    their own, and it is rarely so long.
    """
    unmatched = aligned[:, :, NUMBERS] - aligned[:, :, NUMBERS_MATCHED]
    is_long = aligned[:, :, MATCHED].min(axis=1) >= MIN_RECURRING_WORDS
    found: NDArray[np.bool_] = is_long & (unmatched.min(axis=1) == 0)
    return found


def _differ_in_substance(aligned: NDArray[np.float64], only_one_counts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether what differs inside aligned blocks, (n_pairs, `SIDE`), is much, or is what the texts are about.

    Numbers that `only_one_counts` are of neither kind.
    """
    in_blocks, numbers, names = aligned[:, IN_BLOCKS], aligned[:, NUMBERS], aligned[:, NAMES]
    is_table = numbers > TABLE_SHARE * in_blocks
    min_numbers = np.where(is_table, MIN_TABLE_MATCHED, MIN_ANCHORS_MATCHED)
    differ: NDArray[np.bool_] = aligned[:, MATCHED] < MIN_MATCHED * in_blocks
    differ |= is_table & (numbers - aligned[:, NUMBERS_MATCHED] > 2 * MAX_TABLE_SLIPS)
    for total, matched, least in (
        (numbers, np.where(only_one_counts, numbers, aligned[:, NUMBERS_MATCHED]), min_numbers),
        (names, aligned[:, NAMES_MATCHED], MIN_ANCHORS_MATCHED),
    ):
        differ |= (matched < least * total) & (total - matched > 1 + aligned[:, MATCHED] / WORDS_PER_SLIP)
    return differ
