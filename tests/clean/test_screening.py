from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.clean import pages
from dedup.clean.screening import MIN_CREDITS, MIN_PICTURES, Screened, screen
from dedup.clean.stubs import _gallery
from dedup.clean.wall_words import BARE_ERRORS, ERRORS, MAX_CREDIT, TELLING, THINGS

VARIANTS = {"i": "iIİı", "s": "sSſ", "k": "kK\u212a", "ı": "ıiI", "µ": "µμ"}
MAX_TOLD = 1500


@st.composite
def told(draw: st.DrawFn) -> str:
    """Return a word of the tables among others, in any case and in letters that case-blind patterns take for it."""
    letters = [draw(st.sampled_from(VARIANTS.get(c, c + c.upper())[:4])) for c in draw(st.sampled_from(TELLING))]
    around = st.text(st.sampled_from(" .,“”éß你ж\nab"), max_size=6)
    return draw(around) + "".join(letters) + draw(around)


def screened(texts: list[str]) -> Screened:
    return screen([Article(text=text) for text in texts], MAX_TOLD)


def of_one(text: str) -> Screened:
    return screened([text])


def tells(text: str) -> bool:
    return any(words.search(text) for words in (THINGS, ERRORS, BARE_ERRORS))


@given(told())
def test_a_text_tells_where_a_pattern_finds_a_word(text: str) -> None:
    assert bool(of_one(text).tells[0]) == tells(text)


@pytest.mark.parametrize("word", TELLING)
def test_each_word_is_found_however_it_is_written(word: str) -> None:
    texts = [word, word.upper(), f"“{word.title()}” they said."]
    assert screened(texts).tells.tolist() == list(map(tells, texts))
    assert of_one(word).tells[0]


@pytest.mark.parametrize(
    "text",
    [
        *("The vote was close, seven to four.", "„Knapp“, sagte Bürgermeisterin Ödön.", "Le préfet l’a dit à Évry."),
        *("Министр сказал это в понедельник.", "市长周一为大桥揭幕。", ""),
    ],
)
def test_plain_news_tells_nothing(text: str) -> None:
    assert not of_one(text).tells[0]


def test_a_long_text_tells_nothing() -> None:
    texts = ["cookie" + "." * (MAX_TOLD - 6), "cookie" + "." * (MAX_TOLD - 5)]
    assert screened(texts).tells.tolist() == [True, False]


LINES = st.sampled_from(
    [
        *("3 / 24", "1/12", "- 2 of 9 -", "(7 von 8)", "٣ / ٤", "9 / 3", "a 3 / 4", "12", "", " \t", "\u3000"),
        *(
            "Foto: Mira",
            "Photo | Ito",
            "© Quill",
            "（c） Q",
            "(c) Q",
            "图片／新华社",
            "12 Bild - dpa",
            "Photo " + "x" * 120,
        ),
        *("The mayor went.", "It was late: " + "x" * 120, "Yes - and no"),
    ]
)


@given(st.lists(LINES, max_size=9).map("\n".join))
def test_a_text_has_pictures_where_a_gallery_is_found(text: str) -> None:
    if _gallery(Article(text=text)):
        assert of_one(text).pictures[0]


def may_have_pictures(text: str) -> bool:
    """Return what is told of `text` line by line, as Python has them."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    short = [line for line in lines if len(line) <= MAX_CREDIT or not line[0].isalpha()]
    words = ["".join(c for c in line if c.isalnum() or c == "_") for line in short]
    n_counters = sum(word[:1].isdecimal() and word[-1].isdecimal() for word in words)
    n_credits = sum(any(sign in line for sign in ":：/|©-(") for line in short)
    return n_counters >= MIN_PICTURES or n_credits >= max(MIN_PICTURES, MIN_CREDITS * len(lines))


@given(st.lists(LINES | st.text(st.sampled_from("a1é٣ -:_\r\t\u3000"), max_size=40), max_size=9).map("\n".join))
def test_lines_on_pictures_are_told_from_bytes_as_from_characters(text: str) -> None:
    assert of_one(text).pictures[0] == may_have_pictures(text)


def test_two_lines_on_pictures_among_many_are_none() -> None:
    assert not of_one("Foto: Mira\nFoto: Ito\n" + "The mayor went.\n" * 9).pictures[0]
    assert not of_one("Foto: Mira\nFoto: Ito\nFoto: Ola\n" + "The mayor went.\n" * 9).pictures[0]


@given(st.lists(st.lists(st.sampled_from(["a", "A", "bb", "c", "ß", "SS"]), max_size=6), max_size=6))
def test_texts_of_the_same_words_have_one_hash(found: list[list[str]]) -> None:
    hashes = screened([text for words in found for text in (" ".join(words), "\n " + " \u3000".join(words) + "\t")])
    words = [" ".join(words).casefold() for words in found for _ in range(2)]
    hashed = hashes.words.tolist()
    assert [hashed.index(each) for each in hashed] == [words.index(text) for text in words]


def test_size_of_batches_does_not_change_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Please enable JavaScript.", "", "3 / 24\n4 / 24\n5 / 24", "The mayor went."] * 3
    at_once = screened(texts)
    monkeypatch.setattr(pages, "BATCH_CODES", 1)
    one_by_one = screened(texts)
    for column in ("words", "tells", "pictures"):
        assert getattr(one_by_one, column).tolist() == getattr(at_once, column).tolist()
