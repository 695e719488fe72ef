"""The limits of size and the rules for damage hold for every format, also inside archives."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.read import read_file, read_folders
from dedup.records import Skipped
from dedup.settings import Settings

from .builders import BODY, article, articles, skipped
from .test_archives import zipped

SMALL = Settings(max_record_mb=0.01, max_document_mb=0.02)
LONG = BODY * 300
NITF = "<nitf><head><title>Pier</title></head><body><body.content><p>{}</p></body.content></body></nitf>"
ITEM = "<item><title>Pier</title><description>{}</description></item>"
RSS = "<rss><channel>{}</channel></rss>"
DOC = '<DOC id="EXA_ENG_20310304.000{}" type="story">\n<TEXT>\n{}\n</TEXT>\n</DOC>\n'
NEWSML_G2 = (
    '<newsItem guid="urn:x:pier" version="{}"><itemMeta><provider literal="Wire"/></itemMeta><contentMeta>'
    "<headline>Pier</headline></contentMeta><contentSet><inlineXML><p>{}</p></inlineXML></contentSet></newsItem>"
)
NEWSML = (
    "<NewsML><NewsItem><Identification><NewsIdentifier><RevisionId>{0}</RevisionId>"
    "<PublicIdentifier>urn:newsml:x.example:20310304:pier:{0}</PublicIdentifier></NewsIdentifier></Identification>"
    "<NewsComponent><NewsLines><HeadLine>Pier</HeadLine></NewsLines><ContentItem><DataContent><p>{1}</p>"
    "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:x:pier</id><title>Pier</title>'
    "<updated>2031-03-0{}T12:00:00Z</updated><content>{}</content></entry></feed>"
)


def read(folder: Path, name: str, content: str | bytes) -> list[Article | Skipped]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_file(path, SMALL, location=name))


@pytest.mark.parametrize(
    ("name", "content", "option"),
    [
        ("a.xml", NITF.format(LONG), "--max-record-mb"),
        ("a.story", LONG + "\n\n@highlight\n\nPier", "--max-record-mb"),
        ("a.xml", RSS.format(ITEM.format(LONG)), "--max-document-mb"),
        ("a.eml", f"From: a@x.example\nMessage-ID: <1>\nSubject: Pier\n\n{LONG}", "--max-document-mb"),
        ("a.txt", f"1 of 1 DOCUMENTS\n\nPost\n\n{LONG}", "--max-document-mb"),
    ],
)
def test_what_is_read_whole_has_a_limit(tmp_path: Path, name: str, content: str, option: str) -> None:
    for found in (read(tmp_path, name, content), read(tmp_path, "b.zip", zipped({name: content.encode()}))):
        assert skipped(found).reason == "too large"
        assert option in skipped(found).detail


def test_a_member_that_is_too_large_costs_itself_only(tmp_path: Path) -> None:
    found = read(tmp_path, "a.zip", zipped({"1.txt": LONG.encode(), "2.txt": BODY.encode()}))
    assert [(each.location, isinstance(each, Article)) for each in found] == [
        ("a.zip!1.txt", False),
        ("a.zip!2.txt", True),
    ]


@pytest.mark.parametrize("long", [LONG, LONG.replace(" ", "\n")])
def test_a_document_of_a_collection_that_is_too_large_costs_itself_only(tmp_path: Path, long: str) -> None:
    found = read(tmp_path, "a.sgml", DOC.format(1, BODY) + DOC.format(2, long) + DOC.format(3, BODY))
    assert [each.location for each in articles(found)] == ["a.sgml#1", "a.sgml#3"]
    assert (skipped(found).location, skipped(found).reason) == ("a.sgml#2", "too large")


def test_of_damaged_compressed_xml_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    content = RSS.format(ITEM.format(BODY) * 3) + f"<!-- {os.urandom(900).hex()} -->"
    found = read(tmp_path, "a.xml.gz", gzip.compress(content.encode())[:-300])
    assert len(articles(found)) == 3
    assert skipped(found).reason == "damaged file"
    assert skipped(found).detail.endswith("; records up to 3 were read")


def test_a_member_has_a_location_that_is_one_line_and_its_own(tmp_path: Path) -> None:
    members = dict.fromkeys(("new\nline.txt", "a#1", "a.txt"), BODY.encode())
    found = articles(read(tmp_path, "a.zip", zipped(members)))
    assert [each.location for each in found] == [r"a.zip!new\x0aline.txt", r"a.zip!a\x231", "a.zip!a.txt"]


@pytest.mark.parametrize("form", [NEWSML_G2, NEWSML, ATOM])
def test_of_several_versions_of_an_item_the_latest_stands(tmp_path: Path, form: str) -> None:
    for version in (1, 2):
        (tmp_path / f"{version}.xml").write_text(form.format(version, BODY))
    found, superseded = read_folders([tmp_path], Settings())
    assert article([*found]).location.partition("#")[0] == "2.xml"
    assert [(each.location.partition("#")[0], each.reason) for each in superseded] == [("1.xml", "superseded")]
