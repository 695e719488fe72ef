"""Reads `.html`: the article of a saved page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dedup.read.decode import decode
from dedup.read.limits import read_whole
from dedup.read.page_worker import WORKER, PageError
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings


def read_html(stream: BinaryIO, settings: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of a page; a page without any text gives an empty one."""
    data, damage = read_whole(stream, settings.max_record_mb, "--max-record-mb")
    yield page_record(decode(data, html=True), settings)
    if damage:
        raise damage


def page_record(page: str, settings: Settings) -> Record | Unreadable:
    """Return the record of a page that was decoded already, or why it is none; see `dedup.read.page.page_values`."""
    try:
        return Record(0, WORKER.values(page, settings.max_page_seconds), is_page=True)
    except PageError as error:
        reason, detail = error.args
        return Unreadable(0, reason, detail)
