from __future__ import annotations

import pytest

from dedup.read.outlets import dateline_outlet, domain_of

from .builders import BODY, TEXTS


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"NORTHPORT, 3 May (Examplewire) - {BODY}", "Examplewire"),
        (f"Northport (EXN){BODY}", "EXN"),
        (f"(EXN){BODY}", "EXN"),
        (f"PORT ELDER, Isles (Example Wire) – {BODY}", "Example Wire"),
        (f"Северск (Пример) — {TEXTS['ru']}", "Пример"),
        (f"A headline about the pier\n\nPhoto by somebody\n\nNorthport (EXN){BODY}", "EXN"),
    ],
)
def test_a_dateline_names_the_outlet(text: str, outlet: str) -> None:
    assert dateline_outlet(text) == outlet


@pytest.mark.parametrize(
    "text",
    [
        f"The Harbour Safety Board (HSB) {BODY}",
        f"The Harbour Safety Board (HSB) - {BODY}",
        f"Sen. Ann Example (D-Isles) {BODY}",
        f"NORTHPORT (Reuters) - {BODY}",
        f"Northport (dpa) - {BODY}",
        f"(Northport) - {BODY}",
        f"Northport (May 2031) - {BODY}",
        f"Ann Example (Striker) - two goals, {BODY}",
        f"Northport (EXN){BODY}\nSouthport (Examplewire) - {BODY}",
        "\n" * 2 + "A line\n" * 30 + f"Northport (EXN){BODY}",
        BODY,
        "",
    ],
)
def test_what_is_not_certainly_an_outlets_dateline_names_none(text: str) -> None:
    assert dateline_outlet(text) == ""


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.pier-news.example/a/1?b=c", "pier-news.example"),
        ("http://user@Pier-News.example:8080/", "pier-news.example"),
        ("https://web.archive.org/web/20310304000000/https://pier-news.example/a", "pier-news.example"),
        ("http://web.archive.org/web/20310304000000/http:/pier-news.example/a", "pier-news.example"),
        ("http://[broken", ""),
        ("", ""),
        ("https://www.example.com", "example.com"),
        ("https://www./news", ""),
        ("http://example.com?page=1", "example.com"),
        ("http://ann@example.com/news", "example.com"),
    ],
)
def test_the_domain_is_the_host_without_www(url: str, domain: str) -> None:
    assert domain_of(url) == domain


def test_a_dateline_is_no_outlet_where_the_copyright_notice_names_another() -> None:
    text = "NAIROBI, 3 May (Examplewire) - The council voted nine to two on Monday to close the bridge.\n\n"
    assert dateline_outlet(f"{text}© 2031 Examplewire. All rights reserved.") == "Examplewire"
    assert dateline_outlet(f"{text}© 2031 Harbour Post Ltd.\nTerms of use") == ""
    assert dateline_outlet(f"{text}Copyright (c) Harbour Post") == ""
