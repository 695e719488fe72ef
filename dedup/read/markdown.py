"""Reads `.md`: front matter, a heading as the title, and the text without its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.read.decode import decode, unix_lines
from dedup.read.field_names import field_of
from dedup.read.limits import of_record
from dedup.read.plain_text import article_record, split_front_matter
from dedup.read.records import Record, Unreadable
from dedup.settings import Settings

_HEADING = re.compile(r"\s*(?:#{1,6}[ \t]+(?P<hashes>[^\n]+?)[ \t#]*|(?P<line>[^\n]+)\n=+[ \t]*)(?:\n|\Z)")
_MARKUP = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*$|^[ \t]*(?:[-*_][ \t]*){3,}$|^=+[ \t]*$", re.M), ""),
    (re.compile(r"^[ \t]*\[[^\]\n]+\]:[ \t]*\S+.*$", re.M), ""),
    (re.compile(r"!\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)", re.M), ""),
    (re.compile(r"[ \t]+#+[ \t]*$", re.M), ""),
    (re.compile(r"(\*\*\*|___|\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (
        re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"),
        r"\1\2",
    ),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


@of_record
def read_markdown(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article of a Markdown file; its title is that of the front matter, else the heading it opens with."""
    text = unix_lines(decode(data))
    values, body = split_front_matter(text)
    heading = _HEADING.match(body)
    if heading:
        body = body[heading.end() :]
        if not any(field_of(name) == "title" for name in values):
            values["title"] = plain(heading["hashes"] or heading["line"])
    if any(field_of(name) == "title" for name in values):
        # The title is known: nothing is left for the rules of plain text but the dateline.
        record = article_record("---\ntitle: known\n---\n" + plain(body))
    else:
        record = article_record(plain(body))
    yield Record(0, {**record.values, **values}, record.dateline)


def plain(text: str) -> str:
    """Return Markdown as the words a reader sees.

    >>> plain("## Back **on** [Thursday](https://example.com), *they* say")
    'Back on Thursday, they say'
    """
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text.strip()
