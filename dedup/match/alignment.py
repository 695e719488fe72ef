"""Two sequences of words -> how much of each stands in the other, in blocks that tolerate errors: seed and extend.

A seed is a run of equal words. It is extended both ways over equal and similar words, across small gaps, while what is
matched outweighs what is skipped; blocks may stand in any order, so moved sentences count. That is the local alignment
of Smith and Waterman (1981) with the heuristics of BLAST (Altschul et al. 1990) in place of its quadratic table.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.features.slots import n_slots
from dedup.features.tokenize import CAPITAL, CHARACTER, GOLDEN, INITIAL, NUMBER
from dedup.match.words import Words

SEED: Final = 3
"""Words of a seed. With 3% of characters wrong 60% of the runs of three words are whole, of five 43%."""

MIN_BLOCK: Final = 8.0
"""Matched words of a block: seeds that go no further are phrases of the language."""

CHARACTER_WEIGHT: Final = 0.5
"""What a character of a script without spaces counts for: a word there has about two."""

_REACH: Final = 4
"""Words that a gap may skip on either side."""
_SKIPPED: Final = 1.0
"""Cost of a skipped word, where a matched one earns 1."""
_DROP: Final = 4.0
"""An extension ends where it has lost this much of its best score."""
_ALIKE: Final = 0.4
"""Letter pairs in common, of those of both, from which two words are one: a wrong letter in five leaves 0.5."""
_MAX_PLACES: Final = 64
"""Places of a seed in the other text that are tried: bounds the work on texts that repeat themselves."""

# Columns of what is counted on each side of a pair, the left one's before the right one's.
IN_BLOCKS: Final = 0
"""Words in aligned blocks."""
MATCHED: Final = 1
"""Those of them that are matched."""
NUMBERS: Final = 2
"""Numbers in blocks."""
NUMBERS_MATCHED: Final = 3
NAMES: Final = 4
"""Words with a capital inside a sentence, in blocks."""
NAMES_MATCHED: Final = 5
WORDS: Final = 6
"""All words."""
SIDE: Final = 7


def align(words: Words, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what aligned blocks hold of each pair of bodies, (n_pairs, 2 * `SIDE`).

    All columns count words; a character of a script without spaces counts as `CHARACTER_WEIGHT` words.
    """
    by_right = np.argsort(right, kind="stable")  # the seeds of each are indexed once
    aligned = np.empty((len(left), 2 * SIDE), np.float64)
    aligned[by_right] = _align(words.bounds, words.hashes, words.shapes, words.flags, left[by_right], right[by_right])
    return aligned


@njit(cache=True, nogil=True)
def _align(bounds, hashes, shapes, flags, left, right):  # type: ignore[no-untyped-def]
    """Return what blocks hold of each pair; pairs with the same right text are next to each other."""
    result = np.zeros((len(left), 2 * SIDE), np.float64)
    heads, chain = _index_seeds(hashes[:0])
    for pair in range(len(left)):
        a, b = bounds[left[pair]], bounds[left[pair] + 1]
        c, d = bounds[right[pair]], bounds[right[pair] + 1]
        if pair == 0 or right[pair] != right[pair - 1]:
            heads, chain = _index_seeds(hashes[c:d])
        state, state2 = _blocks(hashes[a:b], shapes[a:b], flags[a:b], hashes[c:d], shapes[c:d], heads, chain)
        _count_side(state, flags[a:b], result[pair, :SIDE])
        _count_side(state2, flags[c:d], result[pair, SIDE:])
    return result


@njit(cache=True, nogil=True)
def _count_side(state, flags, result):  # type: ignore[no-untyped-def]
    """Fill the columns of one side."""
    for k in range(len(flags)):
        weight = CHARACTER_WEIGHT if flags[k] & CHARACTER else 1.0
        matched = weight * (state[k] == 2)
        result[WORDS] += weight
        if not state[k]:
            continue
        result[IN_BLOCKS] += weight
        result[MATCHED] += matched
        if flags[k] & NUMBER:
            result[NUMBERS] += weight
            result[NUMBERS_MATCHED] += matched
        elif flags[k] & CAPITAL and not flags[k] & INITIAL:
            result[NAMES] += weight
            result[NAMES_MATCHED] += matched


@njit(cache=True, nogil=True)
def _blocks(hashes, shapes, flags, hashes2, shapes2, heads, chain):  # type: ignore[no-untyped-def]
    """Return for each word of both texts 0 outside of blocks, 1 inside, and 2 where it is matched.

    `heads` and `chain` index the seeds of the second text.
    """
    n, n2 = len(hashes), len(hashes2)
    state, state2 = np.zeros(n, np.uint8), np.zeros(n2, np.uint8)
    path, path2 = np.empty(n + n2, np.int64), np.empty(n + n2, np.int64)
    # As numbers of a type: the functions they are given to would be compiled for the literal ones apart.
    i, forward, backward = np.int64(0), np.int64(1), np.int64(-1)
    while i + SEED <= n:
        j = heads[np.int64(_seed_key(hashes, i) & uint64(len(heads) - 1))]
        if j < 0:  # as for most words
            i += 1
            continue
        j, run = _longest_run(hashes, i, hashes2, j, chain, state, state2)
        weight = run * (CHARACTER_WEIGHT if flags[i] & CHARACTER else 1.0)
        if weight < SEED:
            i += 1
            continue
        ahead = _extend(hashes, shapes, state, i + run, hashes2, shapes2, state2, j + run, forward, path, path2)
        last, last2 = (path[ahead - 1], path2[ahead - 1]) if ahead else (i + run - 1, j + run - 1)
        rest, rest2 = path[ahead:], path2[ahead:]
        behind = _extend(hashes, shapes, state, i - 1, hashes2, shapes2, state2, j - 1, backward, rest, rest2)
        both = ahead + behind
        start, start2 = (path[both - 1], path2[both - 1]) if behind else (i, j)
        if weight + both * weight / run < MIN_BLOCK:
            i += 1
            continue
        for k in range(start, last + 1):
            state[k] = max(state[k], 1)
        for k in range(start2, last2 + 1):
            state2[k] = max(state2[k], 1)
        state[i : i + run], state2[j : j + run] = 2, 2
        for k in range(both):
            state[path[k]], state2[path2[k]] = 2, 2
        i = last + 1
    return state, state2


@njit(cache=True, nogil=True)
def _seed_key(hashes, i):  # type: ignore[no-untyped-def]
    """Return a key for three words in order: a sum, which is evenly spread because hashes are."""
    return uint64((hashes[i] * uint64(GOLDEN) + hashes[i + 1]) * uint64(GOLDEN) + hashes[i + 2])


@njit(cache=True, nogil=True)
def _index_seeds(hashes):  # type: ignore[no-untyped-def]
    """Return a hash table of a text's seeds: the first place in each slot, and after each place the next in its slot.

    Few seeds of another text occur in it, so nearly all look-ups should meet an empty slot.
    """
    size = n_slots(8 * len(hashes))
    heads = np.full(size, -1, np.int32)
    chain = np.full(len(hashes), -1, np.int32)
    for k in range(len(hashes) - SEED, -1, -1):
        slot = np.int64(_seed_key(hashes, k) & uint64(size - 1))
        chain[k] = heads[slot]
        heads[slot] = k
    return heads, chain


@njit(cache=True, nogil=True)
def _longest_run(hashes, i, hashes2, j, chain, state, state2):  # type: ignore[no-untyped-def]
    """Return where in the other text the longest run of free words equal to those from `i` on stands, and its length.

    `j` is the first of the places in the `chain` to try.
    """
    best, longest = 0, 0
    for _ in range(_MAX_PLACES):
        if j < 0:
            break
        run = 0
        while i + run < len(hashes) and j + run < len(hashes2) and hashes[i + run] == hashes2[j + run]:
            if state[i + run] or state2[j + run]:
                break
            run += 1
        if run > longest:
            best, longest = j, run
        j = chain[j]
    return best, longest if longest >= SEED else 0


@njit(cache=True, nogil=True)
def _extend(  # type: ignore[no-untyped-def]
    hashes, shapes, state, i, hashes2, shapes2, state2, j, step, path, path2
):
    """Write the matched words from (i, j) on in the direction of `step` to the paths, and return their number.

    `i` or `j` is outside its text where no word is left in that direction.
    """
    n_path, n_best = 0, 0
    score, best = 0.0, 0.0
    while 0 <= i < len(hashes) and 0 <= j < len(hashes2):
        skip, skip2 = 0, 0
        if state[i] or state2[j] or not _same(hashes[i], shapes[i], hashes2[j], shapes2[j]):
            skip, skip2 = _skipped(hashes, shapes, state, i, hashes2, shapes2, state2, j, step)
            if skip < 0:
                break
        score += 1.0 - _SKIPPED * max(skip, skip2)
        i, j = i + step * skip, j + step * skip2
        path[n_path], path2[n_path] = i, j
        n_path += 1
        i, j = i + step, j + step
        if score <= best - _DROP:
            break
        if score > best:
            best, n_best = score, n_path
    return n_best


@njit(cache=True, nogil=True)
def _skipped(hashes, shapes, state, i, hashes2, shapes2, state2, j, step):  # type: ignore[no-untyped-def]
    """Return how many words a gap at (i, j) skips on each side, as few as possible; -1 where that is too many.

    After a gap one equal word is chance; two in a row are not.
    """
    n = min(_REACH + 2, len(hashes) - i if step > 0 else i + 1)
    n2 = min(_REACH + 2, len(hashes2) - j if step > 0 else j + 1)
    fewest, skip, skip2 = 2 * _REACH + 1, -1, -1
    before = 0
    for k in range(n):
        same, x = 0, i + step * k
        if not state[x]:  # a bit for each word on the right that it is the same as
            for k2 in range(n2):
                y = j + step * k2
                if not state2[y] and _same(hashes[x], shapes[x], hashes2[y], shapes2[y]):
                    same |= 1 << k2
        both = before & (same >> 1)  # of the words before it, and of these
        if both:
            first = 0
            while not both >> first & 1:
                first += 1
            if k - 1 + first < fewest:
                fewest, skip, skip2 = k - 1 + first, k - 1, first
        before = same
    return skip, skip2


@njit(cache=True, nogil=True)
def _same(word, shape, word2, shape2):  # type: ignore[no-untyped-def]
    """Whether two words are equal or similar."""
    shared = _count_bits(shape & shape2)
    return (word == word2) | ((shared > 0) & (shared >= _ALIKE * _count_bits(shape | shape2)))


@njit(cache=True, nogil=True)
def _count_bits(value):  # type: ignore[no-untyped-def]
    """Return the number of bits set (Warren, Hacker's Delight, section 5-1)."""
    value -= (value >> uint64(1)) & uint64(0x5555555555555555)
    value = (value & uint64(0x3333333333333333)) + ((value >> uint64(2)) & uint64(0x3333333333333333))
    value = (value + (value >> uint64(4))) & uint64(0x0F0F0F0F0F0F0F0F)
    return uint64(value * uint64(0x0101010101010101)) >> uint64(56)
