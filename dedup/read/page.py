"""A page -> the values of its article: trafilatura, and what it does not look for. Runs in `page_worker`."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import trafilatura
from htmldate import find_date

from dedup.read.dates import LAST_YEAR, published
from dedup.read.json_ld import NESTING_KEYS, json_ld
from dedup.read.page_body import drop_readings, join_parts
from dedup.read.page_own import own_words
from dedup.read.values import text_of_markup

# libxml2 stops at 256 and drops the rest of the page without a word; of 45 real pages the deepest had 77.
MAX_NESTING = 250
# The extensive search takes years in copyright lines for dates: of 43 real pages it gave two a 1 January no page named,
# and found no date more. htmldate's own upper limit is the day of the run, on which no result may depend.
_DATE_PARAMETERS: dict[str, Any] = {"original_date": True, "extensive_search": False, "max_date": f"{LAST_YEAR}-01-01"}
_MAX_DEPTH = 4
# What they find wrong with a page ends as a `Skipped`; without a handler Python would print it too.
for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).addHandler(logging.NullHandler())
_TIMES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date']/@content"
    " | //time[@itemprop='datePublished' or @pubdate]/@datetime"
)
_LANGUAGES = (
    "/html/@lang | /html/@*[name()='xml:lang'] | //meta[@property='og:locale']/@content"
    " | //meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content"
)
_TAG = re.compile(r"<(?:(!--)|(/?)([a-z][a-z0-9]*))", re.I)
# These hold no elements, or end where the next of their kind begins, closed or not.
_NOT_NESTED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "tr", "th", "option", "dt", "dd", "thead", "tbody", "tfoot",
))  # fmt: skip
# Chromium and Internet Explorer write the first, SingleFile the second, on top of a page.
_SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(https?://[^\s<>]+)")
_MAX_START = 4096
_MONTHS = 12
_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$", re.I)
_WORD = re.compile(r"\w+")
_RAW = frozenset(("script", "style", "textarea", "title"))


class NestingError(ValueError):
    """A page nests its elements deeper than `MAX_NESTING`."""


def page_values(page: str) -> dict[str, str]:
    """Return title, text or description, author, sitename, url, published and declared languages of a page, if known.

    The languages stand on a line each, as the page names them.

    trafilatura's fast mode finds body, title, bylines and canonical address, htmldate the day; the hour comes
    from the page's metadata where both name the same day. Lines of marks alone, the rules of layout tables, go.
    Where trafilatura finds no text, all text of the page is taken, and where that has no sentence, as in pages that
    scripts fill, its description. What it leaves out of an article is looked for, see `OwnWords`.

    Raises:
        NestingError: before anything is parsed.
    """
    check_nesting(page)
    tree = _tree(page)
    if tree is None:
        return {}
    drop_readings(tree)
    times = [str(value) for value in tree.xpath(_TIMES)]
    declared = "\n".join(str(name) for name in tree.xpath(_LANGUAGES))
    documents = list(json_ld(tree))
    site_name = _site_name(tree, documents)
    own = own_words(tree, documents)
    join_parts(tree)
    found: Any = trafilatura.bare_extraction(
        tree, fast=True, with_metadata=True, include_comments=False, date_extraction_params=_DATE_PARAMETERS
    )
    title = (found and found.title) or _title(page)
    text = own.complete((found and found.text) or text_of_markup(page), title)
    if own.description_is_all(text, title):
        text = ""
    values = {
        "title": title,
        "text": "\n".join(line for line in text.split("\n") if any(map(str.isalnum, line))),
        "description": "" if text else own.description,
        "author": _authors(found and found.author, own.authors, site_name),
        "sitename": site_name,
        "url": (found and found.url) or _saved_from(page),
        "published": _with_hour(found and found.date and _told_day(found.date, page, found.url), [*times, *own.times]),
        "declared_languages": declared,
    }
    return {name: value for name, value in values.items() if value}


def _tree(page: str) -> Any:
    tree = trafilatura.load_html(page)
    if tree is None:  # a fragment, as records hold it: trafilatura takes whole pages alone
        tree = trafilatura.load_html(f"<html><body>{page}</body></html>")
    return tree


def check_nesting(page: str) -> None:
    """Raise `NestingError` where elements nest too deep; takes time in proportion to the page."""
    depth = 0
    for closes in _closing(page):
        depth = max(0, depth - 1) if closes else depth + 1
        if depth > MAX_NESTING:
            raise NestingError(f"more than {MAX_NESTING} elements inside one another")


def _closing(page: str) -> Iterator[bool]:
    """Yield for each tag that can nest whether it closes; comments, scripts and styles are passed over."""
    position = 0
    while match := _TAG.search(page, position):
        position = match.end()
        if match[1]:
            position = _after(page, "-->", position)
            continue
        name = match[3].lower()
        if name in _RAW and not match[2]:
            position = _after(page, f"</{match[3]}", position)
        elif name not in _NOT_NESTED and name not in _RAW:
            yield bool(match[2])


def _after(page: str, mark: str, position: int) -> int:
    found = page.find(mark, position)
    return len(page) if found < 0 else found + len(mark)


def _title(page: str) -> str:
    match = re.search(r"<title[^<>]*>([^<]*)", page, re.I)
    return text_of_markup(match[1]) if match else ""


def _saved_from(page: str) -> str:
    """Return the address that a browser wrote into a page it saved, or ""."""
    match = _SAVED.search(page, 0, _MAX_START)
    return match[1] if match else ""


def _site_name(tree: Any, documents: Iterable[Any]) -> str:
    """Return the name the page gives its site or publisher.

    trafilatura's own `sitename` falls back on footers, titles and account names, and so called a site
    "All rights reserved"; the domain, which comes next, is always right.
    """
    for name in tree.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content"):
        if name.strip():
            return str(name).strip()
    return next(filter(None, (_publisher(document, 0) for document in documents)), "")


def _authors(found: str | None, told: Iterable[str], site_name: str) -> str:
    """Return the authors that trafilatura found, and those told that it passes over, with commas between them.

    It takes no organisation for an author, and no name of one word, as those of agencies are. The site is left out.
    """
    names: list[str] = []
    for name in [*(found or "").split("; "), *told]:
        if not _words(name) <= _words(" ".join([site_name, *names])):
            names.append(name)
    return ", ".join(names)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _publisher(value: object, depth: int) -> str:
    """Return the name of the first `publisher` in JSON-LD."""
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, list):
        return next(filter(None, (_publisher(item, depth + 1) for item in value)), "")
    if isinstance(value, dict):
        publisher = value.get("publisher")
        for each in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(each, dict) and isinstance(each.get("name"), str):
                return str(each["name"])
        return next(filter(None, (_publisher(value.get(key), depth + 1) for key in NESTING_KEYS)), "")
    return ""


def _told_day(day: str, page: str, url: str | None) -> str | None:
    """Return `day`, which htmldate found in a page; None where that is only one reading of a date such as 05/03/2031.

    htmldate takes the first number for the day. What it finds without such dates tells which reading is meant.
    """
    year, month, day_of_month = map(int, day.split("-"))
    if day_of_month > _MONTHS or day_of_month == month:
        return day
    orders = ((month, day_of_month), (day_of_month, month))
    in_figures = "|".join(f"0?{first}[/-]0?{second}" for first, second in orders)
    # Where nothing looks like its end, as in most pages, this is told in a sixth of the time of the whole pattern.
    end = rf"[/-](?:{year}|{year % 100:02})(?!\d)"
    either_way = re.compile(rf"(?<![\d/-])(?:{in_figures}){end}")
    if not re.search(rf"[/-]0?(?:{month}|{day_of_month}){end}", page) or not either_way.search(page):
        return day
    told = find_date(_tree(either_way.sub("", page)), url=url, **_DATE_PARAMETERS)
    return told if told in {f"{year}-{first:02}-{second:02}" for first, second in orders} else None


def _with_hour(day: str | None, times: list[str]) -> str | None:
    """Return the first of `times` that falls on `day`, else `day`.

    Where it names no zone, and another does whose clock shows the same day and minute, that one is returned: it is the
    same moment, and its hour is not in doubt.
    """
    moments = [(moment, text) for text in times if isinstance(moment := published(text), datetime)]
    on_day = [(moment, text) for moment, text in moments if day in (None, moment.date().isoformat())]
    if not on_day:
        return day
    first = on_day[0][0]
    zoned = (
        moment for moment, text in on_day if _ZONE.search(text) and _day_and_minute(moment) == _day_and_minute(first)
    )
    return next(zoned, first).isoformat()


def _day_and_minute(moment: datetime) -> tuple[date, int]:
    return moment.date(), moment.minute
