"""One file -> Article | Skipped: the table of formats, and everything that can go wrong with a file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dedup.errors import InputError
from dedup.read.article import article_of
from dedup.read.compression import COMPRESSED, DamagedErrors, extensions, open_file
from dedup.read.csv import read_csv
from dedup.read.decode import NotTextError
from dedup.read.html import read_html
from dedup.read.json import read_json, read_json_lines
from dedup.read.markdown import read_markdown
from dedup.read.plain_text import read_text
from dedup.read.records import Reader, Record, Unreadable
from dedup.records import Article, Skipped

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".jl": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
}
"""Extension -> reader. A new format is a module and a line here; each may also be compressed (`.gz`)."""


def read_file(path: Path) -> Iterator[Article | Skipped]:
    """Yield the articles of one file, in their order in the file, and what could not be read.

    Raises:
        InputError: where there is no such file, or it is a folder.
    """
    if path.is_dir():
        raise InputError(f"{location_of(path)} is a folder: name a file")
    if not os.path.lexists(path):
        raise InputError(f"{location_of(path)} does not exist: name a file")
    for found in read_records(path):
        location = location_of(path, found.number)
        if isinstance(found, Record):
            yield article_of(found, location)
        else:
            yield Skipped(location, found.reason, found.detail)


def read_originals(path: Path) -> Iterator[tuple[Article, bytes | Mapping[str, object] | None]]:
    """Yield the articles of one file with what the file holds of each, see `Record.original`."""
    for found in read_records(path):
        if isinstance(found, Record):
            article = article_of(found, location_of(path, found.number))
            if isinstance(article, Article):
                yield article, found.original


def read_records(path: Path) -> Iterator[Record | Unreadable]:
    """Yield the records of one file, as it holds them; errors become an `Unreadable`, last in order."""
    extension, _ = extensions(path.name)
    reader = READERS.get(extension)
    number = -1
    try:
        if not path.is_file():
            yield Unreadable(0, "not readable", "neither a file nor a link to one")
        elif reader is None:
            yield Unreadable(0, "format not supported", extension or "no extension")
        else:
            with open_file(path) as stream:
                for found in reader(stream):
                    number = found.number
                    yield found
            if number < 0:
                yield Unreadable(0, "no text", "no record in it")
    except NotTextError as error:
        yield Unreadable(0, "not text", str(error))
    except DamagedErrors as error:
        yield Unreadable(0, "damaged file", _damage(error, number))
    except OSError as error:
        yield Unreadable(0, "not readable", error.strerror or str(error))


def _damage(error: Exception, number: int) -> str:
    read = f"; records up to {number} were read" if number > 0 else ""
    return f"{error}{read}"


def location_of(path: Path, number: int = 0) -> str:
    r"""Return where an article was read: the path, and `#` and the record's number in files of many.

    Bytes of a file name that are not UTF-8 are shown as `\xe9`.
    """
    name = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return f"{name}#{number}" if number else name


def formats() -> str:
    """Return the patterns of the files that can be read, as a user writes them."""
    return ", ".join(f"*{extension}" for extension in READERS) + f" (each also with {', '.join(COMPRESSED)})"
