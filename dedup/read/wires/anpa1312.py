r"""Reads ANPA 1312 messages, the text protocol of American agencies.

A message is `SYN SYN SOH number ... STX ^keyword,words< ^headline< ^note< ^byline= text ETX source-date time GMT`, see
ANPA Wire Service Transmission Guidelines, bulletin 1312 (1984). It has ASCII alone: quotation marks are two grave
accents and two apostrophes, a dash is an underscore.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.read.limits import of_document
from dedup.read.records import Record, Unreadable
from dedup.read.wires.framing import full_year, records_of
from dedup.settings import Settings

# Headings begin with a circumflex and end with a less-than or, where a name follows, an equals sign.
_HEADING = re.compile(r"\^(?P<text>.*?)[ \t]*(?P<end>[<=])[ \t]*")
_BYLINE = re.compile(r"By\s+\S.*", re.I)
_NOTE = re.compile(r"\(?Eds?\b|[A-Z]{2,} (?:Photo|Graphic|Video)s?\b")
_TAIL = re.compile(
    r"(?P<source>[A-Z]+)-[A-Z]+-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:GMT|UTC)"
)
_MARKS = ((re.compile(r"``"), "“"), (re.compile(r"''"), "”"), (re.compile(r"(?<=\s)_(?=\s)"), "–"))


@of_document
def read_anpa1312(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of each message."""
    yield from records_of(data, _values)


def _values(message: re.Match[str]) -> dict[str, object]:
    headings, body = _headings(message["text"])
    texts = [heading["text"] for heading in headings]
    titles = [heading["text"] for heading in headings[1:] if heading["end"] == "<" and not _NOTE.match(heading["text"])]
    tail = _TAIL.search(message["tail"] or "")
    return {
        "title": _typeset(titles[0] if titles else (texts or [""])[0].rpartition(",")[0]),
        "text": _typeset(body),
        "outlet": tail["source"] if tail else "",
        "published": _published(tail) if tail else "",
        "author": next(filter(_BYLINE.match, texts), ""),
    }


def _headings(text: str) -> tuple[list[re.Match[str]], str]:
    """Return the headings above the text, and the text with a blank line between its paragraphs."""
    lines = text.split("\n")
    headings: list[re.Match[str]] = []
    for line in lines:
        match = _HEADING.fullmatch(line.strip())
        if not match:
            break
        headings.append(match)
    paragraphs = (" ".join(line.split()) for line in lines[len(headings) :])
    return headings, "\n\n".join(filter(None, paragraphs))


def _typeset(text: str) -> str:
    """Return text with the marks that ASCII stood in for.

    >>> _typeset("``Hope'' _ said she")
    '“Hope” – said she'
    """
    for pattern, mark in _MARKS:
        text = pattern.sub(mark, text)
    return text


def _published(tail: re.Match[str]) -> str:
    return f"{full_year(int(tail['year']))}-{tail['month']}-{tail['day']}T{tail['hour']}:{tail['minute']}:00Z"
