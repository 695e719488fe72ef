from __future__ import annotations

import pytest

from dedup.read import languages
from dedup.read.languages import identify, identify_starts, language_code, start_of

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


def test_codes_told_without_tables_are_those_that_the_tables_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    regions = ["", "-", *(f"{joint}{region}" for joint in "-_" for region in languages._PLAIN_REGIONS)]
    names = [code + region for code in languages._PLAIN_CODES for region in regions]
    names += list(map(str.upper, names))
    told = [language_code.__wrapped__(name) for name in names]
    monkeypatch.setattr(languages, "_PLAIN_CODES", frozenset())
    assert told == [language_code.__wrapped__(name) for name in names]
    assert set(told) == {"", *languages._OWN_NAMES, "en"}


@pytest.mark.parametrize(("language", "text"), [("en", BODY), *TEXTS.items()])
def test_every_script_is_identified(language: str, text: str) -> None:
    assert identify("", text) == language


@pytest.mark.parametrize("text", ["", "Pier!", "12 345 678 901 234 567 890 123", "\ud800" * 3])
def test_too_little_to_tell_gives_no_language(text: str) -> None:
    assert identify("", text) == ""


def test_many_starts_are_told_as_each_by_itself_is() -> None:
    starts = [start_of(title, text) for title in ("", "Pier!", "\ud800") for text in ("", BODY, *TEXTS.values())] * 3
    assert identify_starts(starts) == [identify_starts([start])[0] for start in starts]
    assert identify_starts([]) == []
