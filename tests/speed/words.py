"""Invented words: how often the word of each rank comes, and how it is spelt.

A word is its rank, 0 the most frequent. Nothing is stored for the endless tail of rare words: a rank spells its word.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# English function words, most frequent first: what reads the texts (languages, credits, walls) meets familiar glue.
FUNCTION_WORDS: Final = """
the to of and a in that for on is said it was with as he at by be from have his but has are an not this who they will
we about had their or its would were more one which after been also she her when out if up there than all you can what
other over new people into i some first time two could so last no them him year just only most these our before my
between because any while during how do years now where many under since those like against made may then such even
says did through being off very without around both down another three still week day among should each few until
later per across near whether early
""".split()  # noqa: SIM905 - a list would be a page
N_FUNCTION: Final = 128
"""Ranks below are function words: every article has them, whatever it is about."""

_SHARES: Final = (
    0.0587, 0.0881, 0.136, 0.202, 0.2567, 0.3245, 0.393, 0.4657, 0.5413, 0.6221, 0.7089, 0.7959, 0.8716, 0.9281, 0.9643,
    0.9848,
)  # fmt: skip
"""Part of all tokens that the 1, 2, 4, ... 2**15 most frequent words make: `speed-allsides`, 11.6 million tokens."""
_TAIL: Final = 1.1
"""Beyond, the part that is left falls with this power of the rank, so that the vocabulary grows with the 0.476th power
of the text (1 / 2.1), as measured from 1,000 to 12,000 articles of `speed-allsides`."""

_NAMES: Final = (0.13, 0.12, 0.13, 0.15, 0.18, 0.21, 0.25, 0.29, 0.35, 0.42)
"""Part of the words that are names, for ranks from 128, 256, ... on; measured on the same articles."""
_NUMBERS: Final = (0.005, 0.035, 0.03, 0.023, 0.025, 0.026, 0.03, 0.039, 0.06, 0.091)

_ONSETS: Final = "b c d f g h k l m n p r s t v w br cl dr fl gr pl st tr".split()  # noqa: SIM905
_NUCLEI: Final = ["a", "e", "i", "o", "u", "ea"]
_CODAS: Final = ["", "n", "r", "l", "s", "nd"]
_SYLLABLES: Final = [onset + nucleus + coda for coda in _CODAS for nucleus in _NUCLEI for onset in _ONSETS]
_ENDINGS: Final = ("", "", "", "s", "s", "ed", "ing", "er", "ly", "ion", "al", "ment")
_SCRAMBLE: Final = 7919
"""A prime beside every power of `_SYLLABLES`: neighbours in rank are not neighbours in the alphabet."""


def mixed(*numbers: Any) -> NDArray[np.uint64]:
    """Return 64 bits for each tuple of `numbers` (integers or arrays that broadcast), as good as random.

    Vigna's splitmix64, once for each number.
    """
    with np.errstate(over="ignore"):
        state: Any = np.uint64(0)
        for number in numbers:
            state = (state ^ np.asarray(number).astype(np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
            state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            state = state ^ (state >> np.uint64(31))
    return np.asarray(state, np.uint64)


def uniform(bits: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return numbers in [0, 1) made of 64 bits each."""
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def ranks(chances: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the word at each place of the cumulative distribution; `chances` in [0, 1).

    >>> ranks(np.array([0.0, 0.0586, 0.08, 0.4657, 0.9999])).tolist()
    [0, 0, 1, 128, 3154598]
    """
    octave = np.interp(chances, _SHARES, np.arange(len(_SHARES)))
    rare = chances > _SHARES[-1]
    octave[rare] += np.log2((1 - _SHARES[-1]) / (1 - chances[rare])) / _TAIL
    return np.where(chances < _SHARES[0], 0, np.exp2(octave)).astype(np.int64)


def octaves(words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the binary logarithm of each rank, rounded down; of rank 0, -1.

    >>> octaves(np.array([1, 2, 3, 4, 255, 256])).tolist()
    [0, 1, 1, 2, 7, 8]
    """
    return np.frexp(words.astype(np.float64))[1].astype(np.int64) - 1


def spelt(word: int) -> str:
    """Return the word of a rank: a name is capitalised, a number has digits, and related words share their stem.

    >>> [spelt(word) for word in (0, 7, 1000, 5003, 1_000_000)]
    ['the', 'for', 'malplols', '492', 'Monhinbun']
    """
    return _spelt(word, int(mixed(word)))


def spelt_upto(n: int) -> list[str]:
    """Return the words of the ranks below `n`, quicker than one by one.

    >>> spelt_upto(1001)[1000] == spelt(1000)
    True
    """
    return [_spelt(word, bits) for word, bits in enumerate(mixed(np.arange(n)).tolist())]


def _spelt(word: int, bits: int) -> str:
    if word < N_FUNCTION:
        return FUNCTION_WORDS[word]
    octave = min(word.bit_length() - 8, len(_NAMES) - 1)
    kind = (bits >> 40) / 2**24
    if kind < _NUMBERS[octave]:
        return f"{bits % (40 << octave) + 2:,}"
    if kind < _NUMBERS[octave] + _NAMES[octave]:
        return _stem(word).capitalize()
    # Two words in three have a stem of their own; measured are 0.60 distinct first six letters for each word.
    return _stem(word - word % 3 // 2) + _ENDINGS[bits % len(_ENDINGS)]


def _stem(number: int) -> str:
    """Return the syllables of a number: two from the 864th word on, three from the 746,496th."""
    n_syllables, room = 1, len(_SYLLABLES)
    while number >= room:
        n_syllables, room = n_syllables + 1, room * len(_SYLLABLES)
    number = number * _SCRAMBLE % room
    parts = []
    for _ in range(n_syllables):
        number, syllable = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[syllable])
    return "".join(parts)


@cache
def name(number: int) -> str:
    """Return an invented name, such as an outlet's or a town's."""
    return _stem(int(mixed(number)) % (len(_SYLLABLES) ** 2 - 1000) + 1000).capitalize()
