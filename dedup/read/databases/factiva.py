"""Reads exports of Dow Jones Factiva: HTML with and without field codes, XML and text; RTF comes through `documents`.

Field codes are two or three capitals: `HD` is the headline, `LP` and `TD` the lead and the text, `SN` the source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from dedup.read.databases.lines import date_in, lines_of, parse_html, text_of_bytes
from dedup.read.languages import language_code
from dedup.read.limits import of_document
from dedup.read.records import Record, Unreadable, known
from dedup.read.xml import Element, block_text, descendants, first, first_text_of, parse_xml, text_of
from dedup.settings import Settings

# https://developer.dowjones.com, "Factiva Intelligent Indexing": the codes an export may carry.
_CODES = (
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT", "RF", "CO",
    "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "CLM", "ART", "NGC", "GC", "DE", "CX", "DLN",
)  # fmt: skip
_FIELD = re.compile(rf"(?P<code>{'|'.join(_CODES)})(?: {{2,}}(?P<value>.*)|[ \t]*)")
_XML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<PPSResponse")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: GMT)?")
_NUMBER_OF_WORDS = re.compile(r"[\d.,\s]+\w+\W*")


@of_document
def read_factiva(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the articles of an export."""
    text, is_markup = text_of_bytes(data)
    if _XML.match(text.lstrip("\ufeff")):
        yield from _of_xml(text)
    elif is_markup:
        yield from _of_page(text)
    else:
        yield from parse_factiva(text)


def parse_factiva(text: str) -> Iterator[Record | Unreadable]:
    """Yield the articles of an export as text: each ends with its accession number, `AN`."""
    fields: dict[str, list[str]] = defaultdict(list)
    number, code = 0, ""
    for line in text.split("\n"):
        match = _FIELD.fullmatch(line.rstrip())
        if match:
            code = match["code"]
        if code:
            fields[code].append((match["value"] or "") if match else line)
        if code == "AN":
            number += 1
            yield Record(number, _values({name: _paragraphs(lines) for name, lines in fields.items()}))
            fields, code = defaultdict(list), ""
    if "HD" in fields:  # the last one was cut off
        yield Record(number + 1, _values({name: _paragraphs(lines) for name, lines in fields.items()}))


def _paragraphs(lines: list[str]) -> str:
    parts = re.split(r"\n\s*\n", "\n".join(lines))
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in parts)))


def _values(fields: Mapping[str, str]) -> dict[str, object]:
    """Return the values of an article, from field code -> text."""
    day, clock = fields.get("PD", ""), fields.get("ET", "")
    values = {
        "title": fields.get("HD", ""),
        "text": "\n\n".join(filter(None, (fields.get("LP"), fields.get("TD")))),
        "author": fields.get("BY", ""),
        "outlet": fields.get("SN", ""),
        "published": f"{day} {clock}" if _CLOCK.fullmatch(clock) else day,
        "language": fields.get("LA", ""),
        "id": fields.get("AN", "").rpartition(" ")[2],
    }
    return known(values)


def _of_page(text: str) -> Iterator[Record | Unreadable]:
    page = parse_html(text)
    articles = [] if page is None else page.xpath("//div[contains(@class, 'Article')]")
    for number, article in enumerate(articles, 1):
        rows = {text_of(row[0]): row[1] for row in descendants(article, "tr") if len(row) > 1}
        if "HD" in rows:
            yield Record(number, _values({code: "\n\n".join(lines_of(cell)) for code, cell in rows.items()}))
        else:
            yield Record(number, _without_codes(article))


def _without_codes(article: Element) -> dict[str, object]:
    """Return the values of an article whose fields come in a fixed order: words, date, source, code, language."""
    headline = next(iter(article.xpath(".//*[contains(@class, 'Headline')]")), None)
    texts = article.xpath(".//*[contains(@class, 'articleParagraph')]")
    rows = [row for row in article.xpath(".//div[not(.//div)]") if row.get("id") != "hd"]
    told = list(filter(None, map(text_of, rows)))
    dated = next((place for place, row in enumerate(told) if date_in(row)), None)
    after = [] if dated is None else [row for row in told[dated + 1 :] if not _CLOCK.fullmatch(row)]
    names = [row for row in told[: dated or 0] if not _NUMBER_OF_WORDS.fullmatch(row)]
    values = {
        "title": text_of(headline),
        "text": "\n\n".join(filter(None, (text_of(paragraph) for paragraph in texts))),
        "published": "" if dated is None else date_in(told[dated]),
        "outlet": after[0] if after else "",
        "language": next((row for row in after[2:] if " " not in row and language_code(row)), ""),
        "author": names[-1] if names else "",
        "id": article.getparent().get("id", "").removeprefix("article-"),
    }
    return known(values)


def _of_xml(text: str) -> Iterator[Record | Unreadable]:
    root = parse_xml(text.encode())
    articles = [] if root is None else list(descendants(root, "article"))
    for number, article in enumerate(articles, 1):
        bodies = [first(article, name) for name in ("leadParagraph", "tailParagraphs")]
        paragraphs = [block_text(p) for body in bodies if body is not None for p in descendants(body, "paragraph")]
        values = {
            "title": first_text_of(article, "headline"),
            "text": "\n\n".join(filter(None, paragraphs)),
            "author": first_text_of(article, "byline"),
            "outlet": first_text_of(article, "sourceName", "publisherName"),
            "published": first_text_of(article, "dateTime", "publicationDate"),
            "language": first_text_of(article, "baseLanguage"),
            "id": first_text_of(article, "accessionNo"),
        }
        yield Record(number, known(values))
