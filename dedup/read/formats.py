"""The formats that can be read, one line each: a new one is a module and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from dedup.errors import SettingsError
from dedup.read.csv import read_csv
from dedup.read.html import read_html
from dedup.read.json import read_json, read_json_lines
from dedup.read.markdown import read_markdown
from dedup.read.plain_text import read_text
from dedup.read.recognise import recognise, unreadable
from dedup.read.records import Reader


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which files hold articles."""

    name: str
    extensions: tuple[str, ...]
    """Those that decide where the content can be several things; most formats are known by their content alone."""
    holds: str
    """What a file of it gives, in words."""
    reader: Reader
    extra: str = ""
    """The extra that installs what it needs, one of `dedup.read.extras.EXTRAS`."""


_TABLE = (
    Format("text", (".txt", ".text", ""), "one article: a title or headers on top, then the text", read_text),
    Format("markdown", (".md", ".markdown"), "one article: front matter or a heading, then the text", read_markdown),
    Format("html", (".html", ".htm", ".xhtml"), "one article, taken out of the page", read_html),
    Format("json", (".json",), "one object, a list of them, a table, or the answer of a news API", read_json),
    Format("json-lines", (".jsonl", ".ndjson", ".jl"), "one article a line", read_json_lines),
    Format("csv", (".csv", ".tsv"), "one article a row, columns named in the first", read_csv),
)

FORMATS: dict[str, Format] = {each.name: each for each in _TABLE}
_BY_EXTENSION = {extension: each for each in _TABLE for extension in each.extensions}


def format_named(name: str) -> Format:
    """Return the format of that name; raise `SettingsError` where there is none."""
    if name not in FORMATS:
        raise SettingsError(f"input_format must be one of {', '.join(FORMATS)}, got {name}")
    return FORMATS[name]


def format_of(head: bytes, name: str, *, named: bool) -> Format | str | None:
    """Return the format of a file, the name of its kind of archive, or None where it cannot be read.

    `head` is the start of the uncompressed file and `name` what it is called. A text with an extension that is not
    in the table is read where the user `named` it, and else not taken for an article.
    """
    if unreadable(head):
        return None
    found = recognise(head, name)
    if found:
        return FORMATS.get(found, found)
    extension = PurePosixPath(name).suffix.lower()
    if extension == ".tar":  # an empty one, or one older than the mark in its header
        return "tar"
    return _BY_EXTENSION.get(extension) or (FORMATS["text"] if named else None)
