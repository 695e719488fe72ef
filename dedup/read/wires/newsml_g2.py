"""Reads NewsML-G2: news items alone, in messages and beside packages."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.read.limits import of_document
from dedup.read.outlets import domain_of
from dedup.read.records import Record, Unreadable, known
from dedup.read.wires.content import content_text
from dedup.read.wires.nitf import nitf_values
from dedup.read.xml import Element, attribute_of, descendants, first, first_text_of, language_of, local, parse_xml
from dedup.settings import Settings

# What an item is, where it is not text: the IPTC's nature of news items, without the alias before its colon.
_TEXT = ("text", "")


@of_document
def read_newsml_g2(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of each news item of a message, or of a document that is one.

    Pictures and other media are no articles, and neither are packages and concepts, which refer to items elsewhere;
    where they come beside news items they are passed over.
    """
    root = parse_xml(data)
    if root is None:
        return
    items = list(descendants(root, "newsItem"))
    if not items and local(root) == "contentSet":
        items = [root]
    if not items:
        yield Unreadable(0, "not an article", f"NewsML-G2 without a news item: {_kind(root)}")
    for number, item in enumerate(items, 1):
        place = number if len(items) > 1 else 0
        nature = attribute_of(item, "itemClass", "qcode").rpartition(":")[2]
        if nature in _TEXT:
            yield Record(place, _values(item))
        else:
            yield Unreadable(place, "not an article", f"a news item of class {nature}")


def _kind(root: Element) -> str:
    found = first(root, "packageItem", "conceptItem", "knowledgeItem", "planningItem")
    return local(root if found is None else found)


def _values(item: Element) -> dict[str, object]:
    nitf = first(item, "nitf")
    inner = {} if nitf is None else nitf_values(nitf)
    texts = [content_text(content) for content in descendants(item, "inlineXML", "inlineData")]
    meta = first(item, "contentMeta")
    author = "" if meta is None else first_text_of(meta, "by") or _name(meta, "creator")
    values: dict[str, object] = {
        "title": first_text_of(item, "headline") or inner.get("title") or first_text_of(item, "title"),
        "text": max(texts, key=len, default=""),
        "outlet": _provider(item),
        "published": first_text_of(item, "firstCreated", "versionCreated", "contentCreated"),
        "language": attribute_of(item, "language", "tag") or language_of(item),
        "author": inner.get("author") or author,
        "id": item.get("guid", ""),
        "version": item.get("version", ""),
    }
    return known(values)


def _provider(item: Element) -> str:
    provider = first(item, "provider")
    if provider is None:
        return ""
    code = provider.get("qcode", "").rpartition(":")[2]
    return first_text_of(provider, "name") or provider.get("literal", "") or code or domain_of(provider.get("uri", ""))


def _name(meta: Element, role: str) -> str:
    found = first(meta, role)
    return "" if found is None else first_text_of(found, "name")
