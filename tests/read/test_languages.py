from __future__ import annotations

import pytest

from dedup.read.languages import identify, language_code

from .builders import BODY, TEXTS


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("en", "en"), ("en-US", "en"), ("EN", "en"), ("eng", "en"), ("English", "en"), ("zh_Hant", "zh")),
        *(("nb-NO", "no"), ("deu", "de"), ("german", "de"), ("xx", ""), ("unknown", ""), ("", ""), ("kab", "")),
    ],
)
def test_names_of_languages_become_two_letter_codes(name: str, code: str) -> None:
    assert language_code(name) == code


@pytest.mark.parametrize(("language", "text"), [("en", BODY), *TEXTS.items()])
def test_every_script_is_identified(language: str, text: str) -> None:
    assert identify("", text) == language


@pytest.mark.parametrize("text", ["", "Pier!", "12 345 678 901 234 567 890 123", "\ud800" * 3])
def test_too_little_to_tell_gives_no_language(text: str) -> None:
    assert identify("", text) == ""
