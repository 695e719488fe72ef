from __future__ import annotations

from datetime import date

import pytest

from dedup.read.markdown import plain

from .builders import BODY, Read, article


def test_front_matter_is_read(read: Read) -> None:
    text = (
        f'---\ntitle: "Pier: rebuilt"\ndate: 2031-03-04\nsource: Example Post\ntags:\n  - pier\nlang: en\n---\n\n{BODY}'
    )
    found = article(read("a.md", text))
    assert (found.title, found.outlet, found.published, found.text) == (
        *("Pier: rebuilt", "Example Post", date(2031, 3, 4), BODY),
    )


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: >-\n  Pier is\n  rebuilt\nauthor:\n  - Ann\n  - Ben\nmore:\n  date: 2030\ndate: 2031-03-04\n---",
        "---\ntitle: Pier is\n  rebuilt\nauthor:\n- Ann\n- 'Ben'\nsummary: |\n  One.\n\n  Two.\ndate: 2031-03-04\n...",
        "---\r\ntitle: 'Pier is\r\n  rebuilt'\r\nauthor: Ann, Ben\r\ndate: 2031-03-04\r\n---",
        '+++\ntitle = "Pier is rebuilt"\nauthor = "Ann, Ben"\ndate = 2031-03-04\n[params]\nx = 1\n+++',
    ],
)
def test_front_matter_may_be_folded_a_list_or_toml(read: Read, matter: str) -> None:
    found = article(read("a.md", f"{matter}\n\n{BODY}"))
    assert (found.title, found.author, found.published, found.text) == (
        *("Pier is rebuilt", "Ann, Ben", date(2031, 3, 4), BODY),
    )


def test_text_between_two_rules_is_no_front_matter(read: Read) -> None:
    assert article(read("a.md", f"---\n\n{BODY}\n\n---\n\nMore.")).text == f"{BODY}\n\n\n\nMore."


@pytest.mark.parametrize("heading", ["# Pier *rebuilt*", "# Pier rebuilt #", "Pier rebuilt\n============"])
def test_the_heading_it_opens_with_is_the_title(read: Read, heading: str) -> None:
    found = article(read("a.md", f"{heading}\n\n{BODY}"))
    assert (found.title, found.text) == ("Pier rebuilt", BODY)


def test_a_first_line_without_a_mark_may_be_the_title_too(read: Read) -> None:
    found = article(read("a.md", f"Pier rebuilt\n\n{BODY}"))
    assert (found.title, found.text) == ("Pier rebuilt", BODY)


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**Seven** to *four*, ***said*** `she`", "Seven to four, said she"),
        ("__Seven__ to _four_, said_she_said", "Seven to four, said_she_said"),
        ("[pier](https://a.example) and [quay][1]\n\n[1]: https://b.example", "pier and quay"),
        ("![the pier](pier.jpg)", "the pier"),
        ("## Storms\n\n> quoted\n\n- one\n* two", "Storms\n\nquoted\n\none\ntwo"),
        ("3 * 4 = 12 \\* 1", "3 * 4 = 12 * 1"),
    ],
)
def test_markup_is_removed_and_words_stay(marked: str, words: str) -> None:
    assert plain(marked) == words
