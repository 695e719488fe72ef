"""Code points -> what the tokenizer needs to know of them: one table, filled as characters are met.

A character is classed by its Unicode category and folded for comparing (Unicode Standard, chapters 3.13 and 4.5; UAX
#15): compatibility decomposition, case folding, decimal digits of every script to ASCII. So `Ａ`, `A` and `a` are one
letter, `ﬁ` is `fi`, and text in NFC and in NFD is the same text. Nothing is dropped that distinguishes words: `é` stays
different from `e`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from threading import Lock
from typing import Final

import numpy as np
from numba import njit, uint32, uint64
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
HANGUL: Final = 6
"""A letter of Korean, whose particles and units stand against figures and Latin names: `20도`, `AI가`."""

UPPER: Final = 8
"""Added to the class of a letter that can start a name."""
STOP: Final = 16
"""Added to the class of a separator that ends a sentence."""

CLASS_BITS: Final = 7
PLAIN: Final = 32
"""Added to the class of a letter or digit that is compared by one code point, as nearly all are."""
_KNOWN: Final = 64

# The first word of the Unicode names of scripts that put no spaces between words. Hangul is not among them.
_SPACE_FREE = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "BOPOMOFO"}
    | {"THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE"}
)
# Sentence ends that Unicode does not class apart; a line end is one in news, where headings have no full stop.
_STOPS = frozenset(".!?…\n\r\u2028\u2029。．！？｡।॥؟۔።։")
# The vowels and final consonants of decomposed Korean, which go on with the syllable that a consonant begins.
_WITHIN_SYLLABLE = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
_N_ASCII: Final = 128
_AT_ONCE: Final = 32
"""Code points that are looked at in one go, whether all are ASCII."""
_MAX_FOLDED: Final = 32
"""No code point folds to more: the longest compatibility decomposition, U+FDFA, has 18."""


class CharacterTable:
    """What is known of each code point so far; it grows, and what it holds never changes.

    `facts` (0x110000,) uint64 has in bits 0 to 7 the class with its flags, 0 where nothing is known yet; in bits 8 to
    15 how many code points a character is compared by; and in bits 32 to 63 that code point where it is one, or else
    where in `folded` they begin. Marks among them have their top bit set. Threads may share it.
    """

    MARK_BIT: Final = 1 << 31

    def __init__(self) -> None:
        self.facts = np.zeros(0x110000, np.uint64)
        self.folded: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self._learning = Lock()
        self._add(range(_N_ASCII))

    @property
    def entries(self) -> NDArray[np.uint64]:
        """See `dedup.features.codes.Table`."""
        return self.facts

    def learn(self, codes: NDArray[np.uint32]) -> None:
        """Make sure that every code point of `codes` (n_codes,) is in the table."""
        if len(unknown := unknown_of(codes, self.facts)):
            with self._learning:
                # Another thread may have added some since, and what it wrote is in use.
                self._add(code for code in np.unique(unknown).tolist() if not self.facts[code])

    def _add(self, codes: Iterable[int]) -> None:
        facts: dict[int, int] = {}
        sequences: list[int] = []
        for code in codes:
            kind, sequence = classify(chr(code))
            if len(sequence) == 1:
                value = sequence[0]
                kind |= PLAIN if kind & CLASS_BITS in (LETTER, DIGIT) and not value & self.MARK_BIT else 0
            else:
                value = len(self.folded) + len(sequences)
                sequences += sequence
            facts[code] = value << 32 | len(sequence) << 8 | kind | _KNOWN
        self.folded = np.concatenate([self.folded, np.array(sequences, np.uint32)])
        for code, fact in facts.items():  # last, for from then on other threads take them to be known
            self.facts[code] = fact


@njit(cache=True, nogil=True)
def unknown_of(codes, facts):  # type: ignore[no-untyped-def]
    """Return those of `codes` that are not in the table yet: their entry in `facts` is 0.

    ASCII is there from the start, and most runs of text hold nothing else.
    """
    known, start, n, at_once = True, uint64(0), uint64(len(codes)), uint64(_AT_ONCE)
    while start < n:  # unsigned: numba checks signed indices for being negative
        stop, any_of = min(start + at_once, n), uint32(0)
        if stop - start == at_once:
            for k in range(_AT_ONCE):  # vectorised
                any_of |= codes[start + uint64(k)]
        if any_of >= _N_ASCII or stop - start < at_once:
            for k in range(start, stop):  # no early exit: checking for it takes twice as long
                known &= facts[codes[k]] != 0
        start = stop
    unknown, n_unknown = np.empty(0 if known else len(codes), np.uint32), uint64(0)
    if not known:  # looked for again, for there seldom are any
        for code in codes:
            unknown[n_unknown] = code
            n_unknown += uint64(facts[code] == 0)
    return unknown[:n_unknown]


def classify(character: str) -> tuple[int, list[int]]:
    """Return the class (with flags) of one character and the code points it is compared by.

    >>> classify("É") == (LETTER | UPPER, [ord("e"), 0x301 | CharacterTable.MARK_BIT])
    True
    >>> classify("٣") == (DIGIT, [ord("3")])
    True
    >>> classify("京")[0] == SYLLABIC, classify("도")[0] == HANGUL
    (True, True)
    >>> classify("\u00ad")[0] == IGNORED, classify("。")[0] == SEPARATOR | STOP
    (True, True)
    """
    category = unicodedata.category(character)
    if category in ("Cf", "Cs") or character == "ـ":  # the tatweel only stretches an Arabic word
        return IGNORED, []
    if category[0] not in "LNM":
        return SEPARATOR | (STOP if character in _STOPS else 0), []
    if category == "Nd":
        return DIGIT, [ord("0") + unicodedata.decimal(character)]
    sequence = _fold(character)
    if category[0] == "M" or _WITHIN_SYLLABLE.match(character):
        return MARK, sequence
    script = unicodedata.name(unicodedata.normalize("NFKC", character)[0], "").split(" ")[0]
    if script in _SPACE_FREE:
        return SYLLABIC, sequence
    if category[0] == "N":
        return DIGIT, sequence
    if script == "HANGUL":
        return HANGUL, sequence
    return LETTER | (UPPER if category in ("Lu", "Lt") else 0), sequence


def _fold(character: str) -> list[int]:
    if character == "İ":  # its case folding, i with a dot above, would part İstanbul from istanbul
        return [ord("i")]
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return [
        ord(c) | (CharacterTable.MARK_BIT if unicodedata.category(c)[0] == "M" else 0)
        for c in folded[:_MAX_FOLDED]
        if unicodedata.category(c)[0] in "LNM"
    ]
