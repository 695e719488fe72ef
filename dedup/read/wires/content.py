"""What NewsML carries inside: NITF, XHTML, or text and HTML as plain characters."""

from __future__ import annotations

import re

from dedup.read.values import text_of_markup
from dedup.read.wires.nitf import nitf_text
from dedup.read.xml import Element, block_text, first

_TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
_SKIP = frozenset({"head", "header", "title", "script", "style", "figure", "media"})


def content_text(element: Element) -> str:
    """Return the text of a `DataContent`, `inlineXML` or `inlineData`."""
    if first(element, "body.content") is not None:
        return nitf_text(element)
    if len(element):
        body = first(element, "body")
        return block_text(element if body is None else body, _SKIP)
    text = (element.text or "").strip()
    return text_of_markup(text) if _TAG.search(text) else text
