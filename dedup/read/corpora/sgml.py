"""Reads collections in SGML, one document after the other: Reuters-21578, and Gigaword and TREC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import BinaryIO

from dedup.read.decode import decode
from dedup.read.limits import MEGABYTE, read_lines
from dedup.read.plain_text import unwrapped
from dedup.read.records import Record, Unreadable, known
from dedup.settings import Settings

# Both collections write some entities in capitals.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ATTRIBUTE = re.compile(r"""([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_REUTER = re.compile(r"\s*\bREUTER\b\s*\Z", re.I)
# What all 17 briefs of a file of 157 stories have in place of a text; the news is in their headlines.
_PLACEHOLDER = re.compile(r"\A[\s*]*(?:Blah blah blah\.?)?\s*\Z", re.I)
_GIGAWORD_ID = re.compile(r"(?P<source>[A-Z]{3})_[A-Z]{3}_(?P<day>\d{8})\.\d+")


def read_reuters(stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the stories of Reuters-21578; a record's number is its place in the file, its id is `NEWID`.

    Some have a title alone, with "Blah blah blah." for a text, which is left out; in those marked as not processed,
    headline and text stand together. The zone of their dates is not known. `REUTER` on the last line is the agency's
    mark, not text.
    """
    yield from _documents(stream, "REUTERS", settings, _of_reuters)


def _of_reuters(document: str) -> dict[str, str]:
    text = _REUTER.sub("", _plain(_inner(document, "BODY") or _outside(_inner(document, "TEXT"))))
    return {
        "title": _line(_inner(document, "TITLE")),
        "text": "" if _PLACEHOLDER.match(text) else unwrapped(text),
        "author": _line(_inner(document, "AUTHOR")),
        "published": _line(_inner(document, "DATE")).partition(".")[0],
        "outlet": "Reuters",
        "id": _attributes(document).get("NEWID", ""),
    }


def read_gigaword(stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the documents of Gigaword, whose ids tell agency and day, and of TREC collections, which name their own."""
    yield from _documents(stream, "DOC", settings, _of_gigaword)


def _of_gigaword(document: str) -> dict[str, str]:
    identity = _attributes(document).get("id") or _line(_inner(document, "DOCNO"))
    told = _GIGAWORD_ID.match(identity)
    return {
        "title": _line(_inner(document, "HEADLINE") or _inner(document, "TITLE") or _inner(document, "HEAD")),
        "text": _paragraphs(_inner(document, "TEXT")),
        "author": _line(_inner(document, "BYLINE")),
        "published": told["day"] if told else _line(_inner(document, "DATE") or _inner(document, "DATE_TIME")),
        "outlet": told["source"] if told else _line(_inner(document, "SOURCE")),
        "id": identity,
    }


def _documents(
    stream: BinaryIO, tag: str, settings: Settings, values: Callable[[str], dict[str, str]]
) -> Iterator[Record | Unreadable]:
    """Yield a record with the `values` of each `<tag ...>...</tag>`, one at a time.

    The tags begin and end lines, as in all these collections. A document of more than `settings.max_record_mb` is
    never held in memory.
    """
    for number, document in enumerate(_parts(stream, tag, settings.max_record_mb), 1):
        if document is None:
            detail = f"a document of more than {settings.max_record_mb:g} MB: raise --max-record-mb to read it"
            yield Unreadable(number, "too large", detail)
        else:
            yield Record(number, known(values(decode(document))))


def _parts(stream: BinaryIO, tag: str, max_mb: float) -> Iterator[bytes | None]:
    """Yield the bytes of each document, and None for each that has more than `max_mb` megabytes."""
    start, end = f"<{tag}".encode(), f"</{tag}>".encode()
    lines: list[bytes] = []
    n_left, is_inside = int(max_mb * MEGABYTE), False
    for line in read_lines(stream, max_mb):
        if line is None:  # longer than any document may be
            n_left = -1
            continue
        is_inside = is_inside or line.lstrip().startswith(start)
        if is_inside:
            n_left -= len(line)
            if n_left < 0:
                lines.clear()
            else:
                lines.append(line)
        if is_inside and end in line:
            yield b"".join(lines) if n_left >= 0 else None
            lines, n_left, is_inside = [], int(max_mb * MEGABYTE), False
    if is_inside:  # cut off: what is there is better than nothing
        yield b"".join(lines) if n_left >= 0 else None


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
