"""Any bytes in any format: articles, reasons, and no exception. A longer run: `pytest --hypothesis-profile=long`."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.clean.stubs import stubs
from dedup.read.article import article_of
from dedup.read.files import read_file
from dedup.read.formats import FORMATS
from dedup.read.page import NestingError, page_values
from dedup.read.records import Record
from dedup.read.spreadsheet import guarded, unguarded
from dedup.read.updates import latest_versions
from dedup.read.urls import page_key
from dedup.records import Skipped
from dedup.settings import Settings

from .builders import BODY, TEXTS

SMALL = Settings(max_record_mb=0.01, max_document_mb=0.01)
# Pages go through a process of their own, which takes whatever comes; what runs in it is fuzzed directly.
READ_HERE = sorted(name for name in FORMATS if name != "html")
PIECES = [
    *(piece.encode() for piece in (BODY, *TEXTS.values())),
    *(
        TEXTS["ru"].encode("cp1251"),
        TEXTS["zh"].encode("gb18030"),
        TEXTS["de"].encode("utf-16"),
        b"\xef\xbb\xbf",
        b"\0",
    ),
    *(
        b"---\n",
        b"title,text\n",
        b"Title: Pier\n",
        b'"',
        b",",
        b"\t",
        b"\n",
        b"\r",
        b"# ",
        b"[](",
        b"{",
        b"}",
        b"[",
        b"]",
    ),
    *(
        b'<?xml version="1.0" encoding="base64"?>',
        b"<item>",
        b"</item>",
        b"<title>",
        b"<text>",
        b"&who;",
        b"<!DOCTYPE html>",
    ),
    *(b'{"title": "Pier", "text": ', b'"published": "4 March 2031"', b"\\ud83d", b"NaN", b"1e999", b"=cmd()", b"\xff"),
]
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=12).map(b"".join),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "name", "$date", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = [
    "title",
    "text",
    "body",
    "url",
    "date",
    "published",
    "outlet",
    "source",
    "language",
    "id",
    "version",
    "article",
]
MARKUP = [
    "<div>",
    "</div>",
    "<p>",
    "<article>",
    "<title>",
    "<script>",
    "<!--",
    "-->",
    "<meta name='date' content='",
    "<meta name='description' content='",
    "<script type='application/ld+json'>",
    '{"datePublished": "2031-03-04T09:05", "articleBody": "',
    '"}</script>',
    "'>",
    "<br",
    ">",
]


def check(found: list[Article | Skipped]) -> None:
    articles = [each for each in found if isinstance(each, Article)]
    for each in found:
        each.location.encode()
    for article in articles:
        for text in (article.title, article.text, article.outlet, article.url, article.id, article.version):
            assert text.encode().decode() == text
            assert unguarded(guarded(text)) == text
        assert article.title or article.text
        assert isinstance(article.published_s, float)
        page_key(article.url)
    kept, set_apart = stubs(latest_versions(articles)[0])
    assert len(kept) + len(set_apart) <= len(articles)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.parametrize("name", READ_HERE)
@given(content=CONTENTS)
def test_any_bytes_give_articles_and_reasons(folder: Path, name: str, content: bytes) -> None:
    path = folder / "a"
    path.write_bytes(content)
    found = list(read_file(path, replace(SMALL, input_format=name)))
    assert found
    check(found)


@given(content=CONTENTS, cut=st.integers(0, 400), flip=st.integers(0, 400))
def test_damaged_compression_gives_articles_and_reasons(folder: Path, content: bytes, cut: int, flip: int) -> None:
    packed = bytearray(gzip.compress(content * 9, mtime=0)[: cut or None])
    if flip < len(packed):
        packed[flip] ^= 0x55
    path = folder / "a.jsonl.gz"
    path.write_bytes(packed)
    check(list(read_file(path, SMALL)))


@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
def test_records_of_any_shape_are_articles_or_have_a_reason(values: dict[str, object]) -> None:
    check([article_of(Record(1, values), "a.jsonl#1", SMALL)])
    json.dumps(values)


@given(
    st.lists(
        st.one_of(st.sampled_from(MARKUP), st.sampled_from([BODY, *TEXTS.values()]), st.text(max_size=9)), max_size=20
    )
)
def test_pages_of_any_shape_give_texts(parts: list[str]) -> None:
    try:
        values = page_values("".join(parts))
    except NestingError:
        return
    assert all(isinstance(value, str) and value for value in values.values())
