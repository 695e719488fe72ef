"""Reads NewsML 1.0 to 1.2, as AFP, Business Wire and others deliver."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.read.limits import of_document
from dedup.read.records import Record, Unreadable, known
from dedup.read.wires.content import content_text
from dedup.read.xml import Element, attribute_of, descendants, first, first_text_of, language_of, parse_xml
from dedup.settings import Settings


@of_document
def read_newsml(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of each `NewsItem`; one without a text, such as a picture, is no article."""
    root = parse_xml(data)
    items = [] if root is None else list(descendants(root, "NewsItem"))
    for number, item in enumerate(items, 1):
        place = number if len(items) > 1 else 0
        contents = [content_text(content) for content in descendants(item, "DataContent")]
        if any(contents):
            yield Record(place, _values(item, item if root is None else root, max(contents, key=len)))
        else:
            yield Unreadable(place, "not an article", "a NewsItem without a text")


def _values(item: Element, root: Element, text: str) -> dict[str, object]:
    revision = first_text_of(item, "RevisionId")
    values: dict[str, object] = {
        "title": first_text_of(item, "HeadLine", "Title"),
        "text": text,
        "outlet": _party(item, "Provider")
        or _party(root, "SentFrom")
        or first_text_of(item, "CreditLine", "ProviderId"),
        "published": first_text_of(item, "FirstCreated", "ThisRevisionCreated", "DateId"),
        "language": language_of(item) or attribute_of(item, "Language", "FormalName"),
        "author": first_text_of(item, "ByLine"),
        # The public identifier ends in the number of the revision, and so is that of one version only.
        "id": first_text_of(item, "PublicIdentifier", "NewsItemId").removesuffix(f":{revision}"),
        "version": revision,
    }
    return known(values)


def _party(element: Element, role: str) -> str:
    found = first(element, role)
    return "" if found is None else attribute_of(found, "Party", "FormalName")
