"""Report -> GraphML, which Gephi, Cytoscape, yEd, igraph and networkx open (graphml.graphdrawing.org)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from dedup.records import Report
from dedup.report.export.graph import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    edges,
    nodes,
    quoted,
    values,
    writable,
)
from dedup.report.tables import ArticleRow, PairRow

_KINDS = {"string": "string", "integer": "int", "double": "double"}


def graphml(report: Report) -> Iterator[str]:
    """Yield `graph.graphml`: articles as nodes, pairs on one story or closer as edges."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for of, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        for number, attribute in enumerate(attributes):
            kind = _KINDS[attribute.kind]
            yield f'<key id="{of}-{number}" for="{of}" attr.name="{attribute.name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="undirected">\n'
    for node in nodes(report):
        yield f"<node id={quoted(node.article)}>{_data(node, 'node', NODE_ATTRIBUTES)}</node>\n"
    for edge in edges(report):
        ends = f"source={quoted(edge.left)} target={quoted(edge.right)}"
        yield f"<edge {ends}>{_data(edge, 'edge', EDGE_ATTRIBUTES)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(row: ArticleRow | PairRow, of: str, attributes: tuple[Attribute, ...]) -> str:
    return "".join(
        f'<data key="{of}-{number}">{escape(writable(value))}</data>' for number, value in values(row, attributes)
    )
