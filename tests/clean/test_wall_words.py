from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.clean import wall_words
from dedup.clean.wall_words import CREDITS, ERRORS, MAX_CREDIT, THINGS, may_tell

WORDS = [" ".join(word.split()) for table in (wall_words._THINGS, wall_words._ERRORS) for word in table.split("|")]
VARIANTS = {"i": "iIİı", "s": "sSſ", "k": "kK\u212a", "ı": "ıiI", "µ": "µμ"}


@st.composite
def told(draw: st.DrawFn) -> str:
    """Return a word of the tables among others, in any case and in letters that case-blind patterns take for it."""
    letters = [draw(st.sampled_from(VARIANTS.get(c, c + c.upper())[:4])) for c in draw(st.sampled_from(WORDS))]
    around = st.text(st.sampled_from(" .,“”éß你ж\nab"), max_size=6)
    return draw(around) + "".join(letters) + draw(around)


@given(told())
def test_no_text_is_ruled_out_in_which_a_word_stands(text: str) -> None:
    assert may_tell(text) or not (THINGS.search(text) or ERRORS.search(text))


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_found_however_it_is_written(word: str) -> None:
    for text in (word, word.upper(), f"“{word.title()}” they said."):
        assert may_tell(text)


@pytest.mark.parametrize(
    "text", ["The vote was close, seven to four.", "„Knapp“, sagte Bürgermeisterin Ödön.", "Le préfet l’a dit à Évry."]
)
def test_plain_news_is_ruled_out(text: str) -> None:
    assert not may_tell(text)


@pytest.mark.parametrize("label", ["foto av", "photographs", "φωτογραφία", "photos", "immagine", "fotoğraf"])
def test_no_credit_that_starts_with_a_letter_is_longer_than_the_limit(label: str) -> None:
    longest = f"{label}{' ' * 9}:{'x' * 60}"
    assert len(longest) <= MAX_CREDIT
    assert not CREDITS.fullmatch(longest + "x")
