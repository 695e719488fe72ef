"""The pairs of neighbouring words in a text: they show whether two texts may be on one story.

Compiled, and held as sorted hashes: sets of strings took ten times as long, and 100 KB instead of 8 for a page of 960
words.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.clean.passages import WIDE
from dedup.clean.signs import SPACE, TABLE
from dedup.features.kernel import sort_hashes
from dedup.features.tokenize import GOLDEN, code_points, mix

_CLAUSE: Final = re.compile(r"\w+")
_FIRST_WIDE: Final = 0x3040  # of the characters that are `WIDE`


def word_pairs(text: str) -> NDArray[np.uint64]:
    """Return the distinct pairs of neighbouring words, (n_pairs,), ascending.

    Words are what stands between white space, or in scripts without spaces every two neighbouring characters.

    >>> len(word_pairs("to be or not to be"))
    4
    """
    codes = code_points(text)
    if codes.max(initial=0) >= _FIRST_WIDE and WIDE.search(text):
        clauses = _CLAUSE.findall(text)
        codes = code_points(" ".join([clause[at : at + 2] for clause in clauses for at in range(len(clause) - 1)]))
    TABLE.learn(codes)
    pairs: NDArray[np.uint64] = _pairs(codes, TABLE.flags)
    return pairs


def part_shared(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> float:
    """Return the part of the smaller of two sets of pairs, neither of them empty, that stands in the other."""
    return int(_n_shared(left, right)) / min(len(left), len(right))


@njit(cache=True, nogil=True)
def _pairs(codes, flags):  # type: ignore[no-untyped-def]
    """Return the distinct hashes of two neighbouring words, ascending."""
    hashes, n = np.empty(len(codes) // 2 + 1, np.uint64), 0
    before, word, inside, n_words = uint64(0), uint64(1), False, 0
    for i in range(len(codes) + 1):
        if i < len(codes) and not flags[codes[i]] & SPACE:
            word = uint64((word ^ uint64(codes[i])) * uint64(GOLDEN))
            word ^= word >> uint64(32)
            inside = True
        elif inside:
            if n_words > 0:
                hashes[n] = mix(before * uint64(GOLDEN) + word)
                n += 1
            before, word, inside, n_words = word, uint64(1), False, n_words + 1
    if n == 0:
        return hashes[:0]
    sorted_hashes = np.empty(n, np.uint64)
    sort_hashes(hashes[:n], sorted_hashes)
    distinct = 1
    for k in range(1, n):
        if sorted_hashes[k] != sorted_hashes[k - 1]:
            sorted_hashes[distinct] = sorted_hashes[k]
            distinct += 1
    return sorted_hashes[:distinct].copy()


@njit(cache=True, nogil=True)
def _n_shared(left, right):  # type: ignore[no-untyped-def]
    """Return how many values two ascending arrays have in common."""
    i, j, n = 0, 0, 0
    while i < len(left) and j < len(right):
        n += left[i] == right[j]
        low, high = left[i] <= right[j], right[j] <= left[i]
        i += low
        j += high
    return n
