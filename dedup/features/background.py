"""How often words stand in a language at large: what IDF starts from before a folder has counts of its own."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedup.features.extract import extract_words
from dedup.features.word_lists import packed_list, word_list
from dedup.machine.kept import Tables, code_of, kept_tables

_NAMES = ("terms", "frequency", "unlisted")


@dataclass(frozen=True, slots=True)
class Background:
    """Occurrences per word of running text, for the terms of one language."""

    terms: NDArray[np.uint64]  # (n_terms,), ascending
    frequency: NDArray[np.float64]  # (n_terms,)
    unlisted: float
    """The frequency taken for a term that is not listed."""

    def of(self, terms: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return the frequency of each of `terms`, which are hashes: both arrays are (n,)."""
        if not len(self.terms):
            return np.full(len(terms), self.unlisted)
        place = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[place] == terms, self.frequency[place], self.unlisted)


UNKNOWN_LANGUAGE = Background(np.zeros(0, np.uint64), np.zeros(0), unlisted=3e-5)
"""Where no word list is known every term starts alike, at the frequency whose IDF is in the middle."""


_LISTED_AS = {"no": "nb", "nn": "nb", "bs": "sh", "hr": "sh", "sr": "sh"}
"""Languages that share a word list with another under that one's code."""


@lru_cache
def background(language: str) -> Background:
    """Return the word frequencies of `language` (ISO 639-1), or `UNKNOWN_LANGUAGE` where there is no list.

    The words of a list go through our own tokenizer, so that a listed word and a word of a text are the same term; in
    scripts without spaces a character bigram is as frequent as the words that hold it. That takes 40 to 120 ms, so the
    result is kept from run to run.
    """
    packed = packed_list(_LISTED_AS.get(language, language))
    if not packed:
        return UNKNOWN_LANGUAGE
    # The tokenizer asks Python's tables of Unicode about each character.
    made_of = b" ".join((packed, unicodedata.unidata_version.encode(), code_of(Path(__file__).parent)))
    tables = kept_tables(f"words-{language}", _NAMES, made_of, partial(_tables, packed, language))
    return Background(tables["terms"], tables["frequency"], unlisted=float(tables["unlisted"]))


def _tables(packed: bytes, language: str) -> Tables:
    words = word_list(packed)
    terms = extract_words(list(words), language)
    of_words = np.array(list(words.values()), np.float64)
    frequency = np.zeros(len(terms.vocabulary))
    np.add.at(frequency, terms.ids, np.repeat(of_words, np.diff(terms.bounds)))
    order = np.argsort(terms.vocabulary)
    # A list ends where its rarest words stand; what is rarer still is taken at half of that.
    unlisted = of_words.min() / 2
    return dict(zip(_NAMES, (terms.vocabulary[order], frequency[order], np.array(unlisted)), strict=True))
