"""Report -> CSV: UTF-8 without a byte order mark, lines ending in LF, quotes only where they are needed.

A spreadsheet takes a cell that starts with `=`, `+`, `-` or `@` for a formula, and a title may have been written to be
one: such a text has an apostrophe before it, which `dedup.read.spreadsheet.unguarded` takes away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, cast

from dedup.read.spreadsheet import guarded
from dedup.records import Report
from dedup.report.tables import ArticleRow, PairRow, article_rows, pair_rows

_BLOCK: Final = 2_000
"""Rows made into text at a time, column by column: one at a time they take three times as long."""

_QUOTED: Final = ',"\r\n'
"""What stands in no cell without quotes."""


def articles_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `articles.csv`: every article with its story, its group of copies and its role."""
    return csv_lines(ArticleRow._fields, article_rows(report))


def pairs_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `pairs.csv`: every match with its measures to 4 decimals."""
    return csv_lines(PairRow._fields, pair_rows(report))


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
    """Yield a table of two or more columns in parts of whole lines, the header first."""
    yield f"{','.join(header)}\n"
    left = iter(rows)
    while block := list(islice(left, _BLOCK)):
        columns = [_cells(column) for column in zip(*block, strict=True)]
        yield "".join([f"{','.join(row)}\n" for row in zip(*columns, strict=True)])


def _cells(column: Sequence[object]) -> Sequence[str]:
    """Return numbers with decimals as text with 4 of them, what is unknown (NaN, None) as empty, text as no formula.

    >>> _cells([0.25, float("nan")]), _cells([1, None]), _cells(["=x", "a, b"])
    (['0.2500', ''], ['1', ''], ["'=x", '"a, b"'])
    """
    kinds = set(map(type, column))
    if kinds == {float}:
        return _decimals(cast("Sequence[float]", column))
    return _texts(cast("Sequence[str]", column) if kinds == {str} else list(map(_shown, column)))


def _decimals(numbers: Sequence[float]) -> list[str]:
    # One format for all takes half the time of one for each.
    return ("\n".join(["%.4f"] * len(numbers)) % tuple(numbers)).replace("nan", "").split("\n")


def _shown(value: object) -> str:
    if isinstance(value, float):
        return _decimals([value])[0]
    return "" if value is None else str(value)


def _texts(texts: Sequence[str]) -> Sequence[str]:
    # Nearly all begin with a letter or a digit, and most columns need no quotes: both are told of a column at once.
    if not all(first.isalnum() for first in {text[:1] for text in texts} - {""}):
        texts = [text if text[:1].isalnum() else guarded(text) for text in texts]
    together = "".join(texts)
    return [_quoted(text) for text in texts] if any(sign in together for sign in _QUOTED) else texts


def _quoted(text: str) -> str:
    if any(sign in text for sign in _QUOTED):
        return '"' + text.replace('"', '""') + '"'
    return text
