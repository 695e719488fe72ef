"""The lines of a table -> its rows: fields may be in quotes, or quotes may be characters like all others."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice, tee

from dedup.read.records import Unreadable

# One more row behind the last: if it does not come out alone, a quote before it was never closed.
_END = "\x02end of table\x02"


def is_unquoted(header: str, lines: Iterable[str]) -> bool:
    r"""Return whether a table has tabs, and as many in each line as in its header: then no line end is in quotes.

    So PostgreSQL and MySQL write tables; a quote with which a field begins would hide the rows up to the next.

    >>> is_unquoted("id\ttitle\n", ['1\t"Ada" sank\n']), is_unquoted("id\ttext\n", ['1\t"Ada\n', 'sank"\n'])
    (True, False)
    """
    n_tabs = header.count("\t")
    return n_tabs > 0 and all(line.count("\t") == n_tabs for line in lines if line.strip())


def unquoted_rows(lines: Iterable[str]) -> Iterator[list[str] | Unreadable]:
    """Yield the row of each line, split at tabs; where a whole field is in quotes, what these hold.

    A row with fewer fields than the first is refused: part of its text may stand in the next lines.
    """
    n_fields = 0
    for line in filter(str.strip, lines):
        row = line.rstrip("\r\n").split("\t")
        n_fields = n_fields or len(row)
        if len(row) < n_fields:
            yield Unreadable(0, "bad CSV", f"{len(row)} fields, but the header names {n_fields}")
        else:
            yield [_without_quotes(field) if field.startswith('"') else field for field in row]


def _without_quotes(field: str) -> str:
    """Return what the quotes around a field hold; the field as it is where they are not all of its quotes.

    >>> _without_quotes('"The ""Ada"" sank"'), _without_quotes('"Ada" meets "Eve"')
    ('The "Ada" sank', '"Ada" meets "Eve"')
    """
    inner = field[1:-1]
    has_others = '"' in inner.replace('""', "")
    return field if has_others or not field.endswith('"') else inner.replace('""', '"')


def quoted_rows(lines: Iterable[str], delimiter: str, *, has_blanks: bool) -> Iterator[list[str] | Unreadable]:
    """Yield the rows of a table whose fields may be in quotes; with `has_blanks` also behind a blank.

    A row is refused where a quote is never closed, and where one closes a field of several lines in the middle of a
    text: it was no quote that opens a field, and hides the rows up to there.
    """
    reader = partial(csv.reader, delimiter=delimiter, skipinitialspace=has_blanks)
    lines, again = tee(chain(lines, ["\n", f"{_END}\n"]))
    rows = reader(lines, strict=True)
    n_lines = 0
    while True:
        is_torn = False
        try:
            row = next(rows)
            deque(islice(again, rows.line_num - n_lines), maxlen=0)
        except csv.Error:
            taken = [*islice(again, rows.line_num - n_lines)]
            loose = reader(chain(taken, lines))
            row = next(loose)
            taken += islice(again, loose.line_num - len(taken))
            is_torn = _hides_rows("".join(taken), delimiter)
        n_lines = rows.line_num
        if row == [_END]:
            return
        if row and _END in row[-1]:
            n_hidden = len(row[-1].partition(_END)[0].rstrip().splitlines()) - 1
            yield _hidden("a quote opened in this row is never closed", n_hidden)
            return
        if is_torn:
            yield _hidden("a quote opened in this row is closed in the middle of a text", len(taken) - 1)
        else:
            yield row


def _hidden(detail: str, n_lines: int) -> Unreadable:
    return Unreadable(0, "bad CSV", f"{detail}: it and the {n_lines} lines after it were not read")


def _hides_rows(row: str, delimiter: str) -> bool:
    r"""Return whether text stands behind the quote that closes a field of several lines.

    >>> _hides_rows('"Ada sank,one\nPier,"two" say all\n', ","), _hides_rows('"Ada" sank,"one\ntwo"\n', ",")
    (True, False)
    """
    mark = re.escape(delimiter)
    fields = re.compile(rf'(?:^|{mark}) *(?:"([^"]*(?:""[^"]*)*)"([^{mark}\r\n]*)|[^{mark}\r\n]*)')
    return any(
        field[2].strip() and ("\n" in field[1] or "\r" in field[1]) for field in fields.finditer(row) if field[2]
    )
