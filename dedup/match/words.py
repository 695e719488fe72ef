"""Articles -> the words of their bodies in order: what alignments and shared passages are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.characters import CharacterTable
from dedup.features.extract import BATCH_CODES, pack
from dedup.features.tokenize import CHARACTER, NUMBER, TABLE, code_points, folded_at, mix, n_folded, tokenize_into
from dedup.records import Article, Spans

_MARK_BIT = CharacterTable.MARK_BIT


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
    most bits. 0 for numbers, where each digit counts, and for characters of scripts without spaces."""

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def of(self, i: int) -> slice:
        """Return where the tokens of body `i` stand."""
        return slice(int(self.bounds[i]), int(self.bounds[i + 1]))


def read_words(articles: Sequence[Article], spans: Spans, which: NDArray[np.int32]) -> Words:
    """Return the words of the compared parts of the bodies of the articles `which`, in that order."""
    batches: list[list[int]] = [[]]
    size = 0
    for i in which.tolist():
        batches[-1].append(i)
        size += len(articles[i].text)
        if size >= BATCH_CODES:
            batches.append([])
            size = 0
    parts = [_read_batch(articles, spans, batch) for batch in batches if batch] or [_read_batch(articles, spans, [])]
    lengths = np.concatenate([np.diff(part.bounds) for part in parts])
    columns = [[getattr(part, name) for part in parts] for name in Words.__slots__[1:]]
    return Words(_bounds(lengths), *(np.concatenate(column) for column in columns))


def _read_batch(articles: Sequence[Article], spans: Spans, batch: list[int]) -> Words:
    of_batch = list(chain.from_iterable(range(spans.bounds[i], spans.bounds[i + 1]) for i in batch))
    n_spans = np.array([spans.bounds[i + 1] - spans.bounds[i] for i in batch], np.int64)
    start, end = spans.start[of_batch].astype(np.int64), spans.end[of_batch].astype(np.int64)
    texts = [articles[i].text for i, n in zip(batch, n_spans.tolist(), strict=True) for _ in range(n)]
    # A line end after each span keeps its last word from the next one's first.
    codes = code_points("".join(f"{t[s:e]}\n" for t, s, e in zip(texts, start.tolist(), end.tolist(), strict=True)))
    TABLE.learn(codes)
    joined = _bounds(end - start + 1)
    bounds = joined[_bounds(n_spans)]
    n_tokens, *columns = _tokenize_bodies(codes, bounds, TABLE.facts, TABLE.folded)
    token_bounds = _bounds(n_tokens)
    hashes, flags, places, ends, shapes = (pack(column, bounds[:-1], token_bounds) for column in columns)
    shift = (start - joined[:-1])[np.searchsorted(joined, places, "right") - 1] if len(places) else places
    return Words(
        token_bounds, hashes, flags, (places + shift).astype(np.int32), (ends + shift).astype(np.int32), shapes
    )


def _bounds(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


@njit(cache=True, nogil=True)
def _tokenize_bodies(codes, bounds, facts, folded):  # type: ignore[no-untyped-def]
    """Return the number of tokens of each text `codes[bounds[i]:bounds[i + 1]]`, and its columns, loosely packed."""
    n, total = len(bounds) - 1, len(codes)
    n_tokens = np.zeros(n, np.int64)
    hashes, shapes = np.empty(total, np.uint64), np.zeros(total, np.uint64)
    flags = np.zeros(total, np.uint8)
    start, end = np.empty(total, np.int64), np.empty(total, np.int64)
    for i in range(n):
        text = slice(bounds[i], bounds[i + 1])
        n_tokens[i] = tokenize_into(
            codes[text], facts, folded, hashes[text], shapes[text], start[text], end[text], flags[text]
        )
        for k in range(bounds[i], bounds[i] + n_tokens[i]):
            start[k] += bounds[i]
            end[k] += bounds[i]
            is_word = not flags[k] & (NUMBER | CHARACTER)
            shapes[k] = _shape(codes[start[k] : end[k]], facts, folded) if is_word else uint64(0)
    return n_tokens, hashes, flags, start, end, shapes


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
