from __future__ import annotations

import numpy as np

from dedup.article import Article
from dedup.features.background import UNKNOWN_LANGUAGE, background
from dedup.features.extract import extract
from dedup.records import Spans
from dedup.settings import Settings


def frequencies(language: str, text: str) -> list[float]:
    """The background frequency of each term of `text`, in order."""
    articles = [Article(text=text, language=language)]
    _, terms = extract(articles, Spans.whole(articles), Settings())
    found: list[float] = background(language).of(terms.vocabulary[terms.ids]).tolist()
    return found


def test_common_words_are_more_frequent_than_rare_ones() -> None:
    the, minister, unlisted = frequencies("en", "the minister quorvish")
    assert the > 100 * minister > 100 * unlisted > 0


def test_words_are_listed_however_they_are_written() -> None:
    (capital,) = frequencies("fr", "ÉTÉ")
    (decomposed,) = frequencies("fr", "e\u0301te\u0301")
    assert capital == decomposed > frequencies("fr", "zorvelu")[0]


def test_character_pairs_are_as_frequent_as_the_words_that_hold_them() -> None:
    (country,) = frequencies("zh", "中国")
    (nonsense,) = frequencies("zh", "龘囧")
    assert country > 100 * nonsense


def test_frequencies_are_of_running_words() -> None:
    listed = background("en").frequency
    assert listed.min() > 0
    assert listed.max() < 0.1
    assert background("en").unlisted < listed.min()


def test_unknown_language_takes_every_term_alike() -> None:
    assert background("") is background("xx") is UNKNOWN_LANGUAGE
    assert len(set(frequencies("", "the minister quorvish"))) == 1
    assert len(UNKNOWN_LANGUAGE.of(np.zeros(0, np.uint64))) == 0
