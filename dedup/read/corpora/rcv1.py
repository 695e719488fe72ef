"""Reads the Reuters corpora RCV1 and RCV2: one `newsitem` a file."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.read.limits import of_record
from dedup.read.records import Record, Unreadable, known
from dedup.read.xml import block_text, descendants, first, first_text_of, language_of, parse_xml
from dedup.settings import Settings


@of_record
def read_rcv1(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of a file; the collections give the day and no hour."""
    root = parse_xml(data)
    if root is None:
        return
    text = first(root, "text")
    told = {found.get("element", ""): found.get("value", "") for found in descendants(root, "dc")}
    values = {
        "title": first_text_of(root, "headline", "title"),
        "text": "" if text is None else block_text(text),
        "author": first_text_of(root, "byline"),
        "outlet": told.get("dc.publisher", ""),
        "published": told.get("dc.date.published", "") or root.get("date", ""),
        "language": language_of(root) or told.get("dc.language", ""),
        "id": root.get("itemid", ""),
    }
    yield Record(0, known(values))
