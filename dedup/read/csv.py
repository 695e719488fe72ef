"""Reads `.csv` and `.tsv`: one article a row, columns named in the first row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import StringIO
from itertools import chain, islice
from typing import BinaryIO

from dedup.read.dates import day_is_first, year_first
from dedup.read.decode import decode
from dedup.read.field_names import field_of
from dedup.read.fields import fields_of_names
from dedup.read.headers import with_header
from dedup.read.limits import MEGABYTE, TooLargeError, read_blocks
from dedup.read.records import Record, Unreadable
from dedup.read.table_rows import is_unquoted, quoted_rows, unquoted_rows
from dedup.settings import Settings

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"sep=([^\w\s\"]|\t)\s*", re.I)
_HEAD = 1 << 10
# Before a word a quote opens, so that behind a backslash it can only be one that does not: as MySQL and Spark write it.
_ESCAPED_QUOTE = re.compile(r'\\"(?=\w)')
_ESCAPED = re.compile(r'\\([\\"])')
_ROWS_ASKED = 1_000
_MAX_ABOVE = 20
# Above a header stand a name or a question with its value, also where empty fields pad them; a row has more.
_MIN_FIELDS_OF_ROW = 3


def read_csv(stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the record of each row; a record's number is that of its row, the header not counted.

    The delimiter is the one that a line `sep=;` on top names, as Excel writes and reads it, else the one that finds the
    most known column names in the header. Of columns of one name the first counts. Quotes inside quotes may be doubled,
    or have a backslash before them. Dates with slashes have day and month in one order in all of the file. What exports
    write above the header is passed over, see `_from_header`.

    A file without a column of titles or texts is refused whole. A row with more fields than the header has names is
    refused by itself: its text was cut at a delimiter that should have been quoted. Where a quote is never closed, the
    row in which it opens and all that follows are refused; where one closes in the middle of a text, those up to there.
    """
    blocks = _decoded(stream, settings)
    block = next(blocks, "")
    lines: Iterator[str] = chain.from_iterable(StringIO(text, newline="") for text in chain([block], blocks))
    first_line = next((line for line in lines if line.strip()), "")
    if told := _SEPARATOR.fullmatch(first_line):
        first_line = next((line for line in lines if line.strip()), "")
    if not first_line:
        return
    csv.field_size_limit(int(settings.max_record_mb * MEGABYTE))
    given = fields_of_names(settings.map)
    if not told:
        first_line, lines = _from_header(first_line, lines, given)
    top = [*StringIO(with_header(first_line), newline="")]
    delimiter = told[1] if told else _delimiter_of(top[0], given)
    # `title, text` is written by hand, and then a quote behind the blank opens a field.
    has_blanks = top[0].count(f"{delimiter} ") == top[0].count(delimiter) > 0
    lines = chain(top, lines)
    rows = (
        unquoted_rows(lines)
        if delimiter == "\t" and is_unquoted(top[0], StringIO(block, newline=""))
        else quoted_rows(lines, delimiter, has_blanks=has_blanks)
    )
    header = next(rows)
    if isinstance(header, Unreadable):
        yield header
        return
    names = _told_apart(name.strip() for name in header)
    if not _name_texts(names, given):
        shown = ", ".join(name[:20] for name in names[:8])
        yield Unreadable(
            0, "no header", f"the first row names no column of titles or texts that is known: {shown}; --map names one"
        )
        return
    dates = {name for name in names if "published" in (field_of(name), given.get(name))}
    yield from _in_one_order(_records(rows, names), dates)


def _decoded(stream: BinaryIO, settings: Settings) -> Iterator[str]:
    """Yield the text of a table in blocks of whole lines, so that a table of any size takes little memory."""
    blocks = read_blocks(stream, settings.max_record_mb)
    head = next(blocks, b"")
    if b"\0" in head[:_HEAD]:  # UTF-16: its line ends are two bytes wide, and only the whole can be cut there
        data = bytearray(head)
        for block in blocks:
            data += block
            if len(data) > settings.max_document_mb * MEGABYTE:
                detail = (
                    f"UTF-16 of more than {settings.max_document_mb:g} MB: raise --max-document-mb, or save as UTF-8"
                )
                raise TooLargeError(detail)
        head = bytes(data)
    has_backslashes = False
    for block in chain([head], blocks):
        text = decode(block)
        has_backslashes = has_backslashes or ('\\"' in text and _ESCAPED_QUOTE.search(text) is not None)
        yield _doubled(text) if has_backslashes else text


def _doubled(text: str) -> str:
    r"""Return `text` with quotes doubled that have a backslash before them.

    >>> _doubled(r'"The \"Ada\" sank","C:\\"')
    '"The ""Ada"" sank","C:\\\\"'
    """
    return _ESCAPED.sub(lambda escaped: '""' if escaped[1] == '"' else escaped[0], text)


def _records(rows: Iterator[list[str] | Unreadable], names: list[str]) -> Iterator[Record | Unreadable]:
    number = 0
    try:
        for row in rows:
            if row:
                number += 1
                yield replace(row, number=number) if isinstance(row, Unreadable) else _record(number, row, names)
    except csv.Error as error:
        reason = "too large" if "field limit" in str(error) else "bad CSV"
        yield Unreadable(number + 1, reason, f"{error}: this row and all after it were not read")


def _in_one_order(records: Iterator[Record | Unreadable], columns: set[str]) -> Iterator[Record | Unreadable]:
    """Yield `records` with dates such as 03/04/2031 in the order that one like 25/04/2031 in the first rows tells."""
    first: list[Record | Unreadable] = []
    try:
        first.extend(islice(records, _ROWS_ASKED))
    finally:  # also where the file is damaged: what was read before that is kept
        rows = [found.values for found in first if isinstance(found, Record)]
        day_first = day_is_first(str(row[name]) for row in rows for name in columns & row.keys())
        for found in chain(first, records):
            yield found if day_first is None else _with_year_first(found, columns, day_first=day_first)


def _with_year_first(found: Record | Unreadable, columns: set[str], *, day_first: bool) -> Record | Unreadable:
    if isinstance(found, Unreadable):
        return found
    dates = {name: year_first(str(found.values[name]), day_first=day_first) for name in columns & found.values.keys()}
    return replace(found, values={**found.values, **dates})


def _record(number: int, row: list[str], names: list[str]) -> Record | Unreadable:
    if any(field.strip() for field in row[len(names) :]):
        return Unreadable(number, "bad CSV", f"{len(row)} fields, but the header names {len(names)}")
    values = dict(zip(names, row, strict=False))
    return Record(number, values, original=values)


def _told_apart(names: Iterable[str]) -> list[str]:
    """Return `names` with a number behind those that were there before.

    >>> _told_apart(["text", "title", "text", ""])
    ['text', 'title', 'text (2)', '']
    """
    told: list[str] = []
    n_found: Counter[str] = Counter()
    for name in names:
        n_found[name] += 1
        told.append(f"{name} ({n_found[name]})" if n_found[name] > 1 else name)
    return told


def _from_header(first_line: str, lines: Iterator[str], given: Mapping[str, str]) -> tuple[str, Iterator[str]]:
    """Return the header and the lines behind it, without those above it that say what was exported, when and how.

    The header is the first of `_MAX_ABOVE` lines with several columns of which one has titles or texts. Where a line
    above that may be a row, none is passed over: the first line is the header, as it is where none is found.
    """
    top = [first_line, *islice(lines, _MAX_ABOVE)]
    start = 0
    if not _name_texts(_header(first_line, _delimiter_of(first_line, given)), given):
        for i, line in enumerate(top):
            delimiter = _delimiter_of(line, given)
            names = _header(line, delimiter)
            if len(names) > 1 and _name_texts(names, given):
                above = (_header(other, delimiter) for other in top[:i])
                start = 0 if any(_may_be_row(fields, len(names)) for fields in above) else i
                break
    return top[start], chain(top[start + 1 :], lines)


def _may_be_row(fields: list[str], n_columns: int) -> bool:
    n_filled = sum(field.strip() != "" for field in fields)
    return len(fields) >= n_columns and n_filled >= min(n_columns, _MIN_FIELDS_OF_ROW)


def _name_texts(names: list[str], given: Mapping[str, str]) -> bool:
    """Return whether one of `names` is that of titles or texts."""
    return not {"title", "text"}.isdisjoint(field_of(name) or given.get(name.strip(), "") for name in names)


def _delimiter_of(line: str, given: Mapping[str, str]) -> str:
    return max(_DELIMITERS, key=lambda mark: _n_known(_header(line, mark), given))


def _header(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _n_known(names: list[str], given: Mapping[str, str]) -> int:
    return sum(field_of(name) != "" or name.strip() in given for name in names)
