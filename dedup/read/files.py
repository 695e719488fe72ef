"""One file -> Article | Skipped: packed files are unpacked, and everything that can go wrong is reported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from dedup.article import Article
from dedup.errors import InputError, MissingExtraError
from dedup.read.archives import ARCHIVES, MEMBER, OpenedFile
from dedup.read.article import Identify, article_of
from dedup.read.columns import Found
from dedup.read.compression import (
    HEAD,
    Budget,
    Compression,
    DamagedError,
    LimitError,
    budgeted,
    compression_of,
    open_packed,
    uncompressed_name,
)
from dedup.read.decode import NotTextError
from dedup.read.extras import NOT_INSTALLED
from dedup.read.fields import apply_map, pairs_in
from dedup.read.formats import Format, format_named, format_of
from dedup.read.json import parse_lines
from dedup.read.languages import identify
from dedup.read.limits import TooLargeError
from dedup.read.locations import location_of, numbered
from dedup.read.recognise import unreadable
from dedup.read.records import Awaited, Entry, FormatReader, Lines, Mapped, Record, Unreadable
from dedup.records import Skipped
from dedup.settings import Settings

Entries = Iterator[tuple[str, Entry]]
"""What a file holds, each with its location: `path#record`, and `archive!member#record` in an archive; lines with that
of the last of them."""
Located = Iterator[tuple[str, Record | Unreadable]]


def read_file(
    path: Path, settings: Settings | None = None, *, location: str = "", tell_language: Identify = identify
) -> Iterator[Article | Skipped]:
    """Yield the articles of one file, in their order in the file, and what could not be read.

    They are named after `location`, or else after `path`. Where a record does not name its language, `tell_language`
    is asked.

    Raises:
        InputError: where there is no such file, or it is a folder.
    """
    if not path.is_file():
        if path.is_dir():
            raise InputError(f"{location_of(path)} is a folder: name a file")
        if not os.path.lexists(path):
            raise InputError(f"{location_of(path)} does not exist: name a file")
    for found in read_listed(path, settings or Settings(), location=location, tell_language=tell_language):
        if not isinstance(found, Mapped):
            yield found


def read_listed(
    path: Path, settings: Settings, *, location: str = "", tell_language: Identify = identify
) -> Iterator[Found]:
    """Yield what `read_file` does, for a file found in a folder, and what of `settings.map` is in it.

    A file that is gone by now is skipped.
    """
    for place, entry in read_entries(path, settings, location=location):
        yield from found_in(place, entry, settings, tell_language=tell_language)


def found_in(place: str, entry: Entry, settings: Settings, *, tell_language: Identify = identify) -> Iterator[Found]:
    """Yield the articles of an entry, whose location is `place`, what could not be read, and what is mapped in it."""
    mapped: set[str] = set()
    for location, found in _records_in(place, entry, settings):
        if isinstance(found, Record):
            yield article_of(found, location, settings, tell_language=tell_language)
            mapped |= found.mapped
        else:
            yield Skipped(location, found.reason, found.detail)
    if mapped:
        yield _mapped(frozenset(mapped))


# A table has one for each row, all alike.
@lru_cache(maxsize=64)
def _mapped(pairs: frozenset[str]) -> Mapped:
    return Mapped(pairs)


def read_originals(
    path: Path, settings: Settings, location: str
) -> Iterator[tuple[Article, bytes | Mapping[str, object] | None]]:
    """Yield the articles of one file with what the file holds of each, see `Record.original`."""
    for place, found in read_records(path, settings, location=location):
        if isinstance(found, Record):
            article = article_of(found, place, settings)
            if isinstance(article, Article):
                yield article, found.original


def read_records(path: Path, settings: Settings | None = None, *, location: str = "") -> Located:
    """Yield the records of one file as it holds them, each with its location, which begins with `location`.

    Errors become an `Unreadable`: the last of its file, or of the member of an archive that is at fault.
    """
    settings = settings or Settings()
    for place, entry in read_entries(path, settings, location=location):
        yield from _records_in(place, entry, settings)


def _records_in(place: str, entry: Entry, settings: Settings) -> Located:
    if not isinstance(entry, Lines):
        yield place, _with_map(entry.result() if isinstance(entry, Awaited) else entry, settings)
        return
    for found in parse_lines(entry, settings):
        yield numbered(entry.location, found.number), _with_map(found, settings)


def _with_map(found: Record | Unreadable, settings: Settings) -> Record | Unreadable:
    if settings.map and isinstance(found, Record):
        mapped = pairs_in(found.values, settings.map)
        return replace(found, values=apply_map(found.values, settings.map), mapped=mapped)
    return found


def read_entries(path: Path, settings: Settings, *, location: str = "") -> Entries:
    """Yield what `read_records` does, but lines of JSON unparsed, and pages while they are being parsed."""
    location = location or location_of(path)
    try:
        if not path.is_file():
            is_there = os.path.lexists(path)
            detail = "neither a file nor a link to one" if is_there else "gone since its folder was listed"
            yield location, Unreadable(0, "not readable", detail)
            return
        with open_packed(path) as stream:
            budget = Budget.of(path.stat().st_size, settings.max_ratio)
            yield from _read(OpenedFile(location, path.name, stream), budget, settings)
    except OSError as error:
        yield location, Unreadable(0, "not readable", error.strerror or str(error))


def _read(source: OpenedFile, budget: Budget, settings: Settings) -> Entries:
    """Yield what is in a source, unpacked as often as it is packed; damage ends the source, and nothing else."""
    last = ""
    try:
        for last, found in _unpack(source, budget, settings):
            yield last, found
        if not last:
            yield source.location, Unreadable(0, "no text", "no record in it")
    except NotTextError as error:
        yield source.location, Unreadable(0, "not text", str(error) + _read_before(last, source.location))
    except TooLargeError as error:
        yield source.location, Unreadable(0, "too large", str(error) + _read_before(last, source.location))
    except MissingExtraError as error:
        yield source.location, Unreadable(0, NOT_INSTALLED, str(error))
    except DamagedError as error:
        yield source.location, Unreadable(0, "damaged file", str(error) + _read_before(last, source.location))
    except LimitError as error:
        yield source.location, Unreadable(0, "archive limit", str(error) + _read_before(last, source.location))


def _read_before(last: str, location: str) -> str:
    part = last.removeprefix(location)
    if not part:
        return "; what stands before the damage was read" if last else ""
    kind = "members" if part.startswith(MEMBER) else "records"
    return f"; {kind} up to {part[1:]} were read"


def _unpack(source: OpenedFile, budget: Budget, settings: Settings) -> Entries:
    head = source.stream.peek(HEAD)
    compression = compression_of(head)
    found = compression or _format_of(head, source, settings)
    if found is None:
        what = PurePosixPath(source.name).suffix or "no extension"
        yield source.location, unreadable(head) or Unreadable(0, "format not supported", what)
    elif isinstance(found, Format):
        yield from _entries(source, found.reader, settings)
    elif source.depth >= settings.max_depth:
        detail = f"more than {settings.max_depth} archives inside one another: raise --max-depth to read it"
        yield source.location, Unreadable(0, "archive limit", detail)
    elif isinstance(found, Compression):
        with budgeted(found.open(source.stream), budget) as stream:
            inner = replace(source, name=uncompressed_name(source.name), stream=stream, depth=source.depth + 1)
            yield from _unpack(inner, budget, settings)
    else:
        for member in ARCHIVES[found](source, budget, settings):
            if isinstance(member, OpenedFile):
                yield from _read(member, budget, settings)
            else:
                yield member


def _format_of(head: bytes, source: OpenedFile, settings: Settings) -> Format | str | None:
    """Return the format, or the name of the kind of archive; a format that the user gave holds for all but archives."""
    # A crawler unpacks what it saves as `.html.gz`, or not: what is not compressed is what its name without `.gz` says.
    found = format_of(head, uncompressed_name(source.name), named=bool(settings.glob))
    if settings.input_format and not (isinstance(found, str) and found in ARCHIVES):
        return format_named(settings.input_format)
    return found if isinstance(found, Format) or found in ARCHIVES else None


def _entries(source: OpenedFile, reader: FormatReader, settings: Settings) -> Entries:
    for found in reader(source.stream, settings):
        if not isinstance(found, Lines):
            yield numbered(source.location, found.number), found
        elif last := found.last_number():
            yield numbered(source.location, last), replace(found, location=source.location)
