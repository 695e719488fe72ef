"""Reads XML of no standard: records whose elements are called as fields are, such as Scrapy's exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.read.field_names import field_of
from dedup.read.fields import fields_of_names
from dedup.read.limits import of_document
from dedup.read.records import Record, Unreadable
from dedup.read.xml import BLOCKS, Element, block_text, local, parse_xml
from dedup.settings import Settings

_BESIDE_A_TITLE = {"url", "published", "summary"}


@of_document
def read_xml_records(data: bytes, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield a record for each element that has elements for a text, or for a title and something that goes with it."""
    root = parse_xml(data)
    records = [] if root is None else _records(root, settings.map)
    for number, element in enumerate(records, 1):
        values = _values(element)
        yield Record(number if len(records) > 1 else 0, values, original=values)
    if root is not None and not records:
        yield Unreadable(0, "not an article", f"XML of no known kind: its root is {local(root)}")


def _records(root: Element, names: Sequence[str]) -> list[Element]:
    """Return the innermost elements that look like records, in document order."""
    given = fields_of_names(names)
    found: list[Element] = []
    holders: set[Element] = set()
    for element in root.iter():
        fields = {given.get(local(child)) or field_of(local(child)) for child in element if len(child) or child.text}
        if "text" in fields or ("title" in fields and fields & _BESIDE_A_TITLE):
            found.append(element)
            holders.update(element.iterancestors())
    return [element for element in found if element not in holders]


def _values(element: Element) -> dict[str, object]:
    """Return name -> text, or a list of texts where a name comes more than once; attributes count as elements."""
    values: dict[str, object] = dict(element.attrib)
    for child in element:
        if not isinstance(child.tag, str):  # an entity that nobody declared
            continue
        has_paragraphs = any(local(inner) in BLOCKS for inner in child)
        text = block_text(child) if has_paragraphs else "".join(map(str, child.itertext()))
        earlier = values.get(local(child))
        if earlier is None:
            values[local(child)] = text
        else:
            values[local(child)] = [*earlier, text] if isinstance(earlier, list) else [earlier, text]
    return values
