"""Articles -> the words of their bodies in order: the input of alignments and of shared passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.article import Article
from dedup.features.batch import BATCH_CODES
from dedup.features.characters import CharacterTable
from dedup.features.codes import join_pieces, read_codes
from dedup.features.tokenize import CHARACTER, NUMBER, TABLE, folded_at, mix, n_folded, tokenize_into
from dedup.lengths import bounds_of
from dedup.records import Spans

_MARK_BIT = CharacterTable.MARK_BIT

_SEEN: Final = 8192
"""Words whose shape is cached, a power of two: six of seven words of news were seen shortly before."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of n bodies; body i owns `bounds[i]:bounds[i + 1]` of the other arrays, each (n_tokens,)."""

    bounds: NDArray[np.int64]  # (n + 1,)
    hashes: NDArray[np.uint64]
    flags: NDArray[np.uint8]
    start: NDArray[np.int32]  # code points into the original text, whatever was set aside or folded
    end: NDArray[np.int32]
    shapes: NDArray[np.uint64]
    """A bit for each pair of neighbouring letters, word ends included: words that differ in a letter or two share
    most bits. 0 for numbers, where each digit counts, and for characters of scripts without spaces. Empty where they
    were not asked for."""

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def of(self, i: int) -> slice:
        """Return where the tokens of body `i` stand."""
        return slice(int(self.bounds[i]), int(self.bounds[i + 1]))


def read_words(
    articles: Sequence[Article], spans: Spans, which: NDArray[np.int32], *, with_shapes: bool = False
) -> Words:
    """Return the words of the compared parts of the bodies of the articles `which`, (n,), in that order.

    It runs in one thread, so that several threads may each read texts of their own.
    """
    some = spans.of(which)
    bounds, n_spans = some.bounds, np.diff(some.bounds)
    start, end = some.start.astype(np.int64), some.end.astype(np.int64)
    n_chars = bounds_of(end - start)[bounds[1:]]  # up to the end of each body
    cuts = (np.flatnonzero(np.diff(n_chars // BATCH_CODES)) + 1).tolist()
    seen = _no_shapes()
    parts = []
    for batch in map(slice, [0, *cuts], [*cuts, len(which)]):
        part = slice(bounds[batch.start], bounds[batch.stop])
        of_batch = [articles[i] for i in which[batch].tolist()]
        parts.append(_read_batch(of_batch, n_spans[batch], start[part], end[part], with_shapes, seen))
    n_words, *of_tokens = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Words(bounds_of(n_words), *of_tokens)


def _read_batch(
    articles: Sequence[Article],
    n_spans: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    with_shapes: bool,
    seen: NDArray[np.uint64],
) -> tuple[NDArray[Any], ...]:
    """Return the words of the bodies that the spans from `start` to `end` make, `n_spans` of them for each article.

    The first column is how many words each body has, (n,); the others are those of `Words`.
    """
    texts, text_bounds = read_codes(articles, TABLE)
    before = np.repeat(text_bounds[:-1], n_spans)
    codes, span_bounds = join_pieces(texts, before + start, before + end)
    bounds = span_bounds[bounds_of(n_spans)]
    columns: tuple[NDArray[Any], ...] = _tokenize_bodies(
        codes, bounds, span_bounds, start, with_shapes, seen, TABLE.facts, TABLE.folded
    )
    return columns


def _no_shapes() -> NDArray[np.uint64]:
    """Return an empty cache of shapes, (`_SEEN`, 2): slot k holds the hash k + 1, which belongs in another slot."""
    return np.tile(np.arange(1, _SEEN + 1, dtype=np.uint64)[:, None], 2)


@njit(cache=True, nogil=True)
def _tokenize_bodies(codes, bounds, span_bounds, span_start, with_shapes, seen, facts, folded):  # type: ignore[no-untyped-def]
    """Return how many words each text `codes[bounds[i]:bounds[i + 1]]` has, and the columns of `Words`.

    Texts consist of the spans with the bounds `span_bounds`, which begin at `span_start` in the original texts. `seen`
    is a cache from `_no_shapes`, filled by earlier texts.
    """
    n, total = len(bounds) - 1, len(codes)
    n_words, low = np.zeros(n, np.int64), 0
    hashes, shapes, flags = np.empty(total, np.uint64), np.empty(total, np.uint64), np.empty(total, np.uint8)
    start, end = np.empty(total, np.int32), np.empty(total, np.int32)
    span = 0
    for i in range(n):
        text = codes[bounds[i] : bounds[i + 1]]
        n_words[i] = tokenize_into(
            text, facts, folded, hashes[low:], shapes[low:], start[low:], end[low:], flags[low:]
        )  # the stems are not needed: the shapes take their place
        for k in range(low, low + n_words[i]):
            if with_shapes:
                shapes[k] = 0
                if not flags[k] & (NUMBER | CHARACTER):
                    place = hashes[k] & uint64(_SEEN - 1)
                    if seen[place, 0] != hashes[k]:
                        seen[place, 0], seen[place, 1] = hashes[k], _shape(text[start[k] : end[k]], facts, folded)
                    shapes[k] = seen[place, 1]
            while span_bounds[span + 1] <= bounds[i] + start[k]:
                span += 1
            shift = bounds[i] - span_bounds[span] + span_start[span]
            start[k] += shift
            end[k] += shift
        low += n_words[i]
    used = slice(low)
    return (
        n_words,
        hashes[used].copy(),
        flags[used].copy(),
        start[used].copy(),
        end[used].copy(),
        shapes[used].copy() if with_shapes else shapes[:0].copy(),
    )


@njit(cache=True, nogil=True)
def _shape(codes, facts, folded):  # type: ignore[no-untyped-def]
    """Return the `Words.shapes` of one word."""
    shape, before = uint64(0), uint64(0)
    for code in codes:
        fact = facts[code]
        for k in range(n_folded(fact)):
            letter = folded_at(fact, folded, k)
            if not letter & uint64(_MARK_BIT):
                shape |= uint64(1) << (mix((before << uint64(32)) | letter) >> uint64(58))
                before = letter
    return shape | (uint64(1) << (mix(before << uint64(32)) >> uint64(58)))
