"""Reads TEI documents, and the XML that trafilatura writes: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.read.limits import of_record
from dedup.read.records import Record, Unreadable, known
from dedup.read.xml import Element, attribute_of, block_text, first, first_text_of, language_of, local, parse_xml
from dedup.settings import Settings

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_SKIP = frozenset({"comments", "graphic", "figure", "note"})


@of_record
def read_tei(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of a document."""
    root = parse_xml(data)
    if root is not None:
        values = _of_trafilatura(root) if local(root) == "doc" else _of_tei(root)
        yield Record(0, known(values))


def _of_trafilatura(root: Element) -> dict[str, str]:
    main = first(root, "main")
    kept = ("title", "author", "url", "date", "sitename", "hostname", "language", "excerpt", "id")
    return {**{name: root.get(name, "") for name in kept}, "text": "" if main is None else block_text(main, _SKIP)}


def _of_tei(root: Element) -> dict[str, str]:
    header, body = first(root, "teiHeader"), first(root, "body")
    text = "" if body is None else block_text(body, _SKIP)
    if header is None:
        return {"text": text}
    source = first(header, "biblFull", "sourceDesc")
    source = header if source is None else source
    published = first(source, "date")
    return {
        "title": first_text_of(header, "title"),
        "text": text,
        "author": first_text_of(header, "author"),
        "outlet": _IN_BRACKETS.sub("", first_text_of(source, "publisher")),
        "url": attribute_of(source, "ptr", "target"),
        "published": "" if published is None else published.get("when") or first_text_of(source, "date"),
        "language": attribute_of(header, "language", "ident") or language_of(root),
    }
