"""Report -> the graph of its stories and copies: articles, and the pairs that tie them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from dedup.matches import Verdict
from dedup.records import Report
from dedup.report.tables import ArticleRow, PairRow, article_rows, pair_rows

# The characters that XML does not have. They are listed, for to work them out from those it has takes 8 ms.
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Attribute(NamedTuple):
    """What nodes or edges have a value of, as both graph formats call it, and the type of that as GEXF does."""

    name: str
    kind: str


NODE_ATTRIBUTES = (
    *(Attribute(name, "string") for name in ("title", "outlet", "published", "language", "url")),
    Attribute("story", "integer"),
    Attribute("copies", "integer"),
    *(Attribute(name, "string") for name in ("role", "source", "keep")),
)
EDGE_ATTRIBUTES = (
    Attribute("verdict", "string"),
    *(Attribute(name, "double") for name in ("probability", "jaccard", "containment", "cosine")),
)


def nodes(report: Report) -> Iterator[ArticleRow]:
    """Yield the nodes: every article, known by its location."""
    return article_rows(report)


def edges(report: Report) -> Iterator[PairRow]:
    """Yield the edges: the pairs on one story or closer; those that are merely related tie nothing."""
    return (pair for pair in pair_rows(report) if Verdict(pair.verdict).code <= Verdict.SAME_STORY.code)


def values(row: ArticleRow | PairRow, attributes: tuple[Attribute, ...]) -> Iterator[tuple[int, str]]:
    """Yield the values of a row that are known as text, each with the number of its attribute."""
    for number, attribute in enumerate(attributes):
        value = getattr(row, attribute.name)
        if isinstance(value, float):
            value = "" if math.isnan(value) else f"{value:.4f}"
        if value not in ("", None):
            yield number, str(value)


def quoted(text: str) -> str:
    r"""Return `text` in quotes as the value of an XML attribute, without the characters that XML cannot hold.

    >>> quoted('A "red"\x00 <line>')
    '\'A "red" &lt;line&gt;\''
    """
    return quoteattr(writable(text))


def writable(text: str) -> str:
    """Return `text` without the control characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
