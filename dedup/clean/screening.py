"""Which texts `stubs` need look at: compiled, and never False where it would find something.

Of 17,000 short texts of generated news this leaves SHARE to the patterns, which are plain Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.clean.pages import TABLE, batches, codes_of
from dedup.clean.signs import DIGIT, LETTER, PRIME, SPACE, WORD
from dedup.clean.wall_words import MAX_CREDIT, TELLING, UNSPACED
from dedup.features.tokenize import code_points
from dedup.threads import in_order

# Words by which texts that begin alike are told; those that do are compared whole.
START_WORDS: Final = 4
# Lines that count pictures or credit them, of which a gallery has this many or more, and this part of its lines.
MIN_PICTURES: Final = 3
MIN_CREDITS: Final = 0.4

_NEWLINE: Final = ord("\n")
_CREDIT_SIGNS: Final = tuple(map(ord, ":：/|©-("))
_UNSPACED: Final = ord(UNSPACED)
_BUCKETS: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class Screened:
    """What is known of n texts."""

    start: NDArray[np.uint64]  # (n,) equal for those whose first `START_WORDS` words are the same but for case
    tells: NDArray[np.bool_]  # (n,) whether one of the words `TELLING` may stand in it
    pictures: NDArray[np.bool_]  # (n,) whether it may have as many lines on pictures as a gallery


def screen(texts: Sequence[str], max_told: int) -> Screened:
    """Return what is known of `texts`; those longer than `max_told` tell nothing."""

    def work(batch: slice) -> tuple[NDArray[Any], ...]:
        codes, bounds = codes_of(texts[batch])
        columns: tuple[NDArray[Any], ...] = screen_batch(
            codes, bounds, max_told, TABLE.flags, TABLE.scale, TABLE.added, TABLE.folded, *_words()
        )
        return columns

    parts = list(in_order(work, batches(texts))) or [work(slice(0))]
    return Screened(*map(np.concatenate, zip(*parts, strict=True)))


@njit(cache=True, nogil=True)
def screen_batch(  # type: ignore[no-untyped-def]
    codes, bounds, max_told, flags, scale, added, folded, words, word_bounds, buckets
):
    """Return the columns of `Screened` for the texts `codes[bounds[i]:bounds[i + 1]]`."""
    n = len(bounds) - 1
    start = np.empty(n, np.uint64)
    tells, pictures = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for i in range(n):
        text = codes[bounds[i] : bounds[i + 1]]
        start[i] = _start_of(text, flags, scale, added)
        tells[i] = len(text) <= max_told and _tells(text, flags, folded, words, word_bounds, buckets)
        pictures[i] = _has_pictures(text, flags)
    return start, tells, pictures


@njit(cache=True, nogil=True)
def _start_of(text, flags, scale, added):  # type: ignore[no-untyped-def]
    value, n_words, inside = uint64(1), 0, False
    for code in text:
        if flags[code] & SPACE:
            if inside:
                value = uint64(value * uint64(PRIME))
                n_words += 1
                if n_words == START_WORDS:
                    break
            inside = False
        else:
            value = uint64(value * scale[code] + added[code])
            inside = True
    return value


@njit(cache=True, nogil=True)
def _tells(text, flags, folded, words, word_bounds, buckets):  # type: ignore[no-untyped-def]
    """Whether one of `words` stands in `text`: at the start of a word, or anywhere in scripts without spaces."""
    inside = False
    for i in range(len(text) - 1):
        first = folded[text[i]]
        if not inside or first >= _UNSPACED:
            bucket = _bucket(first, folded[text[i + 1]])
            for word in range(buckets[bucket], buckets[bucket + 1]):
                low, n = word_bounds[word], word_bounds[word + 1] - word_bounds[word]
                k = 0
                while k < n and i + k < len(text) and folded[text[i + k]] == words[low + k]:
                    k += 1
                if k == n:
                    return True
        inside = (flags[text[i]] & WORD) != 0
    return False


@njit(cache=True, nogil=True)
def _bucket(first, second):  # type: ignore[no-untyped-def]
    return (np.int64(first) * 61 + np.int64(second)) % _BUCKETS


@njit(cache=True, nogil=True)
def _has_pictures(text, flags):  # type: ignore[no-untyped-def]
    """Whether enough lines may count pictures, or may credit them."""
    n_lines, n_counters, n_credits, i = 0, 0, 0, 0
    while i < len(text):
        first, last, first_word, last_word, has_sign = -1, -1, -1, -1, False
        while i < len(text) and text[i] != _NEWLINE:
            flag = flags[text[i]]
            if not flag & SPACE:
                first, last = (i if first < 0 else first), i
            if flag & WORD:
                first_word, last_word = (i if first_word < 0 else first_word), i
            has_sign |= text[i] in _CREDIT_SIGNS
            i += 1
        i += 1
        if first < 0:
            continue
        n_lines += 1
        n_counters += first_word >= 0 and (flags[text[first_word]] & flags[text[last_word]] & DIGIT) != 0
        n_credits += has_sign and (last - first < MAX_CREDIT or not flags[text[first]] & LETTER)
    return n_counters >= MIN_PICTURES or n_credits >= max(MIN_PICTURES, MIN_CREDITS * n_lines)


@cache
def _words() -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """Return the letters of `TELLING`, folded, where each word begins, and where each bucket of words does."""
    codes = [code_points(word) for word in TELLING]
    TABLE.learn(np.concatenate(codes))
    by_bucket = sorted((int(_bucket(*TABLE.folded[word[:2]])), *TABLE.folded[word].tolist()) for word in codes)
    buckets = np.array([bucket for bucket, *_ in by_bucket])
    bounds = np.array([0, *accumulate(len(letters) for _, *letters in by_bucket)], np.int64)
    letters = np.array([letter for _, *letters in by_bucket for letter in letters], np.uint32)
    return letters, bounds, np.searchsorted(buckets, np.arange(_BUCKETS + 1))
