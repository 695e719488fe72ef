from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from operator import eq
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dedup.clean import pages
from dedup.clean.cutting import count_pages
from dedup.clean.pages import Cuts, cut_each, hash_passages
from dedup.clean.passages import casefolded
from dedup.clean.recurring import MIN_CONTEXTS, Recurring
from dedup.clean.word_pairs import part_shared, word_pairs

from . import reference
from .cut import cut, pages_of, split_page, uncut
from .invented import LETTERS, sentence, story

PIECES = [
    *("\n", "\r\n", "\r", "\x85", "\u2028", "\n\n", "\n \n", " ", "  ", "\u3000", "\xa0", "\t"),
    *(".", "...", "…", "!", "?”", '."', ".)", "。", "。」", "؟", "۔ ", "។", "”", "\u200b"),
    *("News", "news", "straße", "STRASSE", "İz", "12", "٣", "ﬁn", "雨が降った", "Łódź", "\ud800", "(Reuters)", "[…]"),
    *("Sign up", "a" * 23, "B" * 40, "c d " * 60),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def assert_pages_equal_reference(texts: list[str]) -> None:
    cuts = cut(texts)
    pages_of_texts = reference.split_pages(texts)
    assert list(pages_of(texts)) == pages_of_texts
    assert n_pages(texts) == reference.count_pages(texts)
    assert cuts.ink.tolist() == [ink for page in pages_of_texts for ink in reference.inks(page)]
    found = [page.text[start:end] for page in pages_of_texts for start, end in reference.passages(page)]
    assert cuts.hashes.tolist() == hash_passages(found).tolist()


def n_pages(texts: list[str]) -> list[list[int]]:
    cuts = cut(texts)
    _, n_pages = count_pages(cuts.bounds, cuts.n_lines, cuts.hashes)
    return [n_pages[low:high].tolist() for low, high in pairwise(cuts.bounds.tolist())]


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=300)
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


def test_a_line_that_ends_in_an_ellipsis_and_a_full_stop_breaks_off() -> None:
    text = "It is said at length and then it trails away…."
    assert split_page(text).prose == []
    assert_pages_equal_reference([text])


def test_passages_are_counted_on_pages_not_on_lines() -> None:
    texts = ["Menu\nMenu\nOne", "MENU\nTwo", "Three"]
    assert n_pages(texts) == [[2, 2, 1], [2, 1], [1]]


@pytest.mark.parametrize("batch_codes", [1, 300])
def test_size_of_batches_does_not_change_the_pages(batch_codes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [story(script, "a") for script in LETTERS] * 2
    at_once = list(pages_of(texts))
    monkeypatch.setattr(pages, "BATCH_CODES", batch_codes)
    assert list(pages_of(texts)) == at_once


@pytest.mark.parametrize("batch_codes", [1, 300, 200_000])
def test_outlets_that_are_cut_together_are_cut_as_each_alone(batch_codes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [story(script, "a") for script in LETTERS]
    texts = [stories, stories[:1], ["", stories[0], "\n"], [""], [f"{stories[1]}\n{stories[0]}"] * 3, stories * 2]
    titles = [[text[:30] * (number % 2) for number, text in enumerate(of_outlet)] for of_outlet in texts]
    outlets = list(map(uncut, texts, titles))
    alone = [[column.tolist() for column in columns(next(cut_each([outlet])))] for outlet in outlets]
    monkeypatch.setattr(pages, "BATCH_CODES", batch_codes)
    assert [[column.tolist() for column in columns(cuts)] for cuts in cut_each(outlets)] == alone


def columns(cuts: Cuts) -> list[NDArray[Any]]:
    return [getattr(cuts, field.name) for field in fields(cuts)]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join).map(str.strip), max_size=12))
def test_passages_have_one_hash_where_they_are_equal_but_for_case_digits_and_white_space(found: list[str]) -> None:
    hashes = hash_passages(found).tolist()
    assert len(hashes) == len(found)
    assert [hashes.index(value) for value in hashes] == [
        [*map(reference.plain, found)].index(passage) for passage in map(reference.plain, found)
    ]


RECURRING = [
    "Menu",
    "MENU",
    "Page 1",
    "page 23",
    "Straße",
    "STRASSE",
    f"{'One more sentence of it'} 4. And on it goes.",
]
PARAGRAPHS = st.one_of(st.sampled_from(RECURRING), st.integers(0, 9).map(lambda n: sentence("latin", str(n)) + " Yes."))


@given(st.lists(st.lists(PARAGRAPHS, max_size=6).map("\n".join), max_size=8))
def test_recurring_passages_equal_the_reference(texts: list[str]) -> None:
    pages = pages_of(texts)
    found, expected = Recurring(pages), reference.recurring(texts, MIN_CONTEXTS)
    again = {(index, span) for places in expected.values() for index, spans in places.items() for span in spans}
    own = [
        [pages[n].lines[k][0] for k in pages[n].prose if (n, pages[n].lines[k]) not in again] for n in range(len(texts))
    ]
    keys = {}
    for key in range(len(found.of_lines)):
        page = int(found.carriers(key)[0])
        start, end = found.span(key, page)
        keys[reference.plain(texts[page][start:end]), bool(found.of_lines[key])] = key
    assert keys.keys() == expected.keys()
    for passage, places in expected.items():
        key = keys[passage]
        assert found.carriers(key).tolist() == [*places]
        assert found.n_carriers[key] == len(places)
        assert [found.span(key, page) for page in places] == [spans[0] for spans in places.values()]
        interior = [
            passage[1] and bool(own[page]) and all(own[page][0] < start < own[page][-1] for start, _ in spans)
            for page, spans in places.items()
        ]
        assert found.n_interior[key] == sum(interior)
    for n, cut_page in enumerate(pages):
        prose = [cut_page.lines[k] for k in cut_page.prose]
        assert found.lines(n) == (
            [span for span in cut_page.lines if (n, span) not in again],
            [span for span in prose if (n, span) in again],
        )


@given(st.text(max_size=40))
@example("ßẞİŉΐﬃᏸꭰ\ud800Äé“”")
@example("αβγδεζηθικλμνξοΠΡΣς")
def test_texts_are_folded_as_python_does(text: str) -> None:
    assert casefolded(text) == text.casefold()


def test_each_character_is_folded_as_python_does() -> None:
    characters = [chr(code) for code in range(0x110000)]
    assert all(map(eq, map(casefolded, characters), map(str.casefold, characters)))
    assert all(map(eq, map(str.casefold, map(str.casefold, characters)), map(str.casefold, characters)))


@given(*[st.lists(st.sampled_from(["a", "bb", "c3", "c4", "Äö", "x"]), min_size=2, max_size=30)] * 2)
def test_word_pairs_are_shared_as_sets_of_pairs_are(left: list[str], right: list[str]) -> None:
    one, other = {*pairwise(left)}, {*pairwise(right)}
    assert len(word_pairs(" \n".join(left))) == len(one)
    found = part_shared(word_pairs(" ".join(left)), word_pairs("\t".join(right)))
    assert found == len(one & other) / min(len(one), len(other))


def test_words_of_scripts_without_spaces_are_every_two_neighbouring_characters() -> None:
    assert np.array_equal(word_pairs("雨が降った，風が吹いた。雪"), word_pairs("雨が降った。 風が吹いた 雪"))
    assert len(word_pairs("雨が降った，風が吹いた。雪")) == 7


@pytest.mark.parametrize("text", ["", " \n", "word", " word "])
def test_fewer_than_two_words_have_no_pair(text: str) -> None:
    assert len(word_pairs(text)) == 0
