from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import msgpack
import numpy as np
import pytest

from dedup.article import Article
from dedup.features import background as module
from dedup.features.background import UNKNOWN_LANGUAGE, background
from dedup.features.extract import Terms, extract, extract_words
from dedup.machine import kept
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


@pytest.fixture
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "cache_folders", lambda: [tmp_path])


def tokenises(language: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Return whether a list is tokenised in a run of its own."""
    calls: list[object] = []

    def noted(words: Sequence[str], language: str) -> Terms:
        calls.append(language)
        return extract_words(words, language)

    with monkeypatch.context() as patch:
        patch.setattr(module, "extract_words", noted)
        background.__wrapped__(language)
    return bool(calls)


@pytest.mark.usefixtures("_empty_cache")
@pytest.mark.parametrize("language", ["en", "vi", "zh", "hr"])
def test_frequencies_that_were_kept_are_those_of_the_list(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tokenises(language, monkeypatch)
    assert not tokenises(language, monkeypatch)
    again, expected = background.__wrapped__(language), background(language)
    assert np.array_equal(again.terms, expected.terms)
    assert np.array_equal(again.frequency, expected.frequency)
    assert again.unlisted == expected.unlisted


def another_list(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(msgpack.packb([{}, ["ferry"], ["quorvish"]]))
    monkeypatch.setattr(module, "packed_list", lambda _: packed)


def another_unicode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unicodedata, "unidata_version", "99.0")


def another_tokenizer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "code_of", lambda folder: b"changed" if (folder / "tokenize.py").exists() else b"")


@pytest.mark.usefixtures("_empty_cache")
@pytest.mark.parametrize("change", [another_list, another_unicode, another_tokenizer])
def test_what_was_kept_is_not_used_once_anything_it_was_made_of_has_changed(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    background.__wrapped__("en")
    change(monkeypatch)
    assert tokenises("en", monkeypatch)
    assert not tokenises("en", monkeypatch)
