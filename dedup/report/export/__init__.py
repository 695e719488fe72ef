"""Report -> files for other tools, each written on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dedup.records import Report
from dedup.report.export.gexf import gexf
from dedup.report.export.graphml import graphml
from dedup.report.export.markdown import digest_of_the_day
from dedup.report.export.parquet import articles_parquet, pairs_parquet
from dedup.report.export.rss import rss

Export = Callable[[Report], Iterator[str] | Iterator[bytes]]

EXPORTS: Mapping[str, Mapping[str, Export]] = {
    "graphml": {"graph.graphml": graphml},
    "gexf": {"graph.gexf": gexf},
    "parquet": {"articles.parquet": articles_parquet, "pairs.parquet": pairs_parquet},
    "markdown": {"digest.md": digest_of_the_day},
    "rss": {"stories.rss": rss},
}
"""Name -> the files it stands for. A new export is a module and a line here."""
