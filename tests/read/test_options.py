"""What a user says about files goes before what their content and names say."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.article import Article
from dedup.errors import SettingsError
from dedup.read import read_file, read_folders
from dedup.records import Skipped
from dedup.settings import Settings

from .builders import BODY, article, skipped


def read_as(path: Path, content: str, **settings: object) -> list[Article | Skipped]:
    path.write_text(content, encoding="utf-8")
    return list(read_file(path, Settings(**settings)))  # type: ignore[arg-type]


def test_a_format_that_is_given_goes_before_content_and_name(tmp_path: Path) -> None:
    assert article(read_as(tmp_path / "a.json", f"# Pier\n\n{BODY}", input_format="markdown")).title == "Pier"
    assert skipped(read_as(tmp_path / "a.txt", BODY, input_format="json")).reason == "bad JSON"


def test_an_unknown_format_is_an_error_that_lists_those_known(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"one of text, markdown, .*, got docs"):
        read_as(tmp_path / "a.txt", BODY, input_format="docs")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", f'{{"headline_text": "Pier", "meta": {{"words": "{BODY}"}}, "title": "no"}}'),
        ("a.json", f'{{"whatever": [{{"headline_text": "Pier", "meta": {{"words": "{BODY}"}}}}]}}'),
        ("a.jsonl", f'{{"headline_text": "Pier", "meta": {{"words": "{BODY}"}}}}\n'),
        ("a.csv", f'headline_text,meta.words\nPier,"{BODY}"\n'),
        ("a.tsv", f"meta.words\theadline_text\n{BODY}\tPier\n"),
    ],
)
def test_names_that_are_given_are_found_in_records_and_tables(tmp_path: Path, name: str, content: str) -> None:
    found = article(read_as(tmp_path / name, content, map=("title=headline_text", "text=meta.words")))
    assert (found.title, found.text) == ("Pier", BODY)


def test_a_given_name_that_a_record_lacks_leaves_what_it_has(tmp_path: Path) -> None:
    assert article(read_as(tmp_path / "a.json", f'{{"text": "{BODY}"}}', map=("text=words",))).text == BODY


@pytest.mark.parametrize(
    "record",
    [
        f'{{"kop_tekst": "Pier", "text": "{BODY}"}}',
        f'{{"kop_tekst": "Pier", "header_text": null, "text": "{BODY}"}}',
        f'{{"kop_tekst": "", "header_text": "Pier", "text": "{BODY}"}}',
        f'{{"kop_tekst": "Pier", "header_text": "no", "text": "{BODY}"}}',
    ],
)
def test_of_several_names_that_are_given_for_a_field_the_first_with_a_value_counts(tmp_path: Path, record: str) -> None:
    pairs = ("title=kop_tekst", "title=header_text")
    assert article(read_as(tmp_path / "a.json", record, map=pairs)).title == "Pier"


def test_one_name_may_be_given_for_two_fields(tmp_path: Path) -> None:
    found = article(read_as(tmp_path / "a.json", f'{{"all": "{BODY}"}}', map=("title=all", "text=all")))
    assert (found.title, found.text) == (BODY, BODY)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("title=kop", "title=headline_text"), []),
        (("title=headline_text", "outlet=blad"), ["title=headline_text", "outlet=blad"]),
        (("title=kop", "outlet=krant", "outlet=blad"), ["outlet=krant", "outlet=blad"]),
    ],
)
def test_given_names_are_told_where_no_record_has_any_for_the_field(
    tmp_path: Path, names: tuple[str, ...], told: list[str]
) -> None:
    (tmp_path / "a.csv").write_text(f'kop,text\n,"{BODY}"\n', encoding="utf-8")
    (tmp_path / "b.txt").write_text(BODY, encoding="utf-8")
    _, skipped = read_folders([tmp_path], Settings(map=names))
    assert skipped == sorted(
        Skipped(f"--map {pair}", "name not found", f"no record has a value called {pair.partition('=')[2]}")
        for pair in told
    )


def test_the_version_of_an_item_can_be_given_a_name(tmp_path: Path) -> None:
    assert article(read_as(tmp_path / "a.json", f'{{"text": "{BODY}", "n": 3}}', map=("version=n",))).version == "3"


@pytest.mark.parametrize("pair", ["heading=title", "title", "title="])
def test_a_map_that_is_none_is_an_error(pair: str) -> None:
    with pytest.raises(SettingsError, match="map must be FIELD=NAME"):
        Settings(map=(pair,))
