"""Code points -> the passages of a text and what they are like: compiled, and free of the GIL.

Cutting texts into lines and looking at each in Python took two thirds of the time of cleaning.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit, uint16, uint64

from dedup.clean.furniture import REPEATS
from dedup.clean.lines import PLAIN, prose_of, starts_with
from dedup.clean.signs import BREAK, CLOSER, LOWER, OTHER_STOP, SPACE, SPACED_STOP, WIDE_CLOSER, WIDE_STOP
from dedup.clean.suspects import rules_for
from dedup.features.slots import n_slots
from dedup.features.tokenize import mix

# The part of lines that start in lower case: of 24,000 texts 97% have under 10%, and those wrapped around 40%.
WRAPPED_SHARE: Final = 0.2

# Code points and sentences read at either end of a text.
EDGE_WINDOW: Final = 1000
EDGE_SENTENCES: Final = 6


@njit(cache=True, nogil=True)
def cut_batch(  # type: ignore[no-untyped-def]
    codes, bounds, titles, title_bounds, flags, scale, added, folded, labels
):
    """Return the columns of `Cuts` for the texts `codes[bounds[i]:bounds[i + 1]]` and their titles.

    The first column is how many passages each text has.
    """
    n = len(bounds) - 1
    room = len(codes) // 2 + n * (1 + 2 * EDGE_SENTENCES)  # a line, and what ends it
    n_passages = np.zeros(n, np.int64)
    n_lines, n_opening = np.zeros(n, np.int32), np.zeros(n, np.int32)
    rules = np.zeros(n, np.uint8)
    start, end, ink = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    hashes, prose = np.empty(room, np.uint64), np.empty(room, np.uint8)
    edge = np.empty((EDGE_WINDOW + 1, 2), np.int32)
    at = 0
    for i in range(n):
        text = codes[bounds[i] : bounds[i + 1]]
        low = at
        at += _lines_into(text, flags, start[low:], end[low:])
        last = at - 1
        n_lines[i] = at - low
        for k in range(low, at):
            line = text[start[k] : end[k]]
            prose[k] = prose_of(line, flags)
            if k > low and starts_with(line, text[start[k - 1] : end[k - 1]]):
                rules[i] = REPEATS
            ink[k] = start[k + 1] if k < last else len(text)
        if at > low:
            # The last one may be cut by the window or be the line's end: it is never an opening.
            first, stop = np.int64(start[low]), np.int64(end[low])
            found = _sentences_into(text, first, min(stop, first + EDGE_WINDOW), flags, edge) - 1
            n_opening[i] = max(min(found, EDGE_SENTENCES), 0)
            for k in range(n_opening[i]):
                start[at], end[at], ink[at] = edge[k, 0], edge[k, 1], edge[k + 1, 0]
                at += 1
            first, stop = np.int64(start[last]), np.int64(end[last])
            found = _sentences_into(text, max(first, stop - EDGE_WINDOW), stop, flags, edge)
            for k in range(found - 1, max(found - 1 - EDGE_SENTENCES, 0), -1):
                start[at], end[at] = edge[k, 0], edge[k, 1]
                ink[at] = edge[k + 1, 0] if k < found - 1 else len(text)
                at += 1
            closing = last + 1 + n_opening[i]
            ending = text[start[closing] : end[closing]] if closing < at else text[start[last] : end[last]]
            title = titles[title_bounds[i] : title_bounds[i + 1]]
            rules[i] |= rules_for(
                text, title, start[low : last + 1], end[low : last + 1], prose[low:], ending, flags, folded, labels
            )
        prose[last + 1 : at] = PLAIN
        for k in range(low, at):
            hashes[k] = mix(_hash_of(text[start[k] : end[k]], flags, scale, added))
        n_passages[i] = at - low
    return n_passages, n_lines, n_opening, rules, start[:at], end[:at], ink[:at], hashes[:at], prose[:at]


@njit(cache=True, nogil=True)
def hash_batch(codes, bounds, flags, scale, added):  # type: ignore[no-untyped-def]
    """Return 64 bits for each of the passages `codes[bounds[i]:bounds[i + 1]]`, see `hash_passages`."""
    hashes = np.empty(len(bounds) - 1, np.uint64)
    for i in range(len(hashes)):
        hashes[i] = mix(_hash_of(codes[bounds[i] : bounds[i + 1]], flags, scale, added))
    return hashes


@njit(cache=True, nogil=True)
def count_pages(bounds, n_lines, hashes):  # type: ignore[no-untyped-def]
    """Return for each passage the first with the same hash, and the number of texts that have such a passage.

    Text i has the passages `bounds[i]:bounds[i + 1]`; the first of them are its lines, which never equal a sentence.
    """
    # A hash table with open addressing: the first passage of each hash.
    slots = np.full(n_slots(2 * len(hashes)), -1, np.int32)
    last_slot = uint64(len(slots) - 1)
    first, last = np.empty(len(hashes), np.int32), np.full(len(hashes), -1, np.int32)
    n_pages, values = np.zeros(len(hashes), np.int32), np.empty(len(hashes), np.uint64)
    for i in range(len(bounds) - 1):
        for k in range(bounds[i], bounds[i + 1]):
            value = hashes[k] ^ uint64(k - bounds[i] < n_lines[i])
            slot = value & last_slot
            while slots[slot] >= 0 and values[slots[slot]] != value:
                slot = (slot + uint64(1)) & last_slot
            if slots[slot] < 0:
                slots[slot], values[k] = k, value
            first[k] = slots[slot]
            if last[first[k]] != i:
                last[first[k]] = i
                n_pages[first[k]] += 1
    return first, n_pages[first]


@njit(cache=True, nogil=True)
def _lines_into(text, flags, start, end):  # type: ignore[no-untyped-def]
    """Write where the non-blank lines of `text` begin and end, without outer white space; return their number.

    Where so many begin in lower case that they must have been wrapped, lines without a blank line between them are
    joined. In scripts without capitals nothing distinguishes a wrapped line from a paragraph, and all lines are kept.

    Places are unsigned: numba checks each signed index for being negative, which took as long as all the rest.
    """
    n, n_lower, i = 0, 0, uint64(0)
    one, n_codes = uint64(1), uint64(len(text))
    while i < n_codes:
        if flags[text[i]] & SPACE:
            i += one
            continue
        n_lower += (flags[text[i]] & LOWER) != 0
        start[n] = i
        while i < n_codes and not flags[text[i]] & BREAK:
            i += one
        last = i - one
        while flags[text[last]] & SPACE:
            last -= one
        end[n] = last + one
        n += 1
    if n == 0 or n_lower < WRAPPED_SHARE * n:
        return n
    n_paragraphs = 1
    for k in range(1, n):
        if _n_lines(text[end[n_paragraphs - 1] : start[k]], flags) > 2:
            start[n_paragraphs] = start[k]
            n_paragraphs += 1
        end[n_paragraphs - 1] = end[k]
    return n_paragraphs


@njit(cache=True, nogil=True)
def _n_lines(gap, flags):  # type: ignore[no-untyped-def]
    """Return how many lines `str.splitlines` finds in `gap`."""
    n, ended = 0, True
    for i in range(len(gap)):
        if i > 0 and gap[i] == 10 and gap[i - 1] == 13:  # one line end
            continue
        n += ended
        ended = (flags[gap[i]] & BREAK) != 0
    return n


@njit(cache=True, nogil=True)
def _sentences_into(text, start, stop, flags, out):  # type: ignore[no-untyped-def]
    """Write where the sentences of `text[start:stop]` begin and end; return their number.

    Roughly, for an abbreviation ends one too.
    """
    n, i = 0, start
    while i < stop:
        kind = flags[text[i]]
        i += 1
        if not kind & (SPACED_STOP | WIDE_STOP | OTHER_STOP):
            continue
        closers = WIDE_CLOSER if kind & WIDE_STOP else CLOSER
        k = i
        while k < stop and flags[text[k]] & closers:
            k += 1
        if kind & SPACED_STOP and (k == stop or not flags[text[k]] & SPACE):
            continue
        out[n, 0], out[n, 1] = start, k
        n += 1
        while k < stop and flags[text[k]] & SPACE:
            k += 1
        start, i = k, k
    if start < stop:
        out[n, 0], out[n, 1] = start, stop
        n += 1
    return n


@njit(cache=True, nogil=True)
def _hash_of(passage, flags, scale, added):  # type: ignore[no-untyped-def]
    """Return the hash of the folded characters of a passage, with each run of white space taken as one space."""
    value, before = uint64(1), uint16(0)
    for code in passage:
        kind = flags[code]
        if not kind & before & SPACE:  # seldom so, and the processor knows it: one space looks like any character
            value = uint64(value * scale[code] + added[code])
        before = kind
    return value
