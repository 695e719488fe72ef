from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.read.ahead import MIN_FILES
from dedup.read.files import read_file
from dedup.read.locations import InputFile
from dedup.read.parallel import read_files
from dedup.records import Skipped
from dedup.settings import Settings

from .builders import BODY, Read, article, articles, skipped


@pytest.mark.parametrize(
    "extension", [".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".jl", ".csv", ".tsv"]
)
def test_every_format_is_read_compressed_too(read: Read, extension: str) -> None:
    contents = {
        ".html": f"<html><body><article><p>{BODY}</p></article></body></html>",
        ".json": f'{{"text": "{BODY}"}}',
        ".csv": f'title,text\nPier,"{BODY}"',
    }
    same = {".htm": ".html", ".jsonl": ".json", ".ndjson": ".json", ".jl": ".json", ".tsv": ".csv"}
    content = contents.get(same.get(extension, extension), BODY)
    plain, packed = read(f"a{extension}", content), read(f"a{extension.upper()}.gz", gzip.compress(content.encode()))
    assert article(plain).text == article(packed).text == BODY


def test_a_text_cut_off_in_compressed_data_is_used_up_to_there_and_the_damage_is_named(read: Read) -> None:
    packed = gzip.compress(b"".join(b"%06d %s\n" % (n * 7919 % 999983, BODY.encode()) for n in range(999)))
    found = read("a.txt.gz", packed[: len(packed) // 2])
    (text,) = articles(found)
    assert 0 < len(text.text) < 999 * len(BODY)
    assert skipped(found).reason == "damaged file"
    assert "what stands before the damage was read" in skipped(found).detail


def test_a_record_or_file_larger_than_the_limit_is_skipped_and_the_records_around_it_are_read(tmp_path: Path) -> None:
    small, large = json.dumps({"text": BODY}), json.dumps({"text": BODY * 99})
    contents = {
        "a.jsonl": f"{small}\n{large}\n{small}\n",
        "b.json": f"[{large}]",
        "c.txt": BODY * 99,
        "d.csv": f"text\n{BODY}\n{BODY * 99}\n",
    }
    n_articles = {"a.jsonl": 2, "b.json": 0, "c.txt": 0, "d.csv": 1}
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
        found = list(read_file(tmp_path / name, Settings(max_record_mb=0.002, max_document_mb=0.002)))
        assert (len(articles(found)), skipped(found).reason) == (n_articles[name], "too large")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt.gz", b"\x1f\x8b\x08 not compressed at all", "damaged file"),
        ("a.py", BODY, "format not supported"),
        ("a.pdf", "%PDF-1.7 " + BODY, "format not supported"),
        ("a.txt", b"\xff\xd8\xff\xe0 a picture", "not an article"),
        ("a.xml", '<?xml version="1.0"?><urlset><url><loc>https://example.com/</loc></url></urlset>', "not an article"),
        ("a.txt", b"\0\1\2", "not text"),
        ("a.csv", b"\0\1\2", "not text"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_class_of_reasons(
    read: Read, name: str, content: bytes | str, reason: str
) -> None:
    assert skipped(read(name, content)).reason == reason


def test_an_unreadable_file_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(BODY)
    monkeypatch.setattr(Path, "open", refuse)
    found = skipped(list(read_file(tmp_path / "a.txt")))
    assert (found.reason, found.detail) == ("not readable", "Permission denied")


def test_a_file_that_is_gone_since_it_was_listed_is_skipped(tmp_path: Path) -> None:
    for n in range(MIN_FILES):
        (tmp_path / f"{n:03}.txt").write_text(BODY)
    files = [InputFile(path, path.name) for path in sorted(tmp_path.iterdir())]
    files[7].path.unlink()
    for few, jobs in ((files, 2), (files[:9], 1), (files[:9], 2)):
        found = [each for _, part in read_files(few, Settings(jobs=jobs)) for each in part]
        gone = [each for each in found if isinstance(each, Skipped)]
        assert len(found) == len(few)
        assert [(each.location, each.detail) for each in gone] == [("007.txt", "gone since its folder was listed")]


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_named_file_that_is_none_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"does not exist|is a folder"):
        list(read_file(tmp_path / name))
