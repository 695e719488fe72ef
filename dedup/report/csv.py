"""Report -> CSV: UTF-8 without a byte order mark, lines ending in LF, quotes only where they are needed.

A spreadsheet takes a cell that starts with `=`, `+`, `-` or `@` for a formula, and a title may have been written to be
one: such a text has an apostrophe before it, which `dedup.read.spreadsheet.unguarded` takes away.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dedup.read.spreadsheet import guarded
from dedup.records import Report
from dedup.report.tables import ArticleRow, PairRow, article_rows, pair_rows


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


class _Echo:
    """A file that hands back what is written to it, so that `csv.writer` yields lines."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a table."""
    # With "\n" as its line end Python 3.11 leaves a bare "\r" in a value unquoted, and the line breaks in two for
    # whoever reads it; with "\r\n" it quotes both.
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for row in chain([header], rows):
        # Nearly all text is empty or begins with a letter or a digit: that it is no formula is told without a call.
        cells = [value if type(value) is str and (not value or value[0].isalnum()) else _cell(value) for value in row]
        yield f"{writer.writerow(cells)[:-2]}\n"


def _cell(value: object) -> object:
    """Return numbers with decimals as text with 4 of them, an unknown one (NaN) as empty, text as no formula."""
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.4f}"
    return guarded(value) if isinstance(value, str) else value
