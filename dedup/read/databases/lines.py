"""What the parsers of database exports share: exports of every form as lines of text, and dates among other words."""

from __future__ import annotations

import re

from lxml import etree, html

from dedup.read.dates import published
from dedup.read.decode import decode, unix_lines
from dedup.read.xml import Element, block_text

_MARKUP = re.compile(r"\s*<[a-z!?]", re.I)
_TO_YEAR = re.compile(r".*?(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.I)
SKIP = frozenset({"script", "style", "head", "noscript", "input", "title"})


def text_of_bytes(data: bytes) -> tuple[str, bool]:
    """Return the text with line feeds alone as line ends, and whether it is HTML or XML."""
    is_markup = bool(_MARKUP.match(data[:1000].decode("latin-1").lstrip("\xef\xbb\xbf")))
    return unix_lines(decode(data, html=is_markup)), is_markup


def parse_html(text: str, *, breaks: bool = True) -> Element | None:
    """Return the root of an HTML page; where `breaks` is true, a line break starts a paragraph."""
    page = re.sub(r"\A\s*<\?xml[^>]*>", "", text)
    if breaks:
        page = _LINE_BREAK.sub("<hr>", page)
    # As bytes: of text lxml refuses whatever looks like the declaration of an encoding, also a broken one.
    parser = html.HTMLParser(encoding="utf-8")
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # no element in it: nothing, or comments alone
        return None


def lines_of(element: Element) -> list[str]:
    """Return the paragraphs of a part of a page, none of them empty."""
    return [line for line in block_text(element, SKIP).split("\n\n") if line]


def lines_of_page(text: str, *, breaks: bool = True) -> list[str]:
    """Return the paragraphs of a page, none of them empty; `breaks` as in `parse_html`."""
    page = parse_html(text, breaks=breaks)
    return [] if page is None else lines_of(page)


def date_in(line: str) -> str:
    """Return the part of a line that tells a date, or "" where none does.

    >>> date_in("December 19, 1991, Sunday, An Edition"), date_in("Edition 1;")
    ('December 19, 1991', '')
    """
    to_year = _TO_YEAR.match(line)
    if to_year is None:
        return ""
    candidates = (to_year[0], *to_year[0].split(", ")[-2:])
    # Without a figure what follows the year is no hour, and to find that it is no date in any language takes long.
    if any(map(str.isdecimal, line[to_year.end() :])):
        candidates = (line, *candidates)
    return next((text.strip() for text in candidates if published(text) is not None), "")
