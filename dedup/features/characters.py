"""Code points -> what the tokenizer needs to know of them: one table, filled as characters are met.

A character is classed by its Unicode category and folded for comparing (Unicode Standard, chapters 3.13 and 4.5;
UAX #15): compatibility decomposition, case folding, decimal digits of every script to ASCII. So `Ａ`, `A` and `a`
are one letter, `ﬁ` is `fi`, and text in NFC and in NFD is the same text. Nothing is dropped that tells words apart:
`é` stays different from `e`.
"""

from __future__ import annotations

import unicodedata
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

SEPARATOR: Final = 0
LETTER: Final = 1
DIGIT: Final = 2
MARK: Final = 3
"""Continues a word, never starts one."""
IGNORED: Final = 4
"""Soft hyphens, joiners, bidi marks and the like: as if they were not there."""
SYLLABIC: Final = 5
"""A character of a script written without spaces: a token of its own."""

UPPER: Final = 8
"""Added to the class of a letter that can start a name."""
STOP: Final = 16
"""Added to the class of a separator that ends a sentence."""

_CLASS_BITS: Final = 7
_UNKNOWN: Final = 255

# The first word of the Unicode names of scripts that put no spaces between words. Hangul is not among them.
_SPACE_FREE = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "BOPOMOFO"}
    | {"THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE"}
)
# Sentence ends that Unicode does not class apart; a line end is one in news, where headings have no full stop.
_STOPS = frozenset(".!?…\n\r\u2028\u2029。．！？｡।॥؟۔።։")
_MAX_FOLDED: Final = 32
"""No code point folds to more: the longest compatibility decomposition, U+FDFA, has 18."""


class CharacterTable:
    """What is known of each code point so far; it grows, and what it holds never changes.

    `kinds` (0x110000,) uint8 is the class with its flags; `folded[first[c]:first[c] + length[c]]` are the code
    points that `c` is compared by, marks with their top bit set. Threads may share it.
    """

    MARK_BIT: Final = 1 << 31

    def __init__(self) -> None:
        self.kinds = np.full(0x110000, _UNKNOWN, np.uint8)
        self.first = np.zeros(0x110000, np.uint32)
        self.length = np.zeros(0x110000, np.uint8)
        self.folded: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self._learning = Lock()

    def learn(self, codes: NDArray[np.uint32]) -> None:
        """Make sure that every code point of `codes`, of any shape, is in the table."""
        if not (self.kinds[codes] == _UNKNOWN).any():
            return
        with self._learning:
            new = codes[self.kinds[codes] == _UNKNOWN]
            kinds: dict[int, int] = {}
            sequences: list[int] = []
            for code in np.unique(new).tolist():
                kinds[code], sequence = classify(chr(code))
                self.first[code] = len(self.folded) + len(sequences)
                self.length[code] = len(sequence)
                sequences += sequence
            self.folded = np.concatenate([self.folded, np.array(sequences, np.uint32)])
            for code, kind in kinds.items():  # last, for from then on other threads take them to be known
                self.kinds[code] = kind


def classify(character: str) -> tuple[int, list[int]]:
    """Return the class (with flags) of one character and the code points it is compared by.

    >>> classify("É") == (LETTER | UPPER, [ord("e"), 0x301 | CharacterTable.MARK_BIT])
    True
    >>> classify("٣") == (DIGIT, [ord("3")])
    True
    >>> classify("京")[0] == SYLLABIC, classify("\u00ad")[0] == IGNORED, classify("。")[0] == SEPARATOR | STOP
    (True, True, True)
    """
    category = unicodedata.category(character)
    if category in ("Cf", "Cs") or character == "ـ":  # the tatweel only stretches an Arabic word
        return IGNORED, []
    if category[0] not in "LNM":
        return SEPARATOR | (STOP if character in _STOPS else 0), []
    if category == "Nd":
        return DIGIT, [ord("0") + unicodedata.decimal(character)]
    sequence = _fold(character)
    if category[0] == "M":
        return MARK, sequence
    if unicodedata.name(unicodedata.normalize("NFKC", character)[0], "").split(" ")[0] in _SPACE_FREE:
        return SYLLABIC, sequence
    if category[0] == "N":
        return DIGIT, sequence
    return LETTER | (UPPER if category in ("Lu", "Lt") else 0), sequence


def class_of(kind: int) -> int:
    """Return the class alone, without its flags."""
    return kind & _CLASS_BITS


def _fold(character: str) -> list[int]:
    if character == "İ":  # its case folding, i with a dot above, would part İstanbul from istanbul
        return [ord("i")]
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return [
        ord(c) | (CharacterTable.MARK_BIT if unicodedata.category(c)[0] == "M" else 0)
        for c in folded[:_MAX_FOLDED]
        if unicodedata.category(c)[0] in "LNM"
    ]
