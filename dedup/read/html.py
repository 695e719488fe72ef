"""Reads `.html`: the article of a saved page, by trafilatura."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from dedup.read.dates import LAST_YEAR, published
from dedup.read.decode import decode
from dedup.read.json import BadJsonError, parse
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings

# The extensive search takes years in copyright lines for dates: of 43 real pages it gave two a 1 January no page named,
# and found no date more. htmldate's own upper limit is the day of the run, on which no result may depend.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False, "max_date": f"{LAST_YEAR}-01-01"}
_MAX_DEPTH = 4
# What they find wrong with a page ends as a `Skipped`; without a handler Python would print it too.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())
_TIMES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date']/@content"
    " | //time[@itemprop='datePublished' or @pubdate]/@datetime"
)


def read_html(stream: BinaryIO, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of a page; a page without any text, such as a consent wall, gives an empty one.

    trafilatura's fast mode finds body, title, site name and canonical address, htmldate the day; the hour comes
    from the page's metadata where both name the same day. Lines of marks alone, the rules of layout tables, go.
    """
    yield page_record(decode(stream.read(), html=True))


def page_record(page: str) -> Record:
    """Return the record of a page that was decoded already."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        return Record(0, {})
    times = [str(value) for value in tree.xpath(_TIMES)]
    found: Any = trafilatura.bare_extraction(
        tree, fast=True, with_metadata=True, include_comments=False, date_extraction_params=_DATE_PARAMETERS
    )
    if found is None:
        return Record(0, {})
    values = {
        "title": found.title,
        "text": "\n".join(line for line in (found.text or "").split("\n") if any(map(str.isalnum, line))),
        "sitename": _site_name(tree),
        "url": found.url,
        "published": _with_hour(found.date, times),
    }
    return Record(0, {name: value for name, value in values.items() if value})


def _site_name(tree: Any) -> str:
    """Return the name the page gives its site or publisher.

    trafilatura's own `sitename` falls back on footers, titles and account names, and so called a site
    "All rights reserved"; the domain, which comes next, is always right.
    """
    for name in tree.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content"):
        if name.strip():
            return str(name).strip()
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            if name := _publisher(parse(str(script).encode("utf-8", "replace")), 0):
                return name
        except BadJsonError:
            continue
    return ""


def _publisher(value: object, depth: int) -> str:
    """Return the name of the first `publisher` in JSON-LD."""
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, list):
        return next(filter(None, (_publisher(item, depth + 1) for item in value)), "")
    if isinstance(value, dict):
        publisher = value.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
        return _publisher(value.get("@graph"), depth + 1)
    return ""


def _with_hour(day: str | None, times: list[str]) -> str | None:
    """Return the first of `times` that falls on `day`, else `day`."""
    for text in times:
        moment = published(text)
        if isinstance(moment, datetime) and day in (None, moment.date().isoformat()):
            return moment.isoformat()
    return day
