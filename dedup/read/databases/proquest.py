"""Reads exports of ProQuest: text and HTML, also as it mails them; RTF and Word documents come through `documents`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dedup.read.databases.lines import lines_of, parse_html, text_of_bytes
from dedup.read.limits import of_document
from dedup.read.records import Record, Unreadable, known
from dedup.settings import Settings

_RULE = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.M)
_ANCHOR = re.compile(r'<a\s+name="DocID_', re.I)
_LABEL = re.compile(r"(?P<name>[^\W\d_][\w /()-]{1,40}?)\s?:(?:\s+(?P<value>.*))?")
_FULL_TEXT = frozenset({"full text", "volltext", "texte intégral", "texto completo", "testo completo"})
_AUTHOR = ("author", "autor", "auteur", "autore")
_OUTLET = ("publication title", "titel der publikation", "titre de la publication", "título de publicación")
_DATE = ("publication date", "publikationsdatum", "date de publication", "fecha de publicación")
_LANGUAGE = ("language of publication", "publikationssprache", "langue de publication", "idioma de la publicación")
_URL = ("document url", "dokument-url", "url du document", "url del documento")
_ID = ("proquest document id", "proquest-dokument-id", "id du document proquest")
# The first fields below the text; a sentence with a colon at the end of the text would pass for one otherwise.
_BELOW = frozenset(
    (
        *("title", "subject", "location", "people", "company / organization", "identifier / keyword", "credit"),
        *("titel", "thema", "ort", "personen", "firma/organisation", "titre", "sujet", "lieu", "personnes", "título"),
        *("materia", "lugar", "gente", *_OUTLET),
    )
)
_ABSTRACT = ("abstract", "zusammenfassung", "résumé", "resumen")


@of_document
def read_proquest(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the articles of an export."""
    text, is_markup = text_of_bytes(data)
    if not is_markup:
        yield from parse_proquest(text)
        return
    rule = f"<p>{'_' * 60}</p>"
    page = parse_html(_ANCHOR.sub(lambda anchor: rule + anchor[0], text))
    if page is None:
        return
    for picture in page.xpath("//*[contains(@class, 'document_view_image') or contains(@class, 'truncatedAuthor')]"):
        picture.drop_tree()
    yield from parse_proquest("\n".join(lines_of(page)))


def parse_proquest(text: str) -> Iterator[Record | Unreadable]:
    """Yield the articles of an export as text: rules part them, and what has no fields is a page's foot."""
    number = 0
    for part in _RULE.split(text):
        lines = [line.strip() for line in part.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        tail = _tail(lines)
        start = next((place for place, line in enumerate(lines) if _name(line) in _FULL_TEXT), None)
        if start is not None or any(_name(line) in _ID for line in lines[tail:]):
            number += 1
            yield Record(number, _values(lines, start, tail))


def _values(lines: Sequence[str], start: int | None, tail: int) -> dict[str, object]:
    above = {_name(line): _value(line) for line in reversed(lines[1 : tail if start is None else start])}
    below = {_name(line): _value(line) for line in reversed(lines[tail:])}
    fields = {**above, **known(below)}
    text = [] if start is None else [_value(lines[start]), *lines[start + 1 : tail]]

    def one(names: Sequence[str]) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    values = {
        "title": "" if _name(lines[0]) in _AUTHOR else lines[0],
        "text": "\n\n".join(line for line in text if line),
        "summary": one(_ABSTRACT),
        "author": one(_AUTHOR),
        "outlet": one(_OUTLET).partition(";")[0].partition(", ")[0],
        "published": one(_DATE),
        "language": one(_LANGUAGE),
        "url": "".join(one(_URL).split()),  # mails break it
        "id": one(_ID),
    }
    return known(values)


def _tail(lines: Sequence[str]) -> int:
    """Return where the fields below the text begin: from there on each line is one, and the first is a known one."""
    place = len(lines)
    while place > 1 and (not lines[place - 1] or _name(lines[place - 1])) and _name(lines[place - 1]) not in _FULL_TEXT:
        place -= 1
    return next((start for start in range(place, len(lines)) if _name(lines[start]) in _BELOW), place)


def _name(line: str) -> str:
    match = _LABEL.fullmatch(line)
    return match["name"].strip().casefold() if match else ""


def _value(line: str) -> str:
    match = _LABEL.fullmatch(line)
    return (match["value"] or "").strip() if match else ""
