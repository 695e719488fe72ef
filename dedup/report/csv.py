"""Report -> CSV: UTF-8 without a byte order mark, lines ending in LF, quotes only where they are needed.

A spreadsheet takes a cell that starts with `=`, `+`, `-` or `@` for a formula, and a title may have been written to be
one: such a text has an apostrophe before it, which `dedup.read.spreadsheet.unguarded` takes away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final, cast

import numpy as np

from dedup.matches import VERDICTS
from dedup.read.spreadsheet import guarded
from dedup.records import Report
from dedup.report.decimals import decimals
from dedup.report.tables import BLOCK, ArticleRow, PairRow, article_columns, locations

CellColumns = Sequence[Sequence[str]]
"""Cells as they are written, column by column; one may hold several cells of each row, with commas between them."""

_LOOKED_AT: Final = 64
"""Cells of a column that tell whether most of it recurs."""

_FIRST: Final = itemgetter(slice(1))
"""Takes the first character of a text, none of an empty one."""


def articles_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `articles.csv`: every article with its story, its group of copies and its role."""
    return _lines(ArticleRow._fields, (list(map(cells, columns)) for columns in article_columns(report)))


def pairs_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `pairs.csv`: every match with its measures to 4 decimals."""
    matches, verdicts = report.matches, [verdict.value for verdict in VERDICTS]
    measures = (matches.jaccard, matches.containment, matches.cosine, matches.probability)

    def columns(rows: slice) -> CellColumns:
        return (
            [verdicts[code] for code in matches.verdict[rows].tolist()],
            decimals(np.column_stack([measure[rows] for measure in measures])),
        )

    return csv_of_matches(PairRow._fields, report, columns)


def skipped_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `skipped.csv`: every file or record that is not among the articles."""
    rows = ((skipped.location, skipped.reason, skipped.detail) for skipped in report.skipped)
    return csv_lines(("article", "reason", "detail"), rows)


def set_aside_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `set_aside.csv`: every passage that was left out of the comparisons."""
    header = ("outlet", "reason", "articles", "characters", "example", "passage")
    rows = ((p.outlet, p.reason, p.n_articles, p.n_chars, p.example, p.passage) for p in report.set_aside)
    return csv_lines(header, rows)


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table of two or more columns in parts of whole lines, the header first; None is an empty cell."""
    left = iter(rows)
    blocks = iter(lambda: list(islice(left, BLOCK)), [])
    return _lines(header, ([cells(column) for column in zip(*block, strict=True)] for block in blocks))


def csv_of_matches(header: Sequence[str], report: Report, columns: Callable[[slice], CellColumns]) -> Iterator[str]:
    """Yield a table with a row for each match: the locations of its articles, and `columns` of a range of matches."""
    location_of = locations(report)
    cell_of = [
        cell for start in range(0, len(location_of), BLOCK) for cell in cells(location_of[start : start + BLOCK])
    ]
    left, right = report.matches.sides

    def block(rows: slice) -> CellColumns:
        sides = ([cell_of[i] for i in side[rows].tolist()] for side in (left, right))
        return (*sides, *columns(rows))

    starts = range(0, len(report.matches), BLOCK)
    return _lines(header, (block(slice(start, start + BLOCK)) for start in starts))


def _lines(header: Sequence[str], blocks: Iterable[CellColumns]) -> Iterator[str]:
    yield f"{','.join(header)}\n"
    for columns in blocks:
        yield "\n".join([*map(",".join, zip(*columns, strict=True)), ""])


def cells(column: Sequence[object]) -> Sequence[str]:
    """Return the cells of a column as they are written: what is unknown (None) is empty, and no text is a formula.

    >>> cells([1, None]), cells(["=x", "a, b"])
    (['1', ''], ["'=x", '"a, b"'])
    """
    first = column[:_LOOKED_AT]
    if len(set(first)) > len(first) // 2:
        return _written(column)
    few = list(set(column))
    return list(map(dict(zip(few, _written(few), strict=True)).__getitem__, column))


def _written(column: Sequence[object]) -> Sequence[str]:
    try:
        texts = cast("Sequence[str]", column)
        joined = "".join(texts)
    except TypeError:  # it has more than texts
        texts = ["" if value is None else str(value) for value in column]
        joined = "".join(texts)
    # Nearly all begin with a letter or a digit, and most columns need no quotes: both are checked for a column at once.
    if not all(first.isalnum() for first in set(map(_FIRST, texts)) - {""}):
        texts = [text if text[:1].isalnum() else guarded(text) for text in texts]
    return [_quoted(text) for text in texts] if _needs_quotes(joined) else texts


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _needs_quotes(text) else text


def _needs_quotes(text: str) -> bool:
    return "," in text or '"' in text or "\n" in text or "\r" in text
