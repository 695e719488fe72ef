"""Reads `.story`, the form of the CNN and Daily Mail collection: a text, then its highlights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.read.decode import decode, unix_lines
from dedup.read.limits import of_record
from dedup.read.outlets import dateline_outlet
from dedup.read.records import Record, Unreadable, known
from dedup.settings import Settings

_HIGHLIGHT = re.compile(r"^@highlight[ \t]*$", re.M)


@of_record
def read_story(data: bytes, _: Settings) -> Iterator[Record | Unreadable]:
    """Yield the article; it has no title, and its highlights are a summary, which is not part of the text."""
    text, *highlights = _HIGHLIGHT.split(unix_lines(decode(data)))
    values = {"text": text.strip(), "summary": "\n".join(highlight.strip() for highlight in highlights)}
    yield Record(0, known(values), dateline_outlet(text))
