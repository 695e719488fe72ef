"""Many words looked up at once at a place of a text, ignoring case: compiled.

A regular expression with as many branches tries one after the other at each place, and takes fifty times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

from dedup.clean.signs import TABLE, WORD
from dedup.features.tokenize import code_points
from dedup.lengths import bounds_of

_BUCKETS: Final = 1 << 12
_ANY_LETTER: Final = (1 << 64) - 1


class WordTable(NamedTuple):
    """The words to look for, by bucket: word i is `letters[bounds[i]:bounds[i + 1]]`, folded as `SignTable` has it."""

    letters: NDArray[np.uint32]
    bounds: NDArray[np.int64]  # (n_words + 1,)
    buckets: NDArray[np.int64]  # (_BUCKETS + 1,) bucket b has the words `buckets[b]:buckets[b + 1]`
    thirds: NDArray[np.uint64]  # (_BUCKETS,) has bit c % 64 where c may be the third letter of a word of the bucket


def word_table(words: Iterable[str]) -> WordTable:
    """Return the table of `words`, none of which is empty."""
    folded = []
    for word in words:
        codes = code_points(word)
        TABLE.learn(codes)
        folded.append(TABLE.folded[codes].tolist())
    bucket = _bucket.py_func
    by_bucket = sorted((bucket(word[0], word[1] if len(word) > 1 else 0), word) for word in folded)
    bounds = bounds_of([len(word) for _, word in by_bucket])
    letters = np.array([letter for _, word in by_bucket for letter in word], np.uint32)
    buckets = np.searchsorted(np.array([number for number, _ in by_bucket]), np.arange(_BUCKETS + 1))
    thirds = np.zeros(_BUCKETS, np.uint64)
    for number, word in by_bucket:
        thirds[number] |= np.uint64(1 << word[2] % 64 if len(word) > 2 else _ANY_LETTER)
    return WordTable(letters, bounds, buckets, thirds)


@njit(cache=True, nogil=True)
def may_start(first, second, third, thirds):  # type: ignore[no-untyped-def]
    """Whether a word of the table may start with these three letters; few places in a text pass.

    It has no branch that the processor would have to predict, and saves the costly call of `stands_at`.
    """
    of_both, of_one = uint64(_bucket(first, second)), uint64(_bucket(first, 0))
    return ((thirds[of_both] | thirds[of_one]) >> (uint64(third) & uint64(63)) & uint64(1)) != 0


@njit(cache=True, nogil=True)
def stands_at(text, i, table, whole, flags, folded):  # type: ignore[no-untyped-def]
    """Whether a word of `table` stands at `text[i]`; with `whole`, one that no letter or digit follows."""
    first = folded[text[i]]
    if i + 1 < len(text) and _in_bucket(text, i, _bucket(first, folded[text[i + 1]]), table, whole, flags, folded):
        return True
    return _in_bucket(text, i, _bucket(first, 0), table, whole, flags, folded)


@njit(cache=True, nogil=True)
def _in_bucket(text, i, bucket, table, whole, flags, folded):  # type: ignore[no-untyped-def]
    for word in range(table.buckets[bucket], table.buckets[bucket + 1]):
        low, n = table.bounds[word], table.bounds[word + 1] - table.bounds[word]
        if i + n > len(text) or (whole and i + n < len(text) and flags[text[i + n]] & WORD):
            continue
        k = 0
        while k < n and folded[text[i + k]] == table.letters[low + k]:
            k += 1
        if k == n:
            return True
    return False


@njit(cache=True, nogil=True)
def _bucket(first, second):  # type: ignore[no-untyped-def]
    """Return the bucket of the words that start with two letters; the second is 0 for a word of one letter."""
    return (int(first) * 61 + int(second)) & (_BUCKETS - 1)
