"""Reads collections in SGML, one document after the other: Reuters-21578, and Gigaword and TREC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO

from dedup.read.decode import decode
from dedup.read.plain_text import unwrapped
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings

# Both collections write some entities in capitals.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ATTRIBUTE = re.compile(r"""([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_REUTER = re.compile(r"\s*\bREUTER\b\s*\Z", re.I)
_GIGAWORD_ID = re.compile(r"(?P<source>[A-Z]{3})_[A-Z]{3}_(?P<day>\d{8})\.\d+")


def read_reuters(stream: BinaryIO, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the stories of Reuters-21578; a record's number is its place in the file, its id is `NEWID`.

    Some have a title alone; in those marked as not processed, headline and text stand together. The zone of their
    dates is not known. `REUTER` on the last line is the agency's mark, not text.
    """
    for number, document in enumerate(_documents(stream, "REUTERS"), 1):
        body = _inner(document, "BODY")
        values = {
            "title": _line(_inner(document, "TITLE")),
            "text": unwrapped(_REUTER.sub("", _plain(body or _outside(_inner(document, "TEXT"))))),
            "author": _line(_inner(document, "AUTHOR")),
            "published": _line(_inner(document, "DATE")).partition(".")[0],
            "outlet": "Reuters",
            "id": _attributes(document).get("NEWID", ""),
        }
        yield Record(number, {name: value for name, value in values.items() if value})


def read_gigaword(stream: BinaryIO, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the documents of Gigaword, whose ids tell agency and day, and of TREC collections, which name their own."""
    for number, document in enumerate(_documents(stream, "DOC"), 1):
        identity = _attributes(document).get("id") or _line(_inner(document, "DOCNO"))
        told = _GIGAWORD_ID.match(identity)
        values = {
            "title": _line(_inner(document, "HEADLINE") or _inner(document, "TITLE") or _inner(document, "HEAD")),
            "text": _paragraphs(_inner(document, "TEXT")),
            "author": _line(_inner(document, "BYLINE")),
            "published": told["day"] if told else _line(_inner(document, "DATE") or _inner(document, "DATE_TIME")),
            "outlet": told["source"] if told else _line(_inner(document, "SOURCE")),
            "id": identity,
        }
        yield Record(number, {name: value for name, value in values.items() if value})


def _documents(stream: BinaryIO, tag: str) -> Iterator[str]:
    """Yield each `<tag ...>...</tag>`, one at a time; its tags begin and end lines, as in all these collections."""
    start, end = f"<{tag}".encode(), f"</{tag}>".encode()
    lines: list[bytes] = []
    for line in stream:
        if lines or line.lstrip().startswith(start):
            lines.append(line)
        if lines and end in line:
            yield decode(b"".join(lines))
            lines = []
    if lines:  # cut off: what is there is better than nothing
        yield decode(b"".join(lines))


def _attributes(document: str) -> dict[str, str]:
    tag = document.partition(">")[0]
    return {name: double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(tag)}


def _inner(document: str, tag: str) -> str:
    _, _, rest = document.partition(f"<{tag}>")
    if not rest:
        opened = re.search(rf"<{tag}\s[^>]*>", document)
        rest = document[opened.end() :] if opened else ""
    return rest.partition(f"</{tag}>")[0]


def _outside(text: str) -> str:
    """Return what stands in a text beside its title, author and dateline."""
    return re.sub(r"<(TITLE|AUTHOR|DATELINE)>.*?</\1>", "", text, flags=re.S)


def _plain(text: str) -> str:
    return _CONTROL.sub("", unescape(_TAG.sub("", text).replace("&AMP;", "&amp;")))


def _line(text: str) -> str:
    return " ".join(_plain(text).split())


def _paragraphs(text: str) -> str:
    if not re.search(r"<P>", text, re.I):
        return unwrapped(_plain(text))
    return "\n\n".join(filter(None, map(_line, re.split(r"</?P>", text, flags=re.I))))
