from __future__ import annotations

from datetime import date

import pytest

from .builders import BODY, TEXTS, Read, article, articles, skipped

HEADERS = """Title: Pier to be rebuilt
Author: Ann Example
Source: Example Post
Date: 2031-03-04
URL: https://post.example/pier

"""


@pytest.mark.parametrize("language", TEXTS)
def test_a_first_line_before_a_blank_line_is_the_title(read: Read, language: str) -> None:
    title = TEXTS[language][:18].rstrip()
    found = article(read("a.txt", f"{title}\n\n{TEXTS[language]}\n"))
    assert (found.title, found.text, found.language) == (title, TEXTS[language], language)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(read: Read, newline: str) -> None:
    found = article(read("a.txt", f"Pier to be rebuilt{newline}{newline}{BODY}"))
    assert (found.title, found.text) == ("Pier to be rebuilt", BODY)


def test_a_title_needs_no_blank_line_before_a_long_paragraph(read: Read) -> None:
    found = article(read("a.txt", f"Pier to be rebuilt\n{BODY} {BODY}"))
    assert (found.title, found.text) == ("Pier to be rebuilt", f"{BODY} {BODY}")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        "The harbour council voted seven to four on Tuesday to\nrebuild the pier before the winter\nstorms return.",
        "1 / 24\n\nThe pier at dawn",
    ],
)
def test_a_text_without_a_title_gets_none(read: Read, text: str) -> None:
    found = article(read("pier-to-be-rebuilt.txt", text))
    assert (found.title, found.text) == ("", text)


def test_headers_are_read_and_taken_out_of_the_text(read: Read) -> None:
    found = article(read("a.txt", HEADERS + BODY))
    assert (found.title, found.outlet, found.text) == ("Pier to be rebuilt", "Example Post", BODY)
    assert (found.published, found.url) == (date(2031, 3, 4), "https://post.example/pier")
    assert found.author == "Ann Example"


@pytest.mark.parametrize("byline", ["By: Ann Example", "Autor: dpa", "作者: 张三"])
def test_a_byline_without_other_headers_stays_in_the_text(read: Read, byline: str) -> None:
    found = article(read("a.txt", f"{byline}\n{BODY}"))
    assert (found.author, found.text) == ("", f"{byline}\n{BODY}")


def test_a_colon_in_the_first_line_makes_no_header(read: Read) -> None:
    found = article(read("a.txt", f"Northport: pier to be rebuilt\n\n{BODY}"))
    assert found.title == "Northport: pier to be rebuilt"


def test_a_url_names_the_outlet_before_a_dateline_does(read: Read) -> None:
    text = f"URL: https://www.post.example/pier\n\nNORTHPORT (Example Wire) - {BODY}"
    assert article(read("a.txt", text)).outlet == "post.example"


def test_a_dateline_names_the_outlet_where_nothing_else_does(read: Read) -> None:
    found = article(read("a.txt", f"Pier to be rebuilt\n\nNORTHPORT (Example Wire) - {BODY}"))
    assert (found.outlet, found.text[:9]) == ("Example Wire", "NORTHPORT")


def test_a_page_named_txt_is_read_as_html(read: Read) -> None:
    page = f"<!DOCTYPE html><html><head><title>Pier</title></head><body><article><p>{BODY}</p></article></body></html>"
    assert article(read("a.txt", page)).text == BODY


def test_a_tab_separated_table_named_txt_is_read_as_a_table(read: Read) -> None:
    found = articles(read("a.txt", f"Headline\tText\nPier\t{BODY}\nQuay\t{BODY}\n".encode("utf-16")))
    assert [each.title for each in found] == ["Pier", "Quay"]


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_skipped(read: Read, content: bytes) -> None:
    assert skipped(read("a.txt", content)).reason == "no text"
