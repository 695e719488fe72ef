"""Reads HTML exports of Europresse (also Eureka and Nexis Newsdesk of CEDROM-SNi), in its older and newer form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dedup.read.databases.lines import SKIP, date_in, lines_of, parse_html, text_of_bytes
from dedup.read.limits import of_document
from dedup.read.records import Record, Unreadable, known
from dedup.read.xml import Element, block_text, descendants, text_of
from dedup.settings import Settings

_PUBLICATION = re.compile(r'<span\s+class="?DocPublicationName\b', re.I)
_NUMBER = re.compile(r"(?<![^\W\d_])news[·.]\d{8}[·.]\S+")
_RIGHTS = re.compile(r"\W*(?:©|\(c\)\s)", re.I)
# A line of so few words that does not end as sentences do names who wrote what follows.
_MAX_NAME_WORDS = 6
_SENTENCE_ENDS = (".", "!", "?", "…", "»", '"', "”", ":", ";")


@of_document
def read_europresse(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the articles of an export; the older form has none of them in an element of its own."""
    text, _is_markup = text_of_bytes(data)
    starts = [match.start() for match in _PUBLICATION.finditer(text)]
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), 1):
        page = parse_html(text[start:end])
        if page is not None:
            yield Record(number, _values(page))


def _values(page: Element) -> dict[str, object]:
    header = " ".join(text_of(part) for part in _called(page, "DocHeader"))
    title = next((text_of(found) for found in _called(page, "titreArticleVisu")), "")
    texts = _called(page, "DocText")
    number = _NUMBER.search(text_of(page))
    for beside in [*descendants(page, "aside"), *descendants(page, "footer")]:
        beside.drop_tree()
    lines = lines_of(page)
    lines = lines[lines.index(title) + 1 :] if title in lines else lines
    author = lines[0] if len(lines) > 1 and _is_name(lines[0]) else ""
    values = {
        "title": title,
        "text": block_text(texts[0], SKIP) if texts else "\n\n".join(_body(lines[1:] if author else lines)),
        "outlet": " ".join(text_of(part) for part in _called(page, "DocPublicationName")).partition(",")[0],
        "published": next(filter(None, (date_in(part) for part in header.split(","))), ""),
        "author": author,
        "id": number[0] if number else "",
    }
    return known(values)


def _called(page: Element, name: str) -> list[Element]:
    """Return the elements of that class, however its letters are written."""
    lower = "translate(@class, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    found: list[Element] = page.xpath(f".//*[{lower} = '{name.lower()}']")
    return found


def _body(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if _RIGHTS.match(line) or _NUMBER.search(line):
            return
        yield line


def _is_name(line: str) -> bool:
    return len(line.split()) <= _MAX_NAME_WORDS and not line.endswith(_SENTENCE_ENDS) and line[0].isupper()
