"""Which texts `stubs` need look at: compiled, and never False where it would find something.

Of 19,000 short texts of a wire 1% are left to the patterns, which are plain Python, and of 480 German ones 5%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numba import njit, uint16, uint32, uint64
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean.pages import batches
from dedup.clean.signs import DIGIT, LETTER, SPACE, TABLE, WORD
from dedup.clean.wall_words import MAX_CREDIT, TELLING, UNSPACED
from dedup.clean.word_table import WordTable, may_start, stands_at, word_table
from dedup.features.codes import read_codes
from dedup.features.tokenize import GOLDEN
from dedup.threads import in_order

# Words by which texts that begin alike are told; those that do are compared whole.
START_WORDS: Final = 4
# Lines that count pictures or credit them, of which a gallery has this many or more, and this part of its lines.
MIN_PICTURES: Final = 3
MIN_CREDITS: Final = 0.4

_NEWLINE: Final = ord("\n")
_CREDIT_SIGNS: Final = tuple(map(ord, ":：/|©-("))
_UNSPACED: Final = ord(UNSPACED)


@dataclass(frozen=True, slots=True)
class Screened:
    """What is known of n texts."""

    start: NDArray[np.uint64]  # (n,) equal for those whose first `START_WORDS` words are the same but for case
    tells: NDArray[np.bool_]  # (n,) whether one of the words `TELLING` may stand in it
    pictures: NDArray[np.bool_]  # (n,) whether it may have as many lines on pictures as a gallery


def screen(articles: Sequence[Article], max_told: int) -> Screened:
    """Return what is known of the texts of `articles`; those longer than `max_told` tell nothing."""

    def work(batch: slice) -> tuple[NDArray[Any], ...]:
        codes, bounds = read_codes(articles[batch])
        TABLE.learn(codes)
        columns: tuple[NDArray[Any], ...] = screen_batch(
            codes, bounds, max_told, TABLE.flags, TABLE.scale, TABLE.added, TABLE.folded, _telling()
        )
        return columns

    parts = in_order(work, batches([article.n_chars for article in articles]))
    return Screened(*map(np.concatenate, zip(*parts, strict=True)))


@njit(cache=True, nogil=True)
def screen_batch(  # type: ignore[no-untyped-def]
    codes, bounds, max_told, flags, scale, added, folded, telling
):
    """Return the columns of `Screened` for the texts `codes[bounds[i]:bounds[i + 1]]`."""
    n = len(bounds) - 1
    start = np.empty(n, np.uint64)
    tells, pictures = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for i in range(n):
        text = codes[bounds[i] : bounds[i + 1]]
        start[i] = _start_of(text, flags, scale, added)
        tells[i] = len(text) <= max_told and _tells(text, telling, flags, folded)
        pictures[i] = _has_pictures(text, flags)
    return start, tells, pictures


@njit(cache=True, nogil=True)
def _start_of(text, flags, scale, added):  # type: ignore[no-untyped-def]
    value, n_words, inside = uint64(1), 0, False
    for code in text:
        if flags[code] & SPACE:
            if inside:
                value = uint64(value * uint64(GOLDEN))
                n_words += 1
                if n_words == START_WORDS:
                    break
            inside = False
        else:
            value = uint64(value * scale[code] + added[code])
            inside = True
    return value


@njit(cache=True, nogil=True)
def _tells(text, telling, flags, folded):  # type: ignore[no-untyped-def]
    """Whether a word stands in `text`: at the start of a word, or anywhere in scripts without spaces."""
    inside, n = False, len(text)
    for i in range(n):
        first = folded[text[i]]
        if not inside or first >= _UNSPACED:
            second = folded[text[i + 1]] if i + 1 < n else uint32(0)
            third = folded[text[i + 2]] if i + 2 < n else uint32(0)
            starts = may_start(first, second, third, telling.thirds)
            if starts and stands_at(text, i, telling, np.bool_(False), flags, folded):
                return True
        inside = (flags[text[i]] & WORD) != 0
    return False


@njit(cache=True, nogil=True)
def _has_pictures(text, flags):  # type: ignore[no-untyped-def]
    """Whether enough lines may count pictures, or may credit them."""
    n_lines, n_counters, n_credits = 0, 0, 0
    start, one, n_codes = uint64(0), uint64(1), uint64(len(text))  # unsigned, see `cutting`
    while start < n_codes:
        stop = start
        while stop < n_codes and text[stop] != _NEWLINE:
            stop += one
        line = _stripped(text[start:stop], flags)
        start = stop + one
        if len(line) == 0:
            continue
        n_lines += 1
        # As in `stubs`: neither kind of line is both long and starts with a letter, as nearly all lines of news do.
        if len(line) > MAX_CREDIT and flags[line[0]] & LETTER:
            continue
        first, last, has_sign = uint16(0), uint16(0), False
        for code in line:
            if flags[code] & WORD:
                last = flags[code]
                first = last if first == 0 else first
            else:
                has_sign |= code in _CREDIT_SIGNS
        n_counters += (first & last & DIGIT) != 0
        n_credits += has_sign
    return n_counters >= MIN_PICTURES or n_credits >= max(MIN_PICTURES, MIN_CREDITS * n_lines)


@njit(cache=True, nogil=True)
def _stripped(line, flags):  # type: ignore[no-untyped-def]
    first, last = 0, len(line)
    while first < last and flags[line[first]] & SPACE:
        first += 1
    while first < last and flags[line[last - 1]] & SPACE:
        last -= 1
    return line[first:last]


@cache
def _telling() -> WordTable:
    return word_table(TELLING)
