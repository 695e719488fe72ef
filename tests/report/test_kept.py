from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.read import read_folders
from dedup.records import Decision, Report
from dedup.report.kept import write_kept
from dedup.settings import Settings

from .builders import report_of

BODY = "The ferry Lady Isolde ran aground off Marrow Point on Saturday evening."


def report_on(folder: Path, *dropped: str) -> Report:
    articles = read_folders([folder], Settings())[0]
    names = [article.location.removeprefix(f"{folder.as_posix()}/") for article in articles]
    return replace(report_of(articles), decisions={names.index(name): Decision(0, "") for name in dropped})


def kept_lines(folder: Path, *dropped: str) -> list[bytes]:
    out = folder.parent / "kept.jsonl"
    write_kept(report_on(folder, *dropped), [folder], out)
    return out.read_bytes().splitlines(keepends=True)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def test_lines_of_json_are_kept_byte_for_byte(news: Path) -> None:
    lines = [
        b'{"text":  "' + BODY.encode() + b'", "n": 1.10, "id": 123456789012345678901234567890, "x": null}\n',
        b'{"text": "dropped"}\n',
        b'{"body": "F\\u00e4hre \\ud83d auf Grund", "nan": NaN}\n',
    ]
    (news / "a.jsonl.gz").write_bytes(gzip.compress(b"".join(lines)))
    assert kept_lines(news, "a.jsonl.gz#2") == [lines[0], lines[2]]


def test_a_line_in_another_encoding_is_the_same_record_in_utf8(news: Path) -> None:
    (news / "a.jsonl").write_bytes(
        '{"text": "Die Fähre lief am Samstag auf Grund, und alle Boote halfen."}\n'.encode("cp1252")
    )
    (line,) = kept_lines(news)
    assert json.loads(line.decode()) == {"text": "Die Fähre lief am Samstag auf Grund, und alle Boote halfen."}


def test_other_json_and_tables_keep_names_and_values(news: Path) -> None:
    record = {"headline": "Fähre", "body": BODY, "own": {"deep": [1, 2.5, None, True]}}
    (news / "a.json").write_text(json.dumps({"articles": [record, {"body": "dropped"}]}), encoding="utf-8")
    (news / "b.csv").write_text(f'title,text,own\nFähre,"{BODY}",007\n', encoding="utf-8")
    first, second = map(json.loads, kept_lines(news, "a.json#2"))
    assert first == record
    assert list(first) == list(record)
    assert second == {"title": "Fähre", "text": BODY, "own": "007"}


def test_an_article_from_a_text_becomes_an_object(news: Path) -> None:
    (news / "a.txt").write_text(f"Title: Fähre\nDate: 2031-05-03\nOutlet: Quay\n\n{BODY}\n", encoding="utf-8")
    (line,) = kept_lines(news)
    assert json.loads(line) == {
        "article": "a.txt",
        "title": "Fähre",
        "text": BODY,
        "outlet": "Quay",
        "published": "2031-05-03",
        "url": "",
        "author": "",
        "language": "en",
    }


@pytest.mark.parametrize("now", [None, f"{BODY} And more."])
def test_a_file_that_changed_in_between_is_an_error_and_nothing_is_written(news: Path, now: str | None) -> None:
    (news / "a.txt").write_text(BODY)
    (news / "b.txt").write_text(BODY)
    report, out = report_on(news), news.parent / "kept.jsonl"
    (news / "b.txt").unlink() if now is None else (news / "b.txt").write_text(now)
    with pytest.raises(InputError, match=r"b\.txt is not what it was"):
        write_kept(report, [news], out)
    assert sorted(path.name for path in news.parent.iterdir()) == ["news"]


def test_what_cannot_be_written_is_an_error(news: Path) -> None:
    (news / "a.txt").write_text(BODY)
    with pytest.raises(InputError, match=r"cannot write .*kept\.jsonl"):
        write_kept(report_on(news), [news], news.parent / "missing" / "kept.jsonl")


def test_a_text_has_the_outlet_that_the_run_gave_it(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, outlet in (("a", "GAZETTE"), ("b", "Gazette"), ("c", "Gazette")):
        (folder / f"{name}.txt").write_text(f"Title: {name}\nSource: {outlet}\n\n{BODY}")
    assert [json.loads(line)["outlet"] for line in kept_lines(folder)] == ["Gazette"] * 3
