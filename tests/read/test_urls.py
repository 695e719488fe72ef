from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.read.urls import page_key

PAGE = "https://www.post.example.com/2031/pier?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "http://post.example.com/2031/pier?id=7",
        "https://m.post.example.com/2031/pier/?id=7",
        "https://amp.post.example.com/2031/pier?id=7",
        "https://www.post.example.com/2031/pier/amp?id=7",
        "https://www.post.example.com/amp/2031/pier?id=7&outputType=amp",
        "https://www.post.example.com/2031/pier?utm_source=mail&id=7&fbclid=x#comments",
        "https://web.archive.org/web/20310304090500/https://www.post.example.com/2031/pier?id=7",
        "https://web.archive.org/web/20310304090500im_/http:/www.post.example.com/2031/pier?id=7",
    ],
)
def test_forms_of_one_address_are_one_page(url: str) -> None:
    assert page_key(url) == page_key(PAGE)


@pytest.mark.parametrize(
    "url", ["https://post.example.com/2031/pier", "https://post.example.com/2031/pier?id=8", "http://[a"]
)
def test_other_pages_stay_apart(url: str) -> None:
    assert page_key(url) != page_key(PAGE)


@given(st.text(max_size=60))
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(page_key(f"https://{text}"), str)
