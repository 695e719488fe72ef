"""Which rules of `furniture` may apply to a page: compiled, and never leaving out one that does.

No plain Python runs on pages to which none may apply: 68% of 12,000 American articles, 71% of 6,000 German ones, and
95% of a wire's.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numba import njit

from dedup.clean.furniture import (
    AGENCIES,
    LABELS,
    LISTS,
    MAX_CREDIT_WEIGHT,
    MAX_MENU_WEIGHT,
    MAX_TITLE_CHARS,
    MIN_MENU_LINES,
    MIN_TEASERS,
    MIN_TITLE_WEIGHT,
    TITLES,
)
from dedup.clean.labels import BYLINE_WORDS, CALL_WORDS, CREDIT_NOUNS, CREDIT_WORDS
from dedup.clean.lines import PLAIN, PROSE, breaks_off, ends_in_bracket, is_sentence, starts_with, weight_below
from dedup.clean.signs import LONG, SPACE, WORD
from dedup.clean.word_table import WordTable, stands_at, word_table

# The bracket of a dateline opens within so many characters of the first paragraph's start.
DATELINE_CHARS: Final = 41
_OPEN: Final = (ord("("), ord("（"))
_CLOSE: Final = ord(")")
_CLOSES: Final = (_CLOSE, ord("）"))
_DASHES: Final = tuple(map(ord, "-–—―－"))
_SEMICOLON: Final = (ord(";"),)
_COPYRIGHT: Final = ord("©")
_UNDERSCORE: Final = ord("_")
_SMALL_C: Final = ord("c")
# What `CREDIT_AT_END` looks for anywhere: these before a credit's word, and this as it is.
_BEFORE_CREDIT: Final = tuple(map(ord, "|(（/"))
_IMAGE: Final = tuple(map(ord, "image c"))


@njit(cache=True, nogil=True)
def rules_for(text, title, start, end, prose, ending, flags, folded, labels):  # type: ignore[no-untyped-def]
    """Return which rules may apply to the page, except `REPEATS`.

    `start` and `end` are those of its lines, (n_lines,), at least one; `ending` is the last sentence of the last line,
    and `labels` are `label_words`.
    """
    n = len(start)
    first, last, unsure = n, -1, False
    for k in range(n):
        if prose[k] == PROSE:
            first, last = min(first, k), k
        unsure |= prose[k] != PLAIN
    if not unsure:
        return 0
    rules, n_cut, n_items = 0, 0, 0
    for k in range(n):
        line = text[start[k] : end[k]]
        if prose[k] != PROSE:
            n_cut += breaks_off(line, flags)
            if len(line) <= MAX_CREDIT_WEIGHT and not is_sentence(line, flags):
                n_items += k < first and len(line) <= MAX_MENU_WEIGHT
                if not rules & LABELS and _bears_label(line, flags, folded, labels):
                    rules |= LABELS
        if prose[k] != PLAIN and k <= first and _may_be_dateline(line, flags):
            rules |= AGENCIES
        if (k == n - 1 or (prose[k] != PLAIN and k >= last)) and ends_in_bracket(line):
            rules |= AGENCIES
    if n_cut >= MIN_TEASERS or n_items >= MIN_MENU_LINES:
        rules |= LISTS
    if _has_one_of(ending, _SEMICOLON) and not is_sentence(ending, flags):
        rules |= AGENCIES
    is_titled = starts_with(text[start[0] :], title) and not weight_below(title, MIN_TITLE_WEIGHT)
    if is_titled or _starts_twice(text, start[0], min(end[0], start[0] + MAX_TITLE_CHARS)):
        rules |= TITLES
    return rules


@cache
def label_words() -> WordTable:
    """Return the words that mark lines as bylines, credits or calls to the reader."""
    named = (word + what for word in CREDIT_WORDS for what in ("", *CREDIT_NOUNS))
    return word_table({*named, *CALL_WORDS, *BYLINE_WORDS})


@njit(cache=True, nogil=True)
def _bears_label(line, flags, folded, labels):  # type: ignore[no-untyped-def]
    """Whether the line may match one of the patterns `BYLINE`, `CREDIT`, `CREDIT_AT_END` and `CALL`."""
    starts, n = True, len(line)
    for k in range(n):
        code = line[k]
        if code == _COPYRIGHT or flags[code] & LONG:
            return True
        if starts and flags[code] & WORD and code != _UNDERSCORE:
            if stands_at(line, k, labels, np.bool_(True), flags, folded):
                return True
            starts = False
        if code in _BEFORE_CREDIT:
            starts = True  # the first word behind it
        if code == _OPEN[0] and k + 2 < n and folded[line[k + 1]] == _SMALL_C and line[k + 2] == _CLOSE:
            return True
        if k + len(_IMAGE) <= n and folded[code] == _IMAGE[0]:
            m = 1
            while m < len(_IMAGE) and folded[line[k + m]] == _IMAGE[m]:
                m += 1
            if m == len(_IMAGE):
                return True
    return False


@njit(cache=True, nogil=True)
def _may_be_dateline(line, flags):  # type: ignore[no-untyped-def]
    """Whether a bracket near the start of the line is its very start, or a dash or a letter follows it."""
    for k in range(min(len(line), DATELINE_CHARS)):
        if line[k] not in _OPEN:
            continue
        m = k + 1
        while m < len(line) and line[m] not in _CLOSES:
            m += 1
        m += 1
        is_glued = m < len(line) and (flags[line[m]] & WORD) != 0
        while m < len(line) and flags[line[m]] & SPACE:
            m += 1
        if k == 0 or is_glued or (m < len(line) and line[m] in _DASHES):
            return True
    return False


@njit(cache=True, nogil=True)
def _has_one_of(passage, codes):  # type: ignore[no-untyped-def]
    for code in passage:  # noqa: SIM110  numba compiles no generators
        if code in codes:
            return True
    return False


@njit(cache=True, nogil=True)
def _starts_twice(text, start, stop):  # type: ignore[no-untyped-def]
    """Whether the first characters of the first line stand again in `text[start:stop]`."""
    for k in range(start + 1, stop - MIN_TITLE_WEIGHT + 1):
        n = 0
        while n < MIN_TITLE_WEIGHT and text[k + n] == text[start + n]:
            n += 1
        if n == MIN_TITLE_WEIGHT:
            return True
    return False
