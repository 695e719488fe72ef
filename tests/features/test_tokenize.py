from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from dedup.features import characters
from dedup.features.characters import CharacterTable
from dedup.features.tokenize import CAPITAL, CHARACTER, INITIAL, JOINED, NUMBER, code_points, tokenize

from .reference import Key, Word, words
from .texts import LEFT_TO_RIGHT, SOFT_HYPHEN, TEXTS, ZERO_WIDTH_JOINER, texts


def assert_equals_reference(text: str) -> None:
    tokens, expected = tokenize(text), words(text)
    assert list(zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)) == [(w.start, w.end) for w in expected]
    assert tokens.flags.tolist() == [_flags(word) for word in expected]
    pairs: set[tuple[int, Key]] = {(h, w.key) for h, w in zip(tokens.hashes.tolist(), expected, strict=True)}
    assert len(pairs) == len({word.key for word in expected}) == len({*tokens.hashes.tolist()})


def _flags(word: Word) -> int:
    return (
        NUMBER * word.is_number
        | CAPITAL * word.is_capital
        | INITIAL * word.is_first_of_sentence
        | CHARACTER * word.is_character
        | JOINED * word.is_joined
    )


def surfaces(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)]


def same_words(left: str, right: str) -> bool:
    return bool(tokenize(left).hashes.tolist() == tokenize(right).hashes.tolist())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_tokens_equal_the_reference(text: str) -> None:
    assert_equals_reference(text)


@given(texts())
@settings(max_examples=300)
def test_tokens_equal_the_reference_however_scripts_mix(text: str) -> None:
    assert_equals_reference(text)


@pytest.mark.parametrize("n", [0, 1, 31, 32, 100])
def test_every_character_is_learned_wherever_it_stands(n: int) -> None:
    table, text = CharacterTable(), "é" + "a" * n + "жß京" + "b" * n + "ж😀"
    for codes in (code_points(text), code_points(text + "東")):
        table.learn(codes)
        assert table.facts[codes].all()
    assert np.count_nonzero(table.facts) == 128 + len(set("éжß京😀東"))


def test_what_two_threads_learn_at_once_is_learned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table, codes = CharacterTable(), code_points("ﬁ é")
    unknown = characters.unknown_of
    before = table.folded

    def unknown_to_both(codes: NDArray[np.uint32], facts: NDArray[np.uint64]) -> NDArray[np.uint32]:
        found: NDArray[np.uint32] = unknown(codes, facts)
        monkeypatch.undo()
        table.learn(codes)  # the other thread, that comes first
        return found

    monkeypatch.setattr(characters, "unknown_of", unknown_to_both)
    table.learn(codes)
    assert len(table.folded) == len(before) + len("fi") + len("e\u0301")


def test_offsets_point_to_the_original_text() -> None:
    text = f"«Zu\u0308rich» — coun{SOFT_HYPHEN}cil: 3,5 東京"
    assert surfaces(text) == ["Zu\u0308rich", f"coun{SOFT_HYPHEN}cil", "3", "5", "東", "京"]


def test_characters_beyond_the_basic_plane_are_one_offset_each() -> None:
    assert surfaces("😀 𠮷野 news") == ["𠮷", "野", "news"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Évry", unicodedata.normalize("NFD", "Évry")),
        ("Cầu", unicodedata.normalize("NFD", "Cầu")),
        ("İzmir", unicodedata.normalize("NFD", "İzmir")),
        ("istanbul", "İstanbul".lower()),
        ("council", f"coun{SOFT_HYPHEN}cil"),
        ("nepal", f"ne{ZERO_WIDTH_JOINER}pa{LEFT_TO_RIGHT}l"),
        ("Tokyo 12", "Ｔｏｋｙｏ　１２"),
        ("final", "ﬁnal"),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("٣ 3", "3 ३"),
        ("جميل", "جمـــيل"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("o\u0323\u0302", "o\u0302\u0323"),
    ],
)
def test_two_ways_to_write_a_word_are_one_word(left: str, right: str) -> None:
    assert same_words(left, right)


@pytest.mark.parametrize("name", TEXTS)
def test_composed_and_decomposed_text_has_the_same_words_and_stems(name: str) -> None:
    composed, decomposed = (tokenize(unicodedata.normalize(form, TEXTS[name])) for form in ("NFC", "NFD"))
    assert composed.hashes.tolist() == decomposed.hashes.tolist()
    assert composed.stems.tolist() == decomposed.stems.tolist()
    assert composed.flags.tolist() == decomposed.flags.tolist()


@pytest.mark.parametrize(("left", "right"), [("resume", "résumé"), ("мир", "мiр"), ("ab", "ba"), ("3", "30")])
def test_different_words_stay_apart(left: str, right: str) -> None:
    assert not same_words(left, right)


def test_scripts_without_spaces_give_one_token_a_character() -> None:
    assert surfaces("東京は") == ["東", "京", "は"]
    assert surfaces("กิน") == ["กิ", "น"]
    assert surfaces("새벽 도서관") == ["새벽", "도서관"]


def test_figures_and_latin_names_stand_apart_from_korean_letters() -> None:
    assert surfaces("기온은 20도, AI가 3명") == ["기온은", "20", "도", "AI", "가", "3", "명"]
    tokens = tokenize("20도")
    assert tokens.flags.tolist() == [NUMBER | INITIAL, JOINED]


def test_figures_belong_to_a_word_in_other_scripts() -> None:
    assert surfaces("G20 20C Т72 26ης ב2004") == ["G20", "20C", "Т72", "26ης", "ב2004"]


def test_lone_surrogates_are_passed_over() -> None:
    assert surfaces("a\ud800b") == ["a\ud800b"]
    assert same_words("a\ud800b", "ab")


@pytest.mark.parametrize("text", ["", "\0", "a\0", "zoë", "京\0\0", "\ud800\udc00", "a\U0001f600\ud800\0", "é" * 1000])
def test_code_points_are_those_of_the_text_and_read_only_however_it_is_stored(text: str) -> None:
    codes = code_points(text)
    assert codes.dtype == np.uint32
    assert codes.tolist() == [*map(ord, text)]
    assert not codes.flags.writeable
