"""Reads `.html`: the article of a saved page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from dedup.read.decode import decode
from dedup.read.limits import of_record
from dedup.read.page_values import values_later
from dedup.read.page_worker import PageError
from dedup.read.records import Awaited, Record, Unreadable
from dedup.read.values import is_sentence
from dedup.settings import Settings

_HEAD = re.compile(r"<(?:title|meta)\b", re.I)


@of_record
def read_html(data: bytes, settings: Settings) -> Iterator[Awaited]:
    """Yield the article of a page; a page without any text gives an empty one.

    A page that says nothing of itself, neither a title nor anything else, and has no line as long as a sentence of
    news, is a fragment and no article.
    """
    page = decode(data, html=True)
    yield Awaited(partial(_article, page, values_later(page, settings)))


def _article(page: str, values: Callable[[], dict[str, str]]) -> Record | Unreadable:
    found = _record(values)
    if isinstance(found, Record) and _is_fragment(page, str(found.values.get("text", ""))):
        return Unreadable(0, "not an article", "a fragment: neither a title nor a line of eight words")
    return found


def _is_fragment(page: str, text: str) -> bool:
    if not text or _HEAD.search(page):
        return False
    return not any(map(is_sentence, text.split("\n")))


def page_record(page: str, settings: Settings) -> Record | Unreadable:
    """Return the record of a page that was decoded already, or why it is none; see `dedup.read.page_values`."""
    return _record(values_later(page, settings))


def _record(values: Callable[[], dict[str, str]]) -> Record | Unreadable:
    try:
        return Record(0, values(), is_page=True)
    except PageError as error:
        reason, detail = error.args
        return Unreadable(0, reason, detail)
