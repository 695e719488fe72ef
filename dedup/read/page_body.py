"""What is done to the tree of a page before anything is looked for in it, and before trafilatura looks for the body."""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import XPath

_NAME = re.compile(r"(?:article|story|post|entry)[-_]*(?:body|content|text)", re.I)
_LINKED_HEADINGS = ".//*[self::h1 or self::h2 or self::h3 or self::h4][.//a or ancestor::a]"
_LINKS_ALONE = "p[a][not(text()[normalize-space()])]"
# Teasers are a linked heading, or a line or two with a link below them.
_is_prose = XPath(f"not({_LINKED_HEADINGS}) and count(p) > 2 * count({_LINKS_ALONE})")


def drop_readings(tree: Any) -> None:
    """Take out the readings of ruby text, which stand in the middle of words."""
    for element in tree.xpath("//ruby//rt | //ruby//rp"):
        element.drop_tree()


def join_parts(tree: Any) -> None:
    """Move the later parts of a body that several siblings of one name hold, as around advertisements, into the first.

    trafilatura reads the first alone. Teasers are left where they are.
    """
    parts_of: dict[tuple[Any, str, str], list[Any]] = {}
    for part in tree.iter("div", "section"):
        name = part.get("itemprop") or part.get("class")
        if name and _NAME.search(name):
            parts_of.setdefault((part.getparent(), part.tag, name), []).append(part)
    for parts in parts_of.values():
        if len(parts) > 1:
            first, *others = [part for part in parts if _is_prose(part)] or parts[:1]
            first.extend(others)
