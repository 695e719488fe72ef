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
from dedup.read.limits import TooLargeError
from dedup.read.locations import location_of, numbered
from dedup.read.markdown import read_markdown
from dedup.read.plain_text import read_text
from dedup.read.records import Reader, Record, Unreadable
from dedup.records import Article, Skipped
from dedup.settings import Settings

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


def read_file(path: Path, settings: Settings | None = None, *, location: str = "") -> Iterator[Article | Skipped]:
    """Yield the articles of one file, in their order in the file, and what could not be read.

    They are named after `location`, or else after `path`.

    Raises:
        InputError: where there is no such file, or it is a folder.
    """
    if path.is_dir():
        raise InputError(f"{location_of(path)} is a folder: name a file")
    if not os.path.lexists(path):
        raise InputError(f"{location_of(path)} does not exist: name a file")
    settings = settings or Settings()
    location = location or location_of(path)
    for found in read_records(path, settings):
        place = numbered(location, found.number)
        if isinstance(found, Record):
            yield article_of(found, place, settings)
        else:
            yield Skipped(place, found.reason, found.detail)


def read_originals(
    path: Path, settings: Settings, location: str
) -> Iterator[tuple[Article, bytes | Mapping[str, object] | None]]:
    """Yield the articles of one file with what the file holds of each, see `Record.original`."""
    for found in read_records(path, settings):
        if isinstance(found, Record):
            article = article_of(found, numbered(location, found.number), settings)
            if isinstance(article, Article):
                yield article, found.original


def read_records(path: Path, settings: Settings | None = None) -> Iterator[Record | Unreadable]:
    """Yield the records of one file, as it holds them; errors become an `Unreadable`, last in order."""
    settings = settings or Settings()
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
                for found in reader(stream, settings):
                    number = found.number
                    yield found
            if number < 0:
                yield Unreadable(0, "no text", "no record in it")
    except NotTextError as error:
        yield Unreadable(0, "not text", str(error) + _read_before(number))
    except TooLargeError as error:
        yield Unreadable(0, "too large", str(error) + _read_before(number))
    except DamagedErrors as error:
        yield Unreadable(0, "damaged file", str(error) + _read_before(number))
    except OSError as error:
        yield Unreadable(0, "not readable", error.strerror or str(error))


def _read_before(number: int) -> str:
    if number < 0:
        return ""
    return f"; records up to {number} were read" if number else "; what stands before the damage was read"


def formats() -> str:
    """Return the patterns of the files that can be read, as a user writes them."""
    return ", ".join(f"*{extension}" for extension in READERS) + f" (each also with {', '.join(COMPRESSED)})"
