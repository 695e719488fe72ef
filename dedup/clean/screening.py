"""Texts -> which of them `stubs` must look at: compiled, and never False for a text in which it would find something.

Of 19,000 short texts of a wire 1% are left to the patterns in plain Python, and of 480 German ones 5%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

import numpy as np
from numba import njit, uint8, uint16, uint32, uint64
from numpy.typing import NDArray

from dedup.article import Article, read_utf8
from dedup.clean.pages import batches
from dedup.clean.signs import ALPHABETIC, CREDIT_SIGN, DECIMAL, SPACE, TABLE, WORD
from dedup.clean.wall_words import MAX_CREDIT, TELLING, UNSPACED
from dedup.clean.word_table import WordTable, may_start, stands_at, word_table
from dedup.features.codes import decode_utf8, read_codes
from dedup.features.tokenize import GOLDEN
from dedup.lengths import bounds_of
from dedup.machine.texts import EncodedTexts
from dedup.machine.threads import in_order

# Lines that count pictures or credit them, of which a gallery has this many or more, and this part of its lines.
MIN_PICTURES: Final = 3
MIN_CREDITS: Final = 0.4

_NEWLINE: Final = ord("\n")
_AT_ONCE: Final = 16
"""Bytes searched for a line end at a time."""
_UNSPACED: Final = ord(UNSPACED)


@dataclass(frozen=True, slots=True)
class Screened:
    """What screening found out about n texts."""

    words: NDArray[np.uint64]  # (n,) of short ones: a hash of all words, the same where they are but for case
    tells: NDArray[np.bool_]  # (n,) whether it is short, and one of the words `TELLING` may stand in it
    pictures: NDArray[np.bool_]  # (n,) whether it may have as many lines on pictures as a gallery

    @classmethod
    def nothing(cls, n: int) -> Screened:
        """Return the result for n texts that were not looked at."""
        return cls(np.zeros(n, np.uint64), np.zeros(n, np.bool_), np.zeros(n, np.bool_))

    def put(self, places: NDArray[np.int64], other: Screened) -> None:
        """Take what is known of the texts `places`."""
        self.words[places], self.tells[places], self.pictures[places] = other.words, other.tells, other.pictures


def screen(articles: Sequence[Article], max_short: int) -> Screened:
    """Return the results for the texts of `articles`; those of at most `max_short` characters are short."""

    def work(batch: slice) -> tuple[NDArray[Any], ...]:
        texts = read_utf8(articles[batch])
        columns = _screen_batch(texts, max_short)
        if columns is None:
            read_codes(articles[batch], TABLE, texts)
            columns = _screen_batch(texts, max_short)
        return cast("tuple[NDArray[Any], ...]", columns)

    parts = in_order(work, batches([article.n_chars for article in articles]))
    return Screened(*map(np.concatenate, zip(*parts, strict=True)))


def _screen_batch(texts: EncodedTexts, max_short: int) -> tuple[NDArray[Any], ...] | None:
    """Return the columns of `Screened`; None where a character was met that is not in `TABLE`."""
    *columns, is_known = screen_batch(
        np.frombuffer(texts.data, np.uint8),
        bounds_of(texts.n_bytes),
        np.array(texts.n_chars, np.int64),
        max_short,
        *(TABLE.flags, TABLE.scale, TABLE.added, TABLE.folded),
        _telling(),
    )
    return tuple(columns) if is_known else None


@njit(cache=True, nogil=True)
def screen_batch(  # type: ignore[no-untyped-def]
    data, bounds, n_chars, max_short, flags, scale, added, folded, telling
):
    """Return the columns of `Screened` for the texts `data[bounds[i]:bounds[i + 1]]`, and whether `flags` were known.

    Of the UTF-8 only short texts and some lines are decoded.
    """
    n = len(n_chars)
    words = np.zeros(n, np.uint64)
    tells, pictures, is_known = np.zeros(n, np.bool_), np.zeros(n, np.bool_), True
    room = np.empty(n_chars.max() if n else 0, np.uint32)
    for i in range(n):
        text = data[bounds[i] : bounds[i + 1]]
        if n_chars[i] <= max_short:
            codes, all_known = _decoded(text, n_chars[i], flags, room)
            is_known &= all_known
            words[i] = _hash_of_words(codes, flags, scale, added)
            tells[i] = _tells(codes, telling, flags, folded)
        pictures[i], all_known = _has_pictures(text, flags, room)
        is_known &= all_known
    return words, tells, pictures, is_known


@njit(cache=True, nogil=True)
def _decoded(data, n_chars, flags, room):  # type: ignore[no-untyped-def]
    """Return the code points of `data`, written into `room`, and whether their `flags` are known."""
    codes = room[:n_chars]
    return codes, decode_utf8(data, codes, flags)


@njit(cache=True, nogil=True)
def _hash_of_words(text, flags, scale, added):  # type: ignore[no-untyped-def]
    """Return the hash of the words of `text`, folded, however much white space is around them."""
    value, before = uint64(1), uint16(SPACE)
    for code in text:
        kind = flags[code]
        if not kind & SPACE:
            if before & SPACE:
                value = uint64(value * uint64(GOLDEN))
            value = uint64(value * scale[code] + added[code])
        before = kind
    return value


@njit(cache=True, nogil=True)
def _tells(text, telling, flags, folded):  # type: ignore[no-untyped-def]
    """Whether a word of `telling` is in `text`: at the start of a word, or anywhere in scripts without spaces."""
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
def _has_pictures(data, flags, room):  # type: ignore[no-untyped-def]
    """Whether enough lines may count or credit pictures; and whether all `flags` looked at were known.

    As in `stubs`, a long line that starts with a letter, as nearly all lines of news do, is neither. This is decided
    from the bytes where the line starts with an ASCII letter and does not end in white space, or is all ASCII.
    """
    n_lines, n_counters, n_credits, all_known = 0, 0, 0, True
    start, one, n_bytes = uint64(0), uint64(1), uint64(len(data))  # unsigned, see `_lines_into`
    while start < n_bytes:
        stop, any_of = _line_end(data, start)
        line, start = data[start:stop], stop + one
        if any_of < 0x80:
            is_line, counts, credits_one = _looks_like(line, flags)
        else:
            n_chars = _n_chars(line)
            is_plain = n_chars > MAX_CREDIT and line[0] < 0x80 and line[-1] < 0x80
            if is_plain and flags[line[0]] & ALPHABETIC and not flags[line[-1]] & SPACE:
                n_lines += 1
                continue
            codes, is_known = _decoded(line, n_chars, flags, room)
            all_known &= is_known
            is_line, counts, credits_one = _looks_like(codes, flags)
        n_lines += is_line
        n_counters += counts
        n_credits += credits_one
    return n_counters >= MIN_PICTURES or n_credits >= max(MIN_PICTURES, MIN_CREDITS * n_lines), all_known


@njit(cache=True, nogil=True)
def _line_end(data, start):  # type: ignore[no-untyped-def]
    """Return where the line that begins at `start` ends, and its bytes combined by OR."""
    stop, n, one, at_once = start, uint64(len(data)), uint64(1), uint64(_AT_ONCE)
    any_of = uint8(0)
    while stop + at_once <= n:
        of_some, ends = uint8(0), False
        for k in range(_AT_ONCE):  # vectorised
            byte = data[stop + uint64(k)]
            of_some |= byte
            ends |= byte == _NEWLINE
        if ends:
            break
        any_of |= of_some
        stop += at_once
    while stop < n and data[stop] != _NEWLINE:
        any_of |= data[stop]
        stop += one
    return stop, any_of


@njit(cache=True, nogil=True)
def _n_chars(data):  # type: ignore[no-untyped-def]
    n = 0
    for byte in data:
        n += byte & 0xC0 != 0x80  # the first byte of a character
    return n


@njit(cache=True, nogil=True)
def _looks_like(line, flags):  # type: ignore[no-untyped-def]
    """Return whether the line is not blank, whether it may count pictures, and whether it may credit one."""
    line = _stripped(line, flags)
    n, any_of = len(line), uint16(0)
    if n == 0 or (n > MAX_CREDIT and flags[line[0]] & ALPHABETIC):
        return n > 0, False, False
    for code in line:
        any_of |= flags[code]
    first, last = 0, n - 1
    while first < last and not flags[line[first]] & WORD:
        first += 1
    while first < last and not flags[line[last]] & WORD:
        last -= 1
    return True, (flags[line[first]] & flags[line[last]] & DECIMAL) != 0, (any_of & CREDIT_SIGN) != 0


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
