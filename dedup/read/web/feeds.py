"""Reads RSS, RDF, Atom and exports of WordPress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from dedup.read.limits import of_document
from dedup.read.records import Record, Unreadable, known
from dedup.read.urls import joined
from dedup.read.xml import Element, block_text, descendants, first_text_of, language_of, local, parse_xml, text_of
from dedup.settings import Settings

_BODIES = ("encoded", "content", "body", "fulltext")
_SUMMARIES = ("description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
_WORDPRESS = "wordpress.org/export"
_POSTS = ("post", "page", "")
_PUBLISHED = ("publish", "inherit", "")
# Media RSS and the iTunes podcast module: what they call title, content and summary is that of a picture or a sound.
_OF_MEDIA = ("{http://search.yahoo.com/mrss", "{http://www.itunes.com/dtds/", "media:", "itunes:")


@of_document
def read_feed(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the items of a feed; the body is the longest text of an item, else its summary.

    A feed's title is often a section's and no outlet: it counts only where an item has no address, as in an export of
    WordPress, where it is the site's. There, attachments, menus and drafts are no articles.
    """
    root = parse_xml(data)
    if root is None:
        return
    channel = next(descendants(root, "channel"), root)
    title = next((text_of(child) for child in channel if local(child) == "title"), "")
    language = _child_text(channel, "language") or language_of(root)
    site = next((link for link in _links(channel) if "://" in link), "")
    for number, item in enumerate(descendants(root, "item", "entry"), 1):
        if other := _not_an_article(item):
            yield Unreadable(number, "not an article", other)
        else:
            is_export = any(_is_wordpress(child) for child in item)
            values = {"language": language, "outlet": title if is_export else "", **_values(item)}
            values["url"] = joined(site, values["url"])
            yield Record(number, known(values), title)


def _values(item: Element) -> dict[str, str]:
    children = [child for child in item if not _is_wordpress(child) and not _is_of_media(child)]
    of_media = [child for child in item if _is_of_media(child)]
    nested = [found for child in children for found in descendants(child, "body")]
    bodies = [_markup(child) for child in [*children, *nested] if local(child) in _BODIES]
    body = max(bodies, key=len, default="")
    # WENN's first sentence stands in an element of its own, and its body goes on from there.
    first_line = first_text_of(item, "first_line")
    values = {
        "title": _child_text([*children, *of_media], "title"),
        "contenthtml": f"{escape(first_line)}\n\n{body}" if first_line and body else body,
        "descriptionhtml": _summary(children) or _summary(of_media),
        "published": next(filter(None, (_child_text(item, name) for name in _DATES)), ""),
        "url": _link(item),
        "author": _author(item),
        "id": _child_text(item, "guid") or _child_text(item, "id"),
        "version": _child_text(item, "updated") or _child_text(item, "modified"),
    }
    if outlet := _source(item):
        values["outlet"] = outlet
    return values


def _summary(children: Iterable[Element]) -> str:
    return next((_markup(child) for child in children if local(child) in _SUMMARIES), "")


def _markup(element: Element) -> str:
    """Return the HTML or text in an element; XHTML, which stands there as elements, as text."""
    return block_text(element) if len(element) else (element.text or "").strip()


def _child_text(children: Iterable[Element], name: str) -> str:
    return next((text for child in children if local(child) == name and (text := text_of(child))), "")


def _link(item: Element) -> str:
    """Return the address of the page: RSS has it as text, Atom as an attribute and with what it is to the item."""
    permalink = next(
        (text_of(child) for child in item if local(child) == "guid" and child.get("isPermaLink") == "true"), ""
    )
    return next(filter(None, _links(item)), permalink)


def _links(element: Element) -> list[str]:
    links = [child for child in element if local(child) == "link"]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    return [link.get("href") or text_of(link) for link in [*pages, *links]]


def _author(item: Element) -> str:
    people = [child for child in item if local(child) in ("creator", "author")]
    return ", ".join(filter(None, (first_text_of(person, "name") or text_of(person) for person in people)))


def _source(item: Element) -> str:
    source = next((child for child in item if local(child) == "source"), None)
    return "" if source is None else first_text_of(source, "title") or text_of(source)


def _is_wordpress(element: Element) -> bool:
    return isinstance(element.tag, str) and _WORDPRESS in element.tag and local(element) != "encoded"


def _is_of_media(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.lower().startswith(_OF_MEDIA)


def _not_an_article(item: Element) -> str:
    told = {local(child): text_of(child) for child in item if _is_wordpress(child)}
    kind, status = told.get("post_type", ""), told.get("status", "")
    if kind not in _POSTS:
        return f"a WordPress {kind}"
    return "" if status in _PUBLISHED else f"a WordPress {kind} with the status {status}"
