"""How terms occur in their articles: one byte a term, since there are more of these numbers than of anything else.

The byte is the *kind* of an occurrence: its marks, and how often the term occurs. Tables say what each kind stands for.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from dedup.features.search import first_from

_N_KINDS: Final = np.array(
    [
        # in the body; never: the title is part of the lead; in the lead; in the title
        (30, 0, 44, 29),  # other words
        (22, 0, 25, 22),  # names
        (7, 0, 7, 7),  # numbers
        (1, 0, 1, 1),  # both: `IV` is a name, the one character that stands for it a number
        (10, 0, 10, 10),  # pairs
        (8, 0, 8, 8),  # names that are pairs
        (1, 0, 1, 1),  # the last two only where two terms have one hash
        (1, 0, 1, 1),
    ],
    np.int32,
).ravel()
"""Kinds with each combination of marks, (32,), 256 in all: for a count each from 1 on, the last for that and any above.

Chosen so that few counts are larger: one in 2,700 of the entries of English news of 300 words, one in 170 to 300 of
English and German news of 960 words and of Vietnamese. In a long English article they are those of `the`, `of`, `to`.
"""

_FIRST_KINDS: Final = (np.cumsum(_N_KINDS) - _N_KINDS).astype(np.int32)

MARKS: Final = np.repeat(np.arange(len(_N_KINDS), dtype=np.uint8), _N_KINDS)
"""The marks of each kind, (256,), as `kernel` has them."""

_COUNTS: Final = np.arange(len(MARKS)) - _FIRST_KINDS[MARKS] + 1

FREQUENCIES: Final = np.where(_N_KINDS[MARKS] > _COUNTS, [1.0 + math.log(n) for n in _COUNTS.tolist()], 0.0)
"""The term frequency of each kind, (256,), as TF-IDF has it: 1 + log(count). It is 0 where the count is not known."""


class Occurrences(NamedTuple):
    """How each of n terms occurs in its article; term frequencies that a kind cannot express are listed beside it."""

    kinds: NDArray[np.uint8]  # (n,)
    places: NDArray[np.int64]  # (n_untold,) of those, ascending
    frequencies: NDArray[np.float64]  # (n_untold,)

    @classmethod
    def of(cls, counts: NDArray[np.int32], marks: NDArray[np.uint8]) -> Occurrences:
        """Return the occurrences of terms with these `counts`, (n,), and `marks`, (n,)."""
        kinds, places = _kinds_of(counts, marks)
        frequencies = np.array([1.0 + math.log(count) for count in counts[places].tolist()])
        return cls(kinds, places, frequencies)

    def frequencies_of(self, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the term frequencies at these `places`, as `frequency_of` does."""
        frequencies = FREQUENCIES[self.kinds[places]]
        is_untold = frequencies == 0
        frequencies[is_untold] = self.frequencies[np.searchsorted(self.places, places[is_untold])]
        return frequencies


@njit(cache=True, nogil=True)
def _kinds_of(counts, marks):  # type: ignore[no-untyped-def]
    """Return the kinds of terms with these `counts` and `marks`, (n,), and the places of those that do not tell it."""
    kinds, untold, n_untold = np.empty(len(counts), np.uint8), np.empty(len(counts), np.int64), 0
    for k in range(len(counts)):
        n_kinds = _N_KINDS[marks[k]]
        kinds[k] = _FIRST_KINDS[marks[k]] + min(counts[k], n_kinds) - 1
        if counts[k] >= n_kinds:
            untold[n_untold] = k
            n_untold += 1
    return kinds, untold[:n_untold].copy()


@njit(cache=True, nogil=True, forceinline=True)
def frequency_of(occurrences, k):  # type: ignore[no-untyped-def]
    """Return the frequency of term k.

    It is inlined into the loops that call it: a call takes several times as long as its work.
    """
    frequency = FREQUENCIES[occurrences.kinds[k]]
    return frequency if frequency > 0 else untold_frequency(occurrences, k)


@njit(cache=True, nogil=True)
def untold_frequency(occurrences, k):  # type: ignore[no-untyped-def]
    """Return the frequency of term k, which its kind cannot express."""
    return occurrences.frequencies[first_from(k, occurrences.places, 0, len(occurrences.places))]
