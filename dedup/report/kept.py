"""Report -> the records of the kept articles as JSON lines, as their files hold them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dedup.article import Article
from dedup.errors import InputError
from dedup.read.files import read_originals
from dedup.read.folders import list_files
from dedup.read.json_values import parse
from dedup.records import Report
from dedup.report.dates import iso_date
from dedup.report.writing import whole_files


def write_kept(report: Report, folders: Sequence[Path], out: Path) -> None:
    """Write a line for every article of `report` that is kept, in their order, into the file `out`.

    The articles are read again from `folders`, those of the run. A record of JSON lines is written byte for byte, and
    one of other JSON or CSV with the same names and values; an article from a text or a page becomes an object with
    `article`, `title`, `text`, `outlet`, `author`, `published`, `url` and `language`.

    Raises:
        InputError: where an article is no longer what was read, or `out` cannot be written. It is then left as it was.
    """
    with whole_files({"kept": out}, out) as files:
        files["kept"].writelines(_lines(report, folders))


def _lines(report: Report, folders: Sequence[Path]) -> Iterator[bytes]:
    decisions = report.decisions
    kept = {
        article.location: article
        for number, article in enumerate(report.articles)
        if number not in decisions or decisions[number].is_kept
    }
    for file in list_files(folders, report.settings)[0]:
        for article, original in read_originals(file.path, report.settings, file.location):
            expected = kept.pop(article.location, None)
            if expected is None:
                continue
            if (article.title, article.text) != (expected.title, expected.text):
                raise InputError(_changed(article.location))
            yield _line(expected, original) + b"\n"
    if kept:
        raise InputError(_changed(next(iter(kept))))


def _changed(location: str) -> str:
    return f"{location} is not what it was when it was read: run again while nothing changes the folder"


def _line(article: Article, original: bytes | Mapping[str, object] | None) -> bytes:
    if original is None:
        return _json(_object(article))
    if isinstance(original, bytes):
        try:
            original.decode()
        except UnicodeDecodeError:  # lines in several encodings would make a file that nothing reads
            return _json(parse(original))
        return original.strip()
    return _json(original)


def _json(value: object) -> bytes:
    """Return `value` as the standard library writes it: orjson would turn NaN into null and refuse long integers."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair has no UTF-8
        return json.dumps(value).encode()


def _object(article: Article) -> dict[str, str]:
    return {
        "article": article.location,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet,
        "author": article.author,
        "published": iso_date(article),
        "url": article.url,
        "language": article.language,
    }
