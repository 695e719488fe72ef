from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.clean import pages
from dedup.clean.pages import cut, pages_of, split_page
from dedup.clean.word_pairs import part_shared, word_pairs

from . import reference
from .invented import LETTERS, sentence, story

PIECES = [
    *("\n", "\r\n", "\r", "\x85", "\u2028", "\n\n", "\n \n", " ", "  ", "\u3000", "\xa0", "\t"),
    *(".", "...", "…", "!", "?”", '."', ".)", "。", "。」", "؟", "۔ ", "។", "”", "\u200b"),
    *("News", "news", "straße", "STRASSE", "İz", "12", "٣", "ﬁn", "雨が降った", "Łódź", "\ud800", "(Reuters)", "[…]"),
    *("Sign up", "a" * 23, "B" * 40, "c d " * 60),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def assert_pages_equal_reference(texts: list[str]) -> None:
    assert list(pages_of(texts, cut(texts))) == reference.split_pages(texts)


@given(st.lists(TEXTS, max_size=4))
@settings(deadline=None, max_examples=300)
def test_pages_equal_the_reference_however_a_text_is_made(texts: list[str]) -> None:
    assert_pages_equal_reference(texts)


@pytest.mark.parametrize("script", LETTERS)
def test_pages_equal_the_reference_in_every_script(script: str) -> None:
    one_line = " ".join(sentence(script, str(n)) for n in range(30))
    menu = sentence(script, "menu", 4)
    assert_pages_equal_reference(
        [one_line, *(f"{menu}\n{story(script, str(n))}\n{menu}" for n in range(4)), f"{menu}\n{menu} 11:15\n{one_line}"]
    )


def test_lines_that_were_wrapped_are_paragraphs() -> None:
    text = "The council voted\non Monday to\nclose the bridge.\n\n\nIt had stood\nfor years.\n"
    page = split_page(text)
    assert [text[start:end].split()[0] for start, end in page.lines] == ["The", "It"]
    assert_pages_equal_reference([text, text.replace("\n", "\r\n"), text.replace("\n\n\n", "\n\n")])


def test_passages_are_counted_on_pages_not_on_lines() -> None:
    texts = ["Menu\nMenu\nOne", "MENU\nTwo", "Three"]
    assert [page.n_pages for page in pages_of(texts, cut(texts))] == [[2, 2, 1], [2, 1], [1]]


@pytest.mark.parametrize("batch_codes", [1, 300])
def test_size_of_batches_does_not_change_the_pages(batch_codes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [story(script, "a") for script in LETTERS] * 2
    at_once = list(pages_of(texts, cut(texts)))
    monkeypatch.setattr(pages, "BATCH_CODES", batch_codes)
    assert list(pages_of(texts, cut(texts))) == at_once


@given(*[st.lists(st.sampled_from(["a", "bb", "c3", "c4", "Äö", "x"]), min_size=2, max_size=30)] * 2)
@settings(deadline=None)
def test_word_pairs_are_shared_as_sets_of_pairs_are(left: list[str], right: list[str]) -> None:
    one, other = {*pairwise(left)}, {*pairwise(right)}
    assert len(word_pairs(" \n".join(left))) == len(one)
    found = part_shared(word_pairs(" ".join(left)), word_pairs("\t".join(right)))
    assert found == len(one & other) / min(len(one), len(other))


def test_words_of_scripts_without_spaces_are_what_stands_between_the_punctuation() -> None:
    assert np.array_equal(word_pairs("雨が降った，風が吹いた。雪"), word_pairs("雨が降った。 風が吹いた 雪"))
    assert len(word_pairs("雨が降った，風が吹いた。雪")) == 2


@pytest.mark.parametrize("text", ["", " \n", "word", " word "])
def test_fewer_than_two_words_have_no_pair(text: str) -> None:
    assert len(word_pairs(text)) == 0
