"""Report -> GraphML, which Gephi, Cytoscape, yEd, igraph and networkx open (graphml.graphdrawing.org)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from dedup.records import Report
from dedup.report.export.graph import EDGE_COLUMNS, NODE_COLUMNS, Column, attribute, edges, nodes, values, writable
from dedup.report.tables import ArticleRow, PairRow

_KINDS = {"string": "string", "integer": "int", "double": "double"}


def graphml(report: Report) -> Iterator[str]:
    """Yield `graph.graphml`: articles as nodes, pairs on one story or closer as edges."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for of, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        for number, column in enumerate(columns):
            kind = _KINDS[column.kind]
            yield f'<key id="{of}-{number}" for="{of}" attr.name="{column.name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="undirected">\n'
    for node in nodes(report):
        yield f"<node id={attribute(node.article)}>{_data(node, 'node', NODE_COLUMNS)}</node>\n"
    for edge in edges(report):
        ends = f"source={attribute(edge.left)} target={attribute(edge.right)}"
        yield f"<edge {ends}>{_data(edge, 'edge', EDGE_COLUMNS)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(row: ArticleRow | PairRow, of: str, columns: tuple[Column, ...]) -> str:
    return "".join(
        f'<data key="{of}-{number}">{escape(writable(value))}</data>' for number, _, value in values(row, columns)
    )
