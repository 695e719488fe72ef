"""What is done to the tree of a page before anything is looked for in it, and before trafilatura looks for the body."""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(r"(?:article|story|post|entry)[-_]*(?:body|content|text)", re.I)
_LINKED_HEADINGS = ".//*[self::h1 or self::h2 or self::h3 or self::h4][.//a or ancestor::a]"
_LINKS_ALONE = "p[a][not(text()[normalize-space()])]"
# A teaser is a linked heading, or a line or two with a link below them.
_PARTS = f"//*[self::div or self::section][p][not({_LINKED_HEADINGS})][2 * count({_LINKS_ALONE}) < count(p)]"


def drop_readings(tree: Any) -> None:
    """Take out the readings of ruby text, which stand in the middle of words."""
    for element in tree.xpath("//ruby//rt | //ruby//rp"):
        element.drop_tree()


def join_parts(tree: Any) -> None:
    """Move the later parts of a body that several siblings of one name hold, as around advertisements, into the first.

    trafilatura reads the first alone. Teasers are left where they are.
    """
    wholes: dict[tuple[Any, str, str], Any] = {}
    for part in tree.xpath(_PARTS):
        name = part.get("itemprop") or part.get("class") or ""
        if _NAME.search(name):
            whole = wholes.setdefault((part.getparent(), part.tag, name), part)
            if whole is not part:
                whole.append(part)
