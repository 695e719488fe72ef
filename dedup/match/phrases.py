"""Texts and terms -> where each term stands, and which of them are one phrase: compiled, for `dedup.match.spelling`."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit, uint64

from dedup.features.kernel import pair_of
from dedup.features.slots import n_slots
from dedup.features.tokenize import INITIAL, tokenize_into
from dedup.match.arrays import longer

MIN_TOGETHER: Final = 2
"""Times that two terms stand side by side before they are one: once is chance."""

MAX_FORMS: Final = 16
"""Forms of a phrase that a place is compared with: few words have more, and a text of nothing else takes no longer."""


@njit(cache=True, nogil=True)
def tokenize_texts(codes, begin, facts, folded):  # type: ignore[no-untyped-def]
    """Return the tokens of the texts `codes[begin[i]:begin[i + 1]]`: bounds (n + 1,), stems, starts, ends, flags."""
    room = len(codes)
    hashes, stems, flags = np.empty(room, np.uint64), np.empty(room, np.uint64), np.empty(room, np.uint8)
    start, end = np.empty(room, np.int32), np.empty(room, np.int32)
    bounds = np.zeros(len(begin), np.int64)
    for i in range(len(begin) - 1):
        text, low = codes[begin[i] : begin[i + 1]], bounds[i]
        high = low + tokenize_into(text, facts, folded, hashes[low:], stems[low:], start[low:], end[low:], flags[low:])
        for k in range(low, high):
            start[k] += begin[i]
            end[k] += begin[i]
        bounds[i + 1] = high
    n = bounds[-1]
    return bounds, stems[:n], start[:n], end[:n], flags[:n]


@njit(cache=True, nogil=True)
def places_of(stems, bounds, text, terms, width):  # type: ignore[no-untyped-def]
    """Return the tokens at which terms begin, ascending, those of term k at `ends[k]:ends[k + 1]`.

    Term k stands in text `text[k]`, and is one token or, of `width` 2, two.
    """
    ends = np.zeros(len(text) + 1, np.int64)
    places = np.empty(4 * len(text) + 16, np.int64)
    single = paired = _chained(stems[:0])
    n, before, has_pairs = 0, -1, False
    for k in range(len(text)):
        of_text = stems[bounds[text[k]] : bounds[text[k] + 1]]
        if text[k] != before:
            before, single, has_pairs = text[k], _chained(of_text), False
        if width[k] == 2 and not has_pairs:
            paired, has_pairs = _chained(_pairs(of_text)), True
        values, heads, following = single if width[k] == 1 else paired
        place = heads[terms[k] & uint64(len(heads) - 1)]
        while place >= 0:
            if values[place] == terms[k]:
                if n == len(places):
                    places = longer(places, 2 * n)
                places[n] = bounds[text[k]] + place
                n += 1
            place = following[place]
        ends[k + 1] = n
    return ends, places[:n]


@njit(cache=True, nogil=True)
def _pairs(stems):  # type: ignore[no-untyped-def]
    """Return the term that each token forms with the next; none for the last."""
    pairs = np.empty(max(len(stems) - 1, 0), np.uint64)
    for token in range(len(pairs)):
        pairs[token] = pair_of(stems[token], stems[token + 1])
    return pairs


@njit(cache=True, nogil=True)
def _chained(values):  # type: ignore[no-untyped-def]
    """Return a hash table of `values`: the values, the first place in each slot, and after each place the next one.

    A value's slot is its last bits. -1 stands for no place.
    """
    size = n_slots(2 * len(values))
    heads, following = np.full(size, -1, np.int32), np.empty(len(values), np.int32)
    for place in range(len(values) - 1, -1, -1):
        slot = values[place] & uint64(size - 1)
        following[place] = heads[slot]
        heads[slot] = place
    return values, heads, following


@njit(cache=True, nogil=True)
def forms_of(codes, bounds, start, end, is_inside):  # type: ignore[no-untyped-def]
    """Return how each phrase is spelt: the bounds of its forms, (n + 1,), a place of each form, and its count.

    Phrase k stands at the places p from `bounds[k]` up to `bounds[k + 1]`, as `codes[start[p]:end[p]]`. The same
    spelling inside sentences and elsewhere makes two forms. Forms are in the order they are first seen; beyond
    `MAX_FORMS` of a phrase one may be listed again.
    """
    ends = np.zeros(len(bounds), np.int64)
    first, counts = np.empty(len(start), np.int64), np.empty(len(start), np.int64)
    n = 0
    for k in range(len(bounds) - 1):
        for p in range(bounds[k], bounds[k + 1]):
            form, last = ends[k], min(n, ends[k] + MAX_FORMS)
            while form < last and not _are_equal(codes, start, end, is_inside, first[form], p):
                form += 1
            if form < last:
                counts[form] += 1
            else:
                first[n], counts[n] = p, 1
                n += 1
        ends[k + 1] = n
    return ends, first[:n], counts[:n]


@njit(cache=True, nogil=True)
def _are_equal(codes, start, end, is_inside, p, q):  # type: ignore[no-untyped-def]
    """Whether a phrase is spelt alike at two places, and both are inside sentences or neither is."""
    k, n = 0, end[p] - start[p]
    if n != end[q] - start[q] or is_inside[p] != is_inside[q]:
        return False
    while k < n and codes[start[p] + k] == codes[start[q] + k]:
        k += 1
    return k == n


@njit(cache=True, nogil=True)
def join_terms(bounds, numbers, width, ends, places, text_bounds, start, end, flags):  # type: ignore[no-untyped-def]
    """Return the phrases that terms form: how many in each text, the terms of each, and the tokens where each begins.

    Text i has the terms `bounds[i]:bounds[i + 1]`; `ends` and `places` are from `places_of`. Of two terms that stand
    equally often beside a phrase, the one with the higher of `numbers` joins it. Phrase k has the terms
    `chains[chain_bounds[k]:chain_bounds[k + 1]]`, in the order they stand.
    """
    n_terms = len(width)
    n_phrases = np.zeros(len(bounds) - 1, np.int64)
    chain_bounds, chains = np.zeros(n_terms + 1, np.int64), np.empty(n_terms, np.int64)
    begin_bounds, begins = np.zeros(n_terms + 1, np.int64), np.empty(len(places), np.int64)
    is_free = np.ones(n_terms, np.bool_)
    n_times = np.zeros(n_terms, np.int64)  # a term stands beside the phrase, always zero again
    n = 0
    for i in range(len(bounds) - 1):
        if bounds[i] == bounds[i + 1]:
            continue
        low, high = text_bounds[i], text_bounds[i + 1]
        at = np.full((3, high - low), -1, np.int64)  # the term of that width that begins at a token
        for term in range(bounds[i], bounds[i + 1]):
            for p in range(ends[term], ends[term + 1]):
                at[width[term], places[p] - low] = term
        follows = np.zeros(high - low, np.bool_)  # only a space, a hyphen or nothing stands before a token
        for t in range(low + 1, high):
            follows[t - low] = not flags[t] & INITIAL and start[t] - end[t - 1] <= 1
        for term in range(bounds[i], bounds[i + 1]):
            if not is_free[term]:
                continue
            chain = chains[chain_bounds[n] :]
            begin = begins[begin_bounds[n] : begin_bounds[n] + ends[term + 1] - ends[term]]
            for k in range(len(begin)):
                begin[k] = places[ends[term] + k] - low
            n_chain, n_begin = _grow(term, chain, begin, at[width[term]], follows, numbers, ends, is_free, n_times)
            for k in range(n_begin):
                begin[k] += low
            chain_bounds[n + 1], begin_bounds[n + 1] = chain_bounds[n] + n_chain, begin_bounds[n] + n_begin
            n_phrases[i] += 1
            n += 1
    return n_phrases, chain_bounds[: n + 1], chains, begin_bounds[: n + 1], begins[: begin_bounds[n]]


@njit(cache=True, nogil=True)
def _grow(term, chain, begin, at, follows, numbers, ends, is_free, n_times):  # type: ignore[no-untyped-def]
    """Write the terms of the phrase around `term` to `chain`, and where it begins to `begin`; return both numbers."""
    chain[0], n_chain, n_begin = term, 1, len(begin)
    is_free[term] = False
    grows = True
    while grows:
        grows = False
        for offset in (n_chain, -1):
            other = _most_often_beside(begin[:n_begin], offset, at, follows, numbers, n_times)
            if other < 0:
                continue
            n_beside = 0
            for start in begin[:n_begin]:
                n_beside += _beside(start, offset, at, follows) == other
            n_most = max(n_begin, ends[other + 1] - ends[other])
            if n_beside < MIN_TOGETHER or 2 * n_beside <= n_most or not is_free[other]:
                continue
            n_begin = _keep(begin[:n_begin], offset, at, follows, other)
            if offset < 0:
                for k in range(n_chain, 0, -1):
                    chain[k] = chain[k - 1]
            chain[0 if offset < 0 else n_chain] = other
            n_chain += 1
            is_free[other] = False
            grows = True
            break
    return n_chain, n_begin


@njit(cache=True, nogil=True)
def _beside(start, offset, at, follows):  # type: ignore[no-untyped-def]
    """Return the term that would join a phrase which begins at `start`, `offset` tokens further on; -1 for none."""
    right = start + max(offset, 0)
    return at[start + offset] if right < len(at) and follows[right] else -1


@njit(cache=True, nogil=True)
def _most_often_beside(begin, offset, at, follows, numbers, n_times):  # type: ignore[no-untyped-def]
    """Return the term most often beside a phrase, of equals the one with the highest number; -1 for none."""
    best = -1
    for start in begin:
        other = _beside(start, offset, at, follows)
        if other >= 0:
            n_times[other] += 1
    for start in begin:
        other = _beside(start, offset, at, follows)
        if other < 0 or (best >= 0 and n_times[other] < n_times[best]):
            continue
        if best < 0 or n_times[other] > n_times[best] or numbers[other] > numbers[best]:
            best = other
    for start in begin:
        other = _beside(start, offset, at, follows)
        if other >= 0:
            n_times[other] = 0
    return best


@njit(cache=True, nogil=True)
def _keep(begin, offset, at, follows, other):  # type: ignore[no-untyped-def]
    """Keep the places where `other` stands beside the phrase, now as places where both begin; return their number."""
    n = 0
    for start in begin:
        if _beside(start, offset, at, follows) == other:
            begin[n] = start + min(offset, 0)
            n += 1
    return n
