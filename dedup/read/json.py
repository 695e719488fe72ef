"""Reads `.json` and `.jsonl`: one article, a list of them, an answer of a news API, or one object a line."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO

import numpy as np

from dedup.read.decode import decode
from dedup.read.field_names import field_of
from dedup.read.fields import apply_map, has_body, has_title, looks_like_article
from dedup.read.json_values import BadJsonError, parse, values_in
from dedup.read.limits import MEGABYTE, read_line_blocks, read_whole
from dedup.read.records import Entry, Lines, Record, Unreadable
from dedup.read.urls import joined
from dedup.read.values import first_text, page_url, scalar_text
from dedup.settings import Settings

# Where APIs and exports keep their list of articles; tried in turn, and inside one another.
_LISTS = ("articles", "results", "items", "docs", "documents", "hits", "records", "entries", "news", "posts", "rows")
_WRAPPERS = ("response", "data", "result", "feed", "@graph")
_MAX_DEPTH = 5
# What ninjs calls an item that is no text; its description is a caption.
_MEDIA = ("picture", "graphic", "video", "audio")
_LINE_END = ord("\n")  # counted by numpy, which takes a seventh of what `bytes.count` does


def read_json_lines(stream: BinaryIO, settings: Settings) -> Iterator[Entry]:
    """Yield the lines, to be parsed by `parse_lines`; those of UTF-16 as the records they are."""
    max_bytes = int(settings.max_record_mb * MEGABYTE)
    first = stream.readline(max_bytes + 1)
    if len(first) <= max_bytes:
        if b"\0" in first:
            yield from _utf16_lines(first, stream, settings)
            return
        first = first.removeprefix(codecs.BOM_UTF8)
    number = 1
    for data in read_line_blocks(stream, settings.max_record_mb, first):
        n_ends = int(np.count_nonzero(np.frombuffer(data, np.uint8) == _LINE_END))
        yield Lines(number, data, n_ends)
        number += n_ends


def parse_lines(lines: Lines, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the record of each line; blank lines are passed over, and a record's number is its line's."""
    max_bytes = int(settings.max_record_mb * MEGABYTE)
    for number, line in enumerate(BytesIO(lines.data), lines.number):
        if len(line) > max_bytes:
            detail = f"a line of more than {settings.max_record_mb:g} MB: raise --max-record-mb to read it"
            yield Unreadable(number, "too large", detail)
        elif not line.isspace():
            yield _line(number, line)


def _utf16_lines(first: bytes, stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the records of lines in UTF-16, whose ends are two bytes wide: they are decoded before they are split."""
    rest, damage = read_whole(stream, settings.max_document_mb, "--max-document-mb")
    for number, line in enumerate(decode(first + rest).split("\n"), 1):
        if line.strip():
            yield _line(number, line.encode("utf-8", "surrogatepass"))
    if damage:
        raise damage


def _line(number: int, line: bytes) -> Record | Unreadable:
    try:
        return _record(number, parse(line), line)
    except BadJsonError as error:
        return Unreadable(number, "bad JSON", str(error))


def read_json(stream: BinaryIO, settings: Settings) -> Iterator[Entry]:
    """Yield the records of a JSON file; many files called `.json` hold one object a line and are read so.

    Of several objects one after another, and of a list that ends early, each is read that is whole.
    """
    data, damage = read_whole(stream, settings.max_document_mb, "--max-document-mb")
    if data.strip():
        yield from _document(data, settings, is_cut=damage is not None)
    if damage:
        raise damage


def _document(data: bytes, settings: Settings, *, is_cut: bool) -> Iterator[Entry]:
    try:
        document = parse(data)
    except BadJsonError as error:
        if _is_json_lines(data):
            yield from read_json_lines(BytesIO(data), settings)
        else:
            yield from _one_after_another(data, settings, error, is_cut=is_cut)
        return
    articles = _articles_in(document, settings.map, 0)
    if articles is None:
        yield _record(0, document)
    else:
        site = _site_of(document)
        yield from (_on_site(site, _record(number, value)) for number, value in enumerate(articles, 1))


def _site_of(document: object) -> str:
    """Return the address from which the items of a JSON Feed give theirs; "" of other documents."""
    told = document if isinstance(document, dict) else {}
    return next(filter(None, (page_url(first_text(told.get(name))) for name in ("home_page_url", "feed_url"))), "")


def _on_site(site: str, found: Record | Unreadable) -> Record | Unreadable:
    """Return a record with its whole address, where it has a part of one."""
    if not site or not isinstance(found, Record) or not (url := scalar_text(found.values.get("url"))):
        return found
    return replace(found, values={**found.values, "url": joined(site, url)})


def _one_after_another(
    data: bytes, settings: Settings, error: BadJsonError, *, is_cut: bool
) -> Iterator[Record | Unreadable]:
    """Yield the records of the objects in `data`, which is not one JSON value because of `error`.

    With `is_cut` it is known that the last object is not whole, and not reported.
    """
    values = list(values_in(decode(data)))
    if not any(isinstance(value, dict) for value in values):
        if not is_cut:
            yield Unreadable(0, "bad JSON", str(error))
        return
    if is_cut and isinstance(values[-1], ValueError):
        values.pop()
    number = 0
    for value in values:
        if isinstance(value, ValueError):
            number += 1
            yield Unreadable(number, "bad JSON", str(value))
            continue
        for item in _articles_in(value, settings.map, 0) or [value]:
            number += 1
            yield _record(number, item)


def _is_json_lines(data: bytes) -> bool:
    first, _, rest = data.strip().partition(b"\n")
    try:
        return bool(rest) and isinstance(parse(first), dict)
    except BadJsonError:
        return False


def _record(number: int, value: object, line: bytes | None = None) -> Record | Unreadable:
    if isinstance(value, dict):
        if value.get("type") in _MEDIA and not has_body(value):
            return Unreadable(number, "not an article", f"a {value['type']}")
        return Record(number, value, original=value if line is None else line)
    found = "a list" if isinstance(value, list) else "null" if value is None else "a single value"
    return Unreadable(number, "not an article", f"{found} where an object was expected")


def _articles_in(document: object, names: Sequence[str], depth: int) -> Iterable[object] | None:
    """Return the articles inside `document`, or None where it is one itself or holds none.

    `names` are those of `Settings.map`.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or depth > _MAX_DEPTH:
        return None
    if table := _from_table(document):
        return table
    if articles := _articles_for_a_text(document):
        return articles
    if has_body(document):
        return None
    for key in (*_LISTS, *_WRAPPERS):
        value = document.get(key)
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            return value
        if isinstance(value, dict):
            found = _articles_in(value, names, depth + 1)
            if found is not None or key in _WRAPPERS:
                return found if found is not None else [value]
    return _only_list(document, names)


def _articles_for_a_text(document: Mapping[str, object]) -> Iterable[object] | None:
    """Return articles that stand under a name of the text, as in Spring's `{"content": [...]}`.

    Each has a title and a text, and the object around them has no title, else they would be sections of its text.
    """
    if has_title(document):
        return None
    lists = [value for name, value in document.items() if field_of(str(name)) == "text" and isinstance(value, list)]
    return next((found for found in lists if found and all(map(_has_title_and_body, found))), None)


def _has_title_and_body(value: object) -> bool:
    return isinstance(value, dict) and has_title(value) and has_body(value)


def _only_list(document: dict[str, object], names: Sequence[str]) -> Iterable[object] | None:
    """Return the one list of articles, under whatever name, of an object that is no article itself."""
    if looks_like_article(document):
        return None
    lists = [value for value in document.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    return lists[0] if len(lists) == 1 and looks_like_article(apply_map(lists[0][0], names)) else None


def _from_table(document: dict[str, Any]) -> Iterable[object] | None:
    """Return the rows of a pandas table written by column, by index, as lists or split, or objects in an object."""
    columns, rows = document.get("columns"), document.get("data")
    if isinstance(columns, list) and isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        return [dict(zip(map(str, columns), row, strict=False)) for row in rows]
    if table := _from_lists(document):
        return table
    inner = list(document.values())
    if not inner or not all(isinstance(value, dict) and value for value in inner):
        return None
    if looks_like_article(document) and all(value.keys() == inner[0].keys() for value in inner):
        return [{name: column[row] for name, column in document.items()} for row in inner[0]]
    if not all(map(looks_like_article, inner)) or any(
        _articles_for_a_text(each) or _from_lists(each) for each in inner
    ):
        return None
    return inner


def _from_lists(document: dict[str, Any]) -> list[object]:
    """Return the rows of a table that is written as a list for each column; none where it may be one article.

    Of an article whose text is a list of paragraphs not all else are lists, or these have other lengths.
    """
    lists = list(document.values())
    if len(lists) < 2 or not all(isinstance(each, list) and len(each) == len(lists[0]) > 1 for each in lists):
        return []
    told = [values for name, values in document.items() if field_of(str(name)) in ("title", "text")]
    if not told or not all(isinstance(value, str | None) for values in told for value in values):
        return []
    return [dict(zip(document, row, strict=True)) for row in zip(*lists, strict=True)]
