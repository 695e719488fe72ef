"""Report -> GEXF 1.3, the format of Gephi (gexf.net)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dedup.records import Report
from dedup.report.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attribute, edges, nodes, quoted, values
from dedup.report.tables import ArticleRow, PairRow


def gexf(report: Report) -> Iterator[str]:
    """Yield `graph.gexf`: articles as nodes, pairs on one story or closer as edges weighted by probability."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph defaultedgetype="undirected">\n'
    for of, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        yield f'<attributes class="{of}">\n'
        for number, attribute in enumerate(attributes):
            yield f'<attribute id="{number}" title="{attribute.name}" type="{attribute.kind}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in nodes(report):
        label = quoted(node.title or node.article)
        yield f"<node id={quoted(node.article)} label={label}>{_values(node, NODE_ATTRIBUTES)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(edges(report)):
        ends = f"source={quoted(edge.left)} target={quoted(edge.right)}"
        # Gephi refuses a weight of 0; without one an edge weighs 1.
        weight = "" if math.isnan(edge.probability) else f' weight="{max(edge.probability, 0.0001):.4f}"'
        yield f'<edge id="{number}" {ends}{weight}>{_values(edge, EDGE_ATTRIBUTES)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(row: ArticleRow | PairRow, attributes: tuple[Attribute, ...]) -> str:
    shown = "".join(f'<attvalue for="{number}" value={quoted(value)}/>' for number, value in values(row, attributes))
    return f"<attvalues>{shown}</attvalues>"
