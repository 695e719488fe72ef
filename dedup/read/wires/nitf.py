"""Reads NITF, the IPTC's News Industry Text Format, alone and inside NewsML."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.read.limits import of_record
from dedup.read.records import Record, Unreadable, known
from dedup.read.xml import Element, attribute_of, block_text, first, first_text_of, local, parse_xml, text_of
from dedup.settings import Settings

# Captions and credits of pictures, and what stands in the body about the article.
_SKIP = frozenset({"media", "byline", "dateline", "body.head", "body.end", "note"})


@of_record
def read_nitf(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of an NITF document.

    Published is when it may be released (`date.release`), which counts where an embargo stood, else when it was issued.
    """
    root = parse_xml(data)
    if root is not None:
        yield Record(0, nitf_values(root))


def nitf_values(root: Element) -> dict[str, object]:
    """Return what an `nitf` element holds; its head may be missing where NewsML carries it."""
    docdata = first(root, "docdata")
    dates = [] if docdata is None else [attribute_of(docdata, name, "norm") for name in ("date.release", "date.issue")]
    byline = first(root, "byline")
    values: dict[str, object] = {
        "title": first_text_of(root, "hl1", "hedline", "title"),
        "text": nitf_text(root),
        "summary": first_text_of(root, "abstract"),
        "outlet": _outlet(root),
        "published": next(filter(None, [*dates, attribute_of(root, "pubdata", "date.publication")]), ""),
        "language": root.get("baselang", ""),
        "author": "" if byline is None else _spaced(byline),
        "id": attribute_of(root, "doc-id", "id-string"),
    }
    return known(values)


def nitf_text(root: Element) -> str:
    """Return the paragraphs of the body."""
    body = first(root, "body")
    if body is None:
        return ""
    # Not just the first one: a note to editors has a `body.content` of its own.
    content = next((child for child in body if local(child) == "body.content"), body)
    return block_text(content, _SKIP)


def _outlet(root: Element) -> str:
    return (
        attribute_of(root, "pubdata", "name")
        or text_of(first(root, "distributor"))
        or attribute_of(root, "doc.copyright", "holder")
        or attribute_of(root, "doc-id", "regsrc")
    )


def _spaced(byline: Element) -> str:
    """Return the byline; where nothing but markup parts a name from a title, a space does."""
    return " ".join(" ".join(byline.itertext()).split()).replace(" ,", ",")
