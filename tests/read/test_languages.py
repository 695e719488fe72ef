from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from dedup.machine import kept
from dedup.read import languages
from dedup.read.languages import identify, identify_starts, language_code, start_of

from .builders import BODY, TEXTS


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("en", "en"), ("en-US", "en"), ("EN", "en"), ("eng", "en"), ("English", "en"), ("zh_Hant", "zh")),
        *(("nb-NO", "no"), ("deu", "de"), ("german", "de"), ("xx", ""), ("unknown", ""), ("", ""), ("kab", "")),
        *(("pt_AO", "pt"), ("zh-Hant-MO", "zh"), ("18", ""), ("English; Deutsch", ""), ("utf-8", ""), ("i-lux", "lb")),
    ],
)
def test_names_of_languages_become_two_letter_codes(name: str, code: str) -> None:
    assert language_code(name) == code


def test_codes_told_without_tables_are_those_that_the_tables_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    regions = ["", "-", *(f"{joint}{region}" for joint in "-_" for region in languages._PLAIN_REGIONS)]
    names = [code + region for code in languages._PLAIN_CODES for region in regions]
    names += list(map(str.upper, names))
    told = [language_code.__wrapped__(name) for name in names]
    assert set(told) == {"", *languages._PLAIN_CODES} - {"nb"}
    monkeypatch.setattr(languages, "_PLAIN_CODES", frozenset())
    assert told == [language_code.__wrapped__(name) for name in names]


@pytest.mark.parametrize("name", ["hr", "es-AR", "Deutsch", "NORSK", "18", "English; Deutsch", "Seite 3 von 12"])
def test_common_names_and_what_is_no_name_do_not_wait_for_the_tables(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = language_code.__wrapped__(name)
    monkeypatch.setitem(sys.modules, "langcodes", None)
    assert language_code.__wrapped__(name) == expected
    with pytest.raises(ImportError):
        language_code.__wrapped__("deu")


def test_names_of_languages_are_no_tags_of_others() -> None:
    assert all(languages._code_of_tag(name) in ("", code) for name, code in languages._codes_by_name().items())


def test_names_of_languages_are_gathered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "cache_folders", lambda: [tmp_path])
    expected = languages._codes_by_name.__wrapped__()
    gathered: list[object] = []
    monkeypatch.setattr(languages, "_names_and_codes", lambda: gathered.append(0))
    assert languages._codes_by_name.__wrapped__() == expected
    assert expected["deutsch"] == "de"
    assert not gathered


@pytest.mark.parametrize("changed", [("version", lambda _: "0"), ("_OWN_NAMES", ("da",))])
def test_names_that_something_else_gave_are_gathered_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: tuple[str, object]
) -> None:
    monkeypatch.setattr(kept, "cache_folders", lambda: [tmp_path])
    languages._codes_by_name.__wrapped__()
    monkeypatch.setattr(languages, *changed)
    now = {"names": np.array(["dansk"]), "codes": np.array(["da"])}
    monkeypatch.setattr(languages, "_names_and_codes", lambda: now)
    assert languages._codes_by_name.__wrapped__() == {"dansk": "da"}


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
