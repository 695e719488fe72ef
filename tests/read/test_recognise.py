"""What a file is: its content first, and its name where content can be several things."""

from __future__ import annotations

import time

import pytest

from dedup.read.formats import FORMATS, Format, format_of
from dedup.read.recognise import recognise, unreadable

from .builders import BODY, Read, article, articles


def name_of(content: str | bytes, name: str, *, named: bool = False) -> str:
    head = content.encode() if isinstance(content, str) else content
    found = format_of(head, name, named=named)
    return found.name if isinstance(found, Format) else found or ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"<!DOCTYPE html><p>{BODY}", "html"),
        (f"\ufeff  <html lang='en'><p>{BODY}", "html"),
        ('{"title": "Pier"}', "json"),
        ('[\n  {"title": "Pier"}]', "json"),
        ('{"title": "Pier"}\n{"title": "Quay"}\n', "json-lines"),
        (f"title\ttext\nPier\t{BODY}\n", "csv"),
        ("<?xml version='1.0'?><!-- a > b --><rss><channel/></rss>", "feed"),
        ("<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY a '>'>]><nitf/>", "nitf"),
        ("<n:newsItem xmlns:n='http://iptc.org/std/nar/2006-10-01/'/>", "newsml-g2"),
        ("<?xml version='1.0'?><rows/>", "xml"),
        ("<html><head><title>Factiva</title></head></html>", "factiva"),
        ("{\\rtf1 Pier}", "rtf"),
        ("WARC/1.0\r\n", "warc"),
        ("\x16\x16\x01W1 ", "anpa-1312"),
        ("From: a\nSubject: b\nMIME-Version: 1.0\n\nx", "mail"),
        (f"{BODY}\n\n@highlight\n\nPier\n", "story"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a", "a.html", "a.json", "a.dat"])
def test_content_goes_before_the_name(content: str, expected: str, name: str) -> None:
    assert name_of(content, name) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_content_is_told_in_utf16_too(encoding: str) -> None:
    assert name_of("<!DOCTYPE html><p>x".encode(encoding), "a.txt") == "html"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "text"),
        ("a.MD", "markdown"),
        ("README", "text"),
        ("a.jsonl", "json-lines"),
        ("a.tar", "tar"),
        ("a.py", ""),
    ],
)
def test_the_name_decides_on_plain_text(name: str, expected: str) -> None:
    assert name_of(BODY, name) == expected


def test_a_text_of_another_extension_is_read_where_the_user_named_it() -> None:
    assert name_of(BODY, "a.py", named=True) == "text"


@pytest.mark.parametrize(
    "content", [f"[Nordwire] {BODY}", f"{{{BODY}}}", f"From: the mayor\nSubject: piers\n\n{BODY}", f"<{BODY}>"]
)
def test_what_only_looks_like_a_format_is_text(content: str) -> None:
    assert name_of(content, "a.txt") == "text"


def test_rows_of_a_table_may_look_like_anything(read: Read) -> None:
    rows = f'text,title\n"From: a\nSubject: b\nLines: 1\n\n{BODY}",x\n"@highlight\n{BODY}",y\n'
    assert [each.title for each in articles(read("a.csv", rows))] == ["x", "y"]


def test_a_line_of_json_alone_is_what_its_name_says() -> None:
    line = '{"title": "Pier"}\n'
    assert (name_of(line, "a.jsonl"), name_of(line, "a.json")) == ("json-lines", "json")


@pytest.mark.parametrize(
    "head",
    [
        "<!---->" * 9000,
        "<!DOCTYPE a [" * 5000,
        "<?x>" * 16000,
        "a: b\n" * 13000,
        "{" + "x}\n" * 20000,
        "_" * 65536,
        "a: b\n" + (" " * 30 + "\n") * 2000,
        "\n" * 65536,
        "From a" + " 11:11" * 10000,
    ],
)
def test_no_content_takes_long_to_tell(head: str) -> None:
    start = time.perf_counter()
    recognise(head.encode(), "a.txt")
    recognise(f"<?xml version='1.0'?>{head}".encode(), "a.xml")
    unreadable(head.encode())
    assert time.perf_counter() - start < 2


def test_every_name_that_content_can_show_is_a_format_or_an_archive() -> None:
    from dedup.read import recognise as module
    from dedup.read.archives import ARCHIVES

    shown = {name for _, name in (*module._MAGIC, *module._DATABASES)} | set(module._ROOTS.values())
    shown |= {name for name, *_ in module._TEXTS}
    assert shown <= {*FORMATS, *ARCHIVES}


def test_a_page_that_calls_itself_text_is_read_as_a_page(read: Read) -> None:
    assert article(read("a.txt", f"<html><body><article><p>{BODY}</p></article></body></html>")).text == BODY
