"""Reads `.html`: the article of a saved page."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.read.decode import decode
from dedup.read.limits import of_record
from dedup.read.page_values import values_of
from dedup.read.page_worker import PageError
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings


@of_record
def read_html(data: bytes, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of a page; a page without any text gives an empty one."""
    yield page_record(decode(data, html=True), settings)


def page_record(page: str, settings: Settings) -> Record | Unreadable:
    """Return the record of a page that was decoded already, or why it is none; see `dedup.read.page_values`."""
    try:
        return Record(0, values_of(page, settings), is_page=True)
    except PageError as error:
        reason, detail = error.args
        return Unreadable(0, reason, detail)
