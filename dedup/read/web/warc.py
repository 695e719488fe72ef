"""Reads WARC and ARC files, the archives of crawlers such as Common Crawl's CC-NEWS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from typing import Any, BinaryIO

from dedup.read.compression import DamagedError
from dedup.read.decode import NotTextError, decode
from dedup.read.extras import import_extra
from dedup.read.html import page_record
from dedup.read.limits import TooLargeError, read_whole
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings

_HOLDERS = ("response", "resource")
_PAGES = ("text/html", "application/xhtml+xml")
_ERRORS = (ValueError, KeyError, IndexError, AttributeError, TypeError, EOFError)


def read_warc(stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of each page; a record's number is its place among all records of the file.

    Requests, metadata and what else is about the crawl are passed over. When a page was crawled is not when it was
    published, so that a page that does not tell has no date.

    Raises:
        DamagedError: where a record is not whole; those before it were yielded, and where the file is cut off in a
            page, what there is of it.
        MissingExtraError: where warcio is not installed.
    """
    archives = import_extra("warcio.archiveiterator", "warc")
    errors = (*_ERRORS, import_extra("warcio.exceptions", "warc").ArchiveLoadFailed)
    archive = archives.ArchiveIterator(stream, arc2warc=True)
    records = iter(archive)
    number, last = 0, None
    while True:
        try:
            with redirect_stderr(StringIO()):  # where warcio prints what it makes good by itself
                record = next(records, None)
                if record is None:
                    break
                number, last = number + 1, record
                found = _article(number, record, settings) if record.rec_type in _HOLDERS else None
        except errors as error:
            raise DamagedError(f"record {number + 1}: {error}") from error
        if found is not None:
            yield found
    if _is_cut(archive, last):
        raise DamagedError("the file ends in the middle of a record")


def _is_cut(archive: Any, last: Any) -> bool:
    """Return whether an archive that was read to its end has more than `last`, its last record, or less of that."""
    # warcio takes some heads that end early for the end, and others as they are; all whole ones tell a length.
    if archive.fh.tell() > archive.offset:
        return True
    return last is not None and (
        not last.rec_headers.get_header("Content-Length") or getattr(last.raw_stream, "limit", 0) > 0
    )


def _article(number: int, record: Any, settings: Settings) -> Record | Unreadable:
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status and not status.startswith("2"):
        return Unreadable(number, "not an article", f"the server answered {status}")
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in _PAGES:
        return Unreadable(number, "not an article", f"no page, but {kind or 'something without a type'}")
    try:
        data, damage = read_whole(record.content_stream(), settings.max_record_mb, "--max-record-mb")
        if damage:
            raise damage
        found = page_record(decode(data, html=True), settings)
    except NotTextError as error:
        return Unreadable(number, "not text", str(error))
    except TooLargeError as error:
        return Unreadable(number, "too large", str(error))
    if isinstance(found, Unreadable):
        return replace(found, number=number)
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return replace(found, number=number, values={"url": url, **found.values} if found.values else {})
