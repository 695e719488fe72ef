"""Report -> Parquet: the tables of `articles.csv` and `pairs.csv` with their types."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from dedup.errors import MissingExtraError
from dedup.read.extras import import_extra
from dedup.records import Report
from dedup.report.json import rounded
from dedup.report.tables import ArticleRow, PairRow, article_rows, pair_rows


def articles_parquet(report: Report) -> Iterator[bytes]:
    """Yield `articles.parquet`; `MissingExtraError` where pyarrow is not installed."""
    yield _table(ArticleRow._fields, list(article_rows(report)), {"story": "int64", "copies": "int64"})


def pairs_parquet(report: Report) -> Iterator[bytes]:
    """Yield `pairs.parquet`; `MissingExtraError` where pyarrow is not installed.

    Measures are rounded as in `pairs.csv`, so that the file is the same when it is made from that.
    """
    measures = ("jaccard", "containment", "cosine", "probability")
    rows = [(left, right, verdict, *map(rounded, of_pair)) for left, right, verdict, *of_pair in pair_rows(report)]
    yield _table(PairRow._fields, rows, dict.fromkeys(measures, "float64"))


def _table(names: Sequence[str], rows: Sequence[Sequence[object]], kinds: dict[str, str]) -> bytes:
    arrow, parquet = _pyarrow()
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    kind = {name: arrow.type_for_alias(kinds.get(name, "string")) for name in names}
    arrays = [arrow.array([None if value == "" else value for value in columns[name]], kind[name]) for name in names]
    file = io.BytesIO()
    parquet.write_table(arrow.Table.from_arrays(arrays, names=list(names)), file)
    return file.getvalue()


def _pyarrow() -> tuple[Any, Any]:
    try:
        return import_extra("pyarrow", "parquet"), import_extra("pyarrow.parquet", "parquet")
    except MissingExtraError as error:
        raise MissingExtraError(f"Parquet {error}") from error
