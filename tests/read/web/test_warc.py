from __future__ import annotations

import gzip

import pytest

from tests.read.builders import BODY, Read, articles, skipped

pytest.importorskip("warcio", reason="needs the extra warc")

PAGE = f"<html><head><title>Pier</title></head><body><article><p>{BODY}</p></article></body></html>".encode()


def record(kind: str, content_type: str, block: bytes, url: str = "https://post.example/1") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Date: 2031-03-06T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(*answers: tuple[str, str, bytes]) -> bytes:
    """Return a WARC file of requests and these answers: status, content type and body."""
    parts = [record("warcinfo", "application/warc-fields", b"software: test\r\n")]
    for number, (status, kind, body) in enumerate(answers, 1):
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        url = f"https://post.example/{number}"
        parts.append(record("response", "application/http; msgtype=response", block, url))
        parts.append(record("metadata", "application/warc-fields", b"x: y\r\n", url))
    return b"".join(parts)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_pages_are_articles_with_their_address_and_no_date_of_the_crawl(read: Read, pack: type[bytes]) -> None:
    (found,) = articles(read("crawl", pack(warc(("200 OK", "text/html; charset=utf-8", PAGE)))))
    assert (found.title, found.text, found.url) == ("Pier", BODY, "https://post.example/1")
    assert (found.outlet, found.published, found.location[-2:]) == ("post.example", None, "#2")


@pytest.mark.parametrize(
    ("status", "kind", "detail"),
    [
        ("404 Not Found", "text/html", "the server answered 404"),
        ("200 OK", "image/png", "no page, but image/png"),
        ("200 OK", "", "no page, but something without a type"),
    ],
)
def test_what_is_no_page_is_listed_and_costs_nothing_else(read: Read, status: str, kind: str, detail: str) -> None:
    found = read("a.warc", warc((status, kind, PAGE), ("200 OK", "text/html", PAGE)))
    assert skipped(found).detail == detail
    assert len(articles(found)) == 1


def test_records_that_are_whole_before_the_damage_are_read(read: Read) -> None:
    part = gzip.compress(warc(("200 OK", "text/html", PAGE)))
    found = read("a.warc.gz", part * 5 + part[: len(part) // 2])
    assert len(articles(found[:-1])) == 5
    assert skipped(found[-1:]).reason == "damaged file"


def test_pages_before_the_damage_are_read(read: Read, capsys: pytest.CaptureFixture[str]) -> None:
    whole = warc(("200 OK", "text/html", PAGE), ("200 OK", "text/html", PAGE))
    assert len(articles(read("a.warc", whole[:-300]))) >= 1
    assert capsys.readouterr().err == ""


def test_a_file_that_is_cut_off_in_any_place_is_reported_with_what_precedes_it(read: Read) -> None:
    page = ("200 OK", "text/html", PAGE)
    before, whole = warc(page), warc(page, page)
    end = whole.index(b"</html>", len(before)) + len(b"</html>")
    for cut in range(len(before) + 1, end, 3):
        found = read("a.warc", whole[:cut])
        assert skipped(found[-1:]).reason == "damaged file", whole[:cut][-20:]
        assert articles(found)[0].text == BODY
    for place in (len(before), end, len(whole)):
        assert len(articles(read("a.warc", whole[:place]))) == len(read("a.warc", whole[:place]))


def test_a_missing_library_is_one_line_with_the_command(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "warcio.archiveiterator", None)
    assert skipped(read("a.warc", warc())).detail == "needs warcio: pip install 'news-dedup[warc]'"
