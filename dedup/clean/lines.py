"""What one line of code points is like: compiled forms of the tests in `passages`."""

from __future__ import annotations

from typing import Final

from numba import njit

from dedup.clean.passages import BRACKETS, PARAGRAPH_CHARS, SENTENCE_CHARS, WIDE_WEIGHT
from dedup.clean.signs import OUTER, SENTENCE_END

PLAIN, PROSE, UNSURE = 0, 1, 2
_FULL_STOP: Final = ord(".")
_ELLIPSIS: Final = ord("…")
_ELLIPSES: Final = (_ELLIPSIS, ord("‥"))
_BRACKETS: Final = tuple(map(ord, BRACKETS))


@njit(cache=True, nogil=True)
def starts_with(line, before):  # type: ignore[no-untyped-def]
    """Whether `line` starts with the whole line `before`."""
    if len(line) < len(before):
        return False
    for k in range(len(before)):  # noqa: SIM110  numba compiles no generators
        if line[k] != before[k]:
            return False
    return True


@njit(cache=True, nogil=True)
def ends_in_bracket(line):  # type: ignore[no-untyped-def]
    """Whether the line, which is not empty, ends in one of `BRACKETS`."""
    return line[-1] in _BRACKETS


@njit(cache=True, nogil=True)
def breaks_off(line, flags):  # type: ignore[no-untyped-def]
    """Whether `is_cut(line)`."""
    n = _own_length(line, flags)
    if n == 0:
        return False
    if line[n - 1] in _ELLIPSES:
        return True
    if n < 2 or line[n - 1] != _FULL_STOP:
        return False
    return line[n - 2] == _ELLIPSIS or (n >= 3 and line[n - 2] == _FULL_STOP and line[n - 3] == _FULL_STOP)


@njit(cache=True, nogil=True)
def is_sentence(line, flags):  # type: ignore[no-untyped-def]
    """Whether `ends_sentence(line)`, which is not empty."""
    n = _own_length(line, flags)
    return (flags[line[-1]] & SENTENCE_END) != 0 or (n > 0 and (flags[line[n - 1]] & SENTENCE_END) != 0)


@njit(cache=True, nogil=True)
def prose_of(line, flags):  # type: ignore[no-untyped-def]
    """Return `PROSE` if `is_prose(line)`, `PLAIN` if not, and `UNSURE` in the few cases that need a closer look."""
    if _own_length(line, flags) == 0:
        return UNSURE
    if breaks_off(line, flags):
        return PLAIN
    if len(line) >= PARAGRAPH_CHARS:
        return PROSE
    if len(line) * WIDE_WEIGHT < SENTENCE_CHARS or weight_below(line, SENTENCE_CHARS):
        return PLAIN
    if is_sentence(line, flags):
        return PROSE
    return UNSURE if ends_in_bracket(line) else PLAIN


@njit(cache=True, nogil=True)
def _own_length(line, flags):  # type: ignore[no-untyped-def]
    """Return the length of the line without the quotes and brackets that close it."""
    n = len(line)
    while n > 0 and flags[line[n - 1]] & OUTER:
        n -= 1
    return n


@njit(cache=True, nogil=True)
def weight_below(line, limit):  # type: ignore[no-untyped-def]
    """Whether the line's `weight` is below `limit`."""
    weight = len(line)
    if weight >= limit:
        return False
    for code in line:
        if 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF:  # `WIDE`
            weight += WIDE_WEIGHT - 1
    return weight < limit
