from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.clean.labels import BYLINE_WORDS, CALL_WORDS, CREDIT_WORDS
from dedup.clean.signs import TABLE
from dedup.clean.wall_words import TELLING
from dedup.clean.word_table import may_start, stands_at, word_table
from dedup.features.tokenize import code_points

from . import reference

WORDS = ["photo", "photos", "photo by", "图", "图片", "kuva", "ı", "über", "σας", "404 error"]
PIECES = [
    *WORDS,
    "PHOTO",
    "PhotoS",
    "\u212auva",
    "I",
    "İ",
    "i",
    "ÜBER",
    "ΣΑΣ",
    " ",
    "x",
    "_",
    "7",
    "303 error",
    "p",
    "(",
    "",
]


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), st.booleans())
def test_words_are_found_where_a_pattern_finds_them(text: str, whole: bool) -> None:
    codes, table = code_points(text), word_table(WORDS)
    TABLE.learn(codes)
    for place in range(len(text)):
        found = stands_at(codes, place, table, whole, TABLE.flags, TABLE.folded)
        # Digits are told apart by nobody: that is more than a pattern finds, and never less.
        assert found or not reference.stands_at(text, place, WORDS, whole)
        if not any(character.isdigit() for character in text):
            assert found == reference.stands_at(text, place, WORDS, whole)


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_no_word_stands_where_none_starts_with_the_three_letters(text: str) -> None:
    codes, table = code_points(text), word_table(WORDS)
    TABLE.learn(codes)
    folded = [*TABLE.folded[codes], np.uint32(0), np.uint32(0)]
    for place in range(len(text)):
        if not may_start(*folded[place : place + 3], table.thirds):
            assert not stands_at(codes, place, table, False, TABLE.flags, TABLE.folded)


@pytest.mark.parametrize("words", [TELLING, CREDIT_WORDS + CALL_WORDS + BYLINE_WORDS])
def test_letters_that_patterns_take_for_one_are_folded_to_one(words: tuple[str, ...]) -> None:
    everything = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x20000)]))
    TABLE.learn(code_points(everything))
    for letter in sorted({*"".join(words)} - {*" 0123456789"}):
        same = re.findall(re.escape(letter), everything, re.IGNORECASE)
        assert len(np.unique(TABLE.folded[code_points(letter + "".join(same))])) == 1
