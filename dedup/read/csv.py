"""Reads `.csv` and `.tsv`: one article a row, columns named in the first row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import BinaryIO

from dedup.read.decode import decode
from dedup.read.fields import field_of, fields_of_names
from dedup.read.headers import with_header
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings

_DELIMITERS = ",;\t|"
# Longer than any article; the module's own limit of 131,072 characters is not.
_MAX_FIELD = 1 << 30
# One more row behind the last: if it does not come out alone, a quote before it was never closed.
_END = "\x02end of table\x02"


def read_csv(stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the record of each row; a record's number is that of its row, the header not counted.

    The delimiter is the one that finds the most known column names in the header. A file without a column of
    titles or texts is refused whole, a row with more fields than the header has names by itself: its text was cut
    at a delimiter that should have been quoted. Where a quote is never closed, the row it opens in and all that
    follows is refused, and said to be.
    """
    text = with_header(decode(stream.read()))
    if not text.strip():
        return
    given = fields_of_names(settings.map)
    first_line = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=lambda mark: _n_known(_header(first_line, mark), given))
    csv.field_size_limit(_MAX_FIELD)
    rows = csv.reader(StringIO(f"{text.rstrip()}\n{_END}\n", newline=""), delimiter=delimiter)
    names = [name.strip() for name in next(rows)]
    if not {"title", "text"} & {field_of(name) or given.get(name, "") for name in names}:
        shown = ", ".join(name[:20] for name in names[:8])
        yield Unreadable(0, "no header", f"the first row names no column of titles or texts: {shown}")
        return
    yield from _records(rows, names)


def _records(rows: Iterator[list[str]], names: list[str]) -> Iterator[Record | Unreadable]:
    number = 0
    for row in rows:
        if row == [_END]:
            return
        if not row:
            continue
        number += 1
        if _END in row[-1]:
            n_lines = len(row[-1].splitlines()) - 2
            detail = f"a quote opened in this row is never closed: it and the {n_lines} lines after it were not read"
            yield Unreadable(number, "bad CSV", detail)
        elif any(field.strip() for field in row[len(names) :]):
            yield Unreadable(number, "bad CSV", f"{len(row)} fields, but the header names {len(names)}")
        else:
            values = dict(zip(names, row, strict=False))
            yield Record(number, values, original=values)


def _header(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _n_known(names: list[str], given: Mapping[str, str]) -> int:
    return sum(field_of(name) != "" or name.strip() in given for name in names)
