"""Report -> GEXF 1.3, the format of Gephi (gexf.net)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dedup.records import Report
from dedup.report.export.graph import EDGE_COLUMNS, NODE_COLUMNS, Column, attribute, edges, nodes, values
from dedup.report.tables import ArticleRow, PairRow


def gexf(report: Report) -> Iterator[str]:
    """Yield `graph.gexf`: articles as nodes, pairs on one story or closer as edges weighted by probability."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph defaultedgetype="undirected">\n'
    for of, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        yield f'<attributes class="{of}">\n'
        for number, column in enumerate(columns):
            yield f'<attribute id="{number}" title="{column.name}" type="{column.kind}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in nodes(report):
        label = attribute(node.title or node.article)
        yield f"<node id={attribute(node.article)} label={label}>{_values(node, NODE_COLUMNS)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(edges(report)):
        ends = f"source={attribute(edge.left)} target={attribute(edge.right)}"
        # Gephi refuses a weight of 0; without one an edge weighs 1.
        weight = "" if math.isnan(edge.probability) else f' weight="{max(edge.probability, 0.0001):.4f}"'
        yield f'<edge id="{number}" {ends}{weight}>{_values(edge, EDGE_COLUMNS)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(row: ArticleRow | PairRow, columns: tuple[Column, ...]) -> str:
    shown = "".join(f'<attvalue for="{number}" value={attribute(value)}/>' for number, _, value in values(row, columns))
    return f"<attvalues>{shown}</attvalues>"
