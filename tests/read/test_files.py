from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.read.files import location_of, read_file

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


def test_a_text_cut_off_in_compressed_data_is_not_used(read: Read) -> None:
    packed = gzip.compress(BODY.encode() * 99)
    assert skipped(read("a.txt.gz", packed[: len(packed) // 2])).reason == "damaged file"


def test_records_before_the_damage_are_used_and_the_damage_is_named(read: Read) -> None:
    packed = gzip.compress(b"".join(b'{"text": "%06d %s"}\n' % (n * 7919 % 999983, BODY.encode()) for n in range(999)))
    found = read("a.jsonl.gz", packed[: len(packed) // 2])
    n_read = len(articles(found))
    assert 0 < n_read < 999
    assert found[-1] == skipped(found)
    assert f"up to {n_read} were read" in skipped(found).detail


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


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_named_file_that_is_none_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"does not exist|is a folder"):
        list(read_file(tmp_path / name))


def test_locations_are_readable_whatever_the_bytes_of_the_name() -> None:
    assert location_of(Path("news/caf\udce9.txt")) == "news/caf\\xe9.txt"
