"""Reads `.txt`: a title on the first line or `Title:` headers, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.read.decode import decode, unix_lines
from dedup.read.field_names import field_of
from dedup.read.limits import of_record
from dedup.read.outlets import dateline_outlet
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings

_HEADER = re.compile(r"([^\W\d_][\w -]{0,30}?)[ \t]*[:：][ \t]*(\S.*)")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_ENTRY = re.compile(
    r"^(?P<name>[^\W\d_][\w -]{0,30}?)[ \t]*[:：](?P<first>.*)$(?P<rest>(?:\n(?:[ \t]+\S.*|- .*|[ \t]*)$)*)", re.M
)
_TOML_ENTRY = re.compile(r"^(?P<name>[\w-]+)[ \t]*=[ \t]*(?P<first>.*)$(?P<rest>)", re.M)
# What stands in the place of a value that begins on the next line.
_BLOCK = re.compile(r"[>|][+-]?")
# Names of these make a header of a line; a byline alone may as well be the first line of a text.
_HEADER_FIELDS = ("title", "published", "outlet", "url", "language", "id")
_FIELDS = (*_HEADER_FIELDS, "author")
# Of 19,003 headlines in English, German and Vietnamese, 5 are longer and 99% have 120 characters or fewer.
_MAX_TITLE = 200
# Where no blank line follows, only a paragraph several lines long tells a title from hard-wrapped text.
_MIN_BODY_LINE = 120
_SENTENCE_ENDS = ".。।｡,;:،؛—–-"


@of_record
def read_text(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of a text file; the file's name never becomes a title."""
    yield article_record(decode(data))


def article_record(text: str) -> Record:
    """Return the record of one article from plain text with headers, front matter or a title on top."""
    values, body = split_front_matter(unix_lines(text))
    if not values:
        values, body = _split_headers(body)
    if not any(field_of(name) == "title" for name in values):
        title, body = _split_title(body)
        values["title"] = title
    return Record(0, {**values, "text": body.strip()}, dateline_outlet(body))


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    r"""Return the keys and values between `---` (YAML) or `+++` (TOML) at the top, and the rest.

    Values may go on over indented lines, as writers of YAML fold them, and be lists; what is nested is left out.

    >>> split_front_matter('---\ntitle: "Ferries:\n  back"\nauthors:\n- Ann\n- Ben\n---\nBody')
    ({'title': 'Ferries: back', 'authors': ['Ann', 'Ben']}, 'Body')
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    values: dict[str, object] = {}
    for entry in (_ENTRY if match[1] == "---" else _TOML_ENTRY).finditer(match[2]):
        first, rest = entry["first"].strip(), [line.strip() for line in entry["rest"].split("\n") if line.strip()]
        if first:
            lines = rest if _BLOCK.fullmatch(first) else [first, *rest]
            values[entry["name"]] = _unquoted(" ".join(lines))
        elif rest and all(line.startswith("- ") for line in rest):
            values[entry["name"]] = [_unquoted(line[2:].strip()) for line in rest]
    # Without any, the two lines are rules, and what stands between them is text.
    return (values, text[match.end() :]) if values else ({}, text)


def unwrapped(text: str) -> str:
    r"""Return text with each paragraph on one line; paragraphs begin below a blank line or with an indent.

    >>> unwrapped("   One\nand two\n   three\n\nfour")
    'One and two\n\nthree\n\nfour'
    """
    paragraphs = re.split(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)", text)
    return "\n\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _split_headers(text: str) -> tuple[dict[str, object], str]:
    """Return the `Name: value` lines that open the text, up to the last whose name is known, and the rest."""
    lines = text.lstrip("\n").split("\n")
    pairs: list[tuple[str, str]] = []
    n_headers = 0
    for line in lines:
        match = _HEADER.fullmatch(line.rstrip())
        if not match:
            break
        pairs.append((match[1], match[2]))
        if field_of(match[1]) in _HEADER_FIELDS:
            n_headers = len(pairs)
    # A block that ends in a blank line is one block: its last lines are headers too, known or not.
    if n_headers and len(lines) > len(pairs) and not lines[len(pairs)].strip():
        n_headers = len(pairs)
    known = {name: value for name, value in pairs[:n_headers] if field_of(name) in _FIELDS}
    return {**known}, "\n".join(lines[n_headers:])


def _split_title(text: str) -> tuple[str, str]:
    """Return the first line where it reads as a title, and what follows it; else "" and the whole text."""
    first, _, rest = text.lstrip().partition("\n")
    first, next_line = first.strip(), rest.partition("\n")[0].strip()
    is_title = (
        rest.strip()
        and len(first) <= _MAX_TITLE
        and first[-1] not in _SENTENCE_ENDS
        and any(c.isalpha() for c in first)
        and (not next_line or len(next_line) >= max(_MIN_BODY_LINE, len(first)))
    )
    return (first, rest) if is_title else ("", text)
