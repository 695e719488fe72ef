"""Which pages may have furniture at all: compiled, and never False where a rule of `furniture` but the title's fires.

Of the articles of speed-allsides SHARE have none of the shapes below, and no plain Python looks at them.
"""

from __future__ import annotations

from typing import Final

from numba import njit

from dedup.clean.furniture import MAX_CREDIT_WEIGHT, MAX_TITLE_CHARS, MIN_TEASERS, MIN_TITLE_WEIGHT
from dedup.clean.lines import PLAIN, PROSE, breaks_off, ends_in_bracket, is_sentence

# The bracket of a dateline opens within so many characters of the first paragraph's start.
DATELINE_CHARS: Final = 41
_OPEN: Final = (ord("("), ord("（"))
_SEMICOLON: Final = ord(";")


@njit(cache=True, nogil=True)
def is_suspect(text, start, end, prose, ending_start, ending_end, flags):  # type: ignore[no-untyped-def]
    """Whether the page, of which no line repeats, may have furniture other than its title.

    `start` and `end` are those of its lines, (n_lines,), of which there is at least one; the ending is the last
    sentence of the last line.
    """
    n = len(start)
    first, last, unsure = n, -1, False
    for k in range(n):
        if prose[k] == PROSE:
            first, last = min(first, k), k
        unsure |= prose[k] != PLAIN
    if not unsure:
        return False
    n_cut = 0
    for k in range(n):
        line = text[start[k] : end[k]]
        if prose[k] != PROSE:
            # Menus, bylines, credits and calls to the reader; and teasers.
            if len(line) <= MAX_CREDIT_WEIGHT and not is_sentence(line, flags):
                return True
            n_cut += breaks_off(line, flags)
        if prose[k] != PLAIN and k <= first and _opens_bracket(line[:DATELINE_CHARS]):
            return True
        if (k == n - 1 or (prose[k] != PLAIN and k >= last)) and ends_in_bracket(line):
            return True
    if n_cut >= MIN_TEASERS:
        return True
    for k in range(ending_start, ending_end):
        if text[k] == _SEMICOLON:
            return True
    return _starts_twice(text, start[0], min(end[0], start[0] + MAX_TITLE_CHARS))


@njit(cache=True, nogil=True)
def _opens_bracket(start):  # type: ignore[no-untyped-def]
    for code in start:  # noqa: SIM110  numba compiles no generators
        if code in _OPEN:
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
