"""Reads exports of LexisNexis and Nexis Uni: text and HTML; RTF and Word documents come through `documents`.

The older service writes `1 of 10 DOCUMENTS` above each article, outlet and date centred below, and its fields as
`LABEL: value`. The newer one writes the title first, `Body` above the text and `End of Document` below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dedup.read.databases.lines import date_in, lines_of_page, text_of_bytes
from dedup.read.limits import of_document
from dedup.read.plain_text import unwrapped
from dedup.read.records import Record, Unreadable, known
from dedup.settings import Settings

_COUNT = re.compile(r"(?:Dokument )?\d+ (?:of|de|von|di|van) \d+(?: DOCUMENT(?:S|EN|OS|I)?)?")
_COUNT_LINE = re.compile(rf"^[ \t]*{_COUNT.pattern}[ \t]*$", re.M)
_HTML_DOCUMENT = re.compile(r"<DOCFULL>(?:\s*-->)?(.*?)(?:<!--[^>]*?</DOCFULL>|</DOCFULL>|\Z)", re.S | re.I)
_LABEL = re.compile(r"(?P<name>[^\W\d_a-zß-ÿ](?:[^\W\d_a-zß-ÿ]|[ -]){2,30}):(?:[ \t\u00a0]+(?P<value>.*))?", re.S)
# Labels that stand below the text, in the languages of the service's pages; above it stand others.
_BELOW = frozenset(
    (
        *("LOAD-DATE", "LANGUAGE", "SUBJECT", "GRAPHIC", "PUBLICATION-TYPE", "DISTRIBUTION", "CORRECTION-DATE"),
        *("DATE-CHARGEMENT", "LANGUE", "SUJET", "TYPE-PUBLICATION", "ILLUSTRATION"),
        *("UPDATE", "SPRACHE", "PUBLIKATIONSTYP", "ZEITSCHRIFTENTYP", "LADE-DATUM", "FECHA-CARGA", "IDIOMA", "TAAL"),
    )
)
_AUTHOR = ("BYLINE", "AUTEUR", "AUTOR", "AUTEURS", "VON")
_LANGUAGE = ("LANGUAGE", "LANGUE", "SPRACHE", "IDIOMA", "TAAL")

_END = re.compile(r"^\s*End of Document\s*$", re.M)
_BODY = re.compile(r"^\s*Body\s*$")
_TAIL = re.compile(r"(?:Load-Date|Correction-Date):|(?:Classification|Graphic|Notes)\s*$")
_FIELD = re.compile(r"(?P<name>[A-Z][\w-]{2,20}):[ \t\u00a0]+(?P<value>.*)")


@of_document
def read_nexis(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the articles of an export; one that the service could not deliver is listed."""
    text, is_markup = text_of_bytes(data)
    if is_markup and (documents := _HTML_DOCUMENT.findall(text)):
        for number, document in enumerate(documents, 1):
            yield _old(number, lines_of_page(document, breaks=False))
    else:
        yield from parse_nexis("\n".join(lines_of_page(text)) if is_markup else text)


def parse_nexis(text: str) -> Iterator[Record | Unreadable]:
    """Yield the articles of an export as text."""
    if _COUNT_LINE.search(text):
        starts = [match.start() for match in _COUNT_LINE.finditer(text)]
        for number, (start, end) in enumerate(pairwise([*starts, len(text)]), 1):
            yield _old(number, [part.strip() for part in re.split(r"\n[ \t]*\n", text[start:end]) if part.strip()])
    else:
        for number, document in enumerate(_END.split(text)[:-1], 1):
            yield _new(number, document.split("\n"))


def _old(number: int, parts: Sequence[str]) -> Record | Unreadable:
    """Return the article of a document in the older form, whose paragraphs are `parts`."""
    if not parts or not _COUNT.fullmatch(parts[0]):
        shown = parts[0] if parts else "nothing"
        return Unreadable(number, "not an article", f"a document that was not delivered: {shown}")
    parts = parts[1:]
    dated = next((place for place, part in enumerate(parts[:4]) if place and date_in(part.split("\n")[0])), 0)
    labels = [place for place, part in enumerate(parts) if place > dated and _LABEL.fullmatch(part)]
    first = labels[0] if labels else len(parts)
    start = first
    while start < len(parts) and start in labels and _name(parts[start]) not in _BELOW:
        start += 1
    end = next((place for place in labels if place >= start and _name(parts[place]) in _BELOW), len(parts))
    fields = {match["name"]: match["value"] or "" for part in parts if (match := _LABEL.fullmatch(part))}
    title = [part for part in parts[dated + 1 : first] if not date_in(part)]
    values = {
        "title": " ".join(title[0].split()) if title else "",
        "text": unwrapped("\n\n".join(parts[start:end])),
        "outlet": parts[0].split("\n")[0].strip() if parts else "",
        "published": date_in(parts[dated].split("\n")[0]) if dated else "",
        "author": next((fields[name] for name in _AUTHOR if name in fields), ""),
        "language": next((fields[name] for name in _LANGUAGE if name in fields), ""),
    }
    return Record(number, known(values))


def _name(part: str) -> str:
    match = _LABEL.fullmatch(part)
    return match["name"] if match else ""


def _new(number: int, lines: Sequence[str]) -> Record | Unreadable:
    """Return the article of a document in the newer form: title, outlet, date, fields, `Body` and the text."""
    lines = [line.replace("\xa0", " ").strip() for line in lines]
    body = next((place for place, line in enumerate(lines) if _BODY.match(line)), None)
    if body is None:
        return Unreadable(number, "not an article", "a document without a body")
    matches = [match for line in lines[:body] if (match := _FIELD.fullmatch(line))]
    fields = {match["name"].lower(): match["value"] for match in matches}
    # From below: an export may begin with a list of its documents, whose lines hold dates too.
    dated = next(
        (place for place in range(body - 1, 0, -1) if date_in(lines[place]) and "opyright" not in lines[place]), 0
    )
    text = [line for line in lines[body + 1 :] if line]
    end = next((place for place, line in enumerate(text) if _TAIL.match(line)), len(text))
    values = {
        "title": " ".join(_block_above(lines, dated - 1)),
        "text": "\n\n".join(text[:end]),
        "outlet": lines[dated - 1] if dated else "",
        "published": date_in(lines[dated]) if dated else "",
        "author": fields.get("byline", ""),
        "language": fields.get("language", ""),
    }
    return Record(number, known(values))


def _block_above(lines: Sequence[str], place: int) -> list[str]:
    """Return the lines without a gap that end above `place`."""
    start = place
    while start > 0 and lines[start - 1]:
        start -= 1
    return list(lines[start : max(place, 0)])
