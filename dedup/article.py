"""One news text with what is known of it; the text of a large folder is in a temporary file."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from typing import Any

from dedup.digests import digest_of, digests_of
from dedup.texts import ENCODING, EncodedTexts, TextFile

_EPOCH = date(1970, 1, 1).toordinal()


class _Stored:
    """What an article has beside its fields: the file its text is in, where that is not in memory."""

    __slots__ = ("_file",)
    _file: TextFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Stored):
    """One news text with what is known of it; what is unknown is empty, never guessed silently."""

    text: str
    """The body as it was read, without the title; offsets in evidence point into it.

    That of a large folder is read from a temporary file each time it is asked for: ask once, see `store_texts`.
    """
    title: str = ""
    outlet: str = ""
    outlet_from: str = ""
    """What names the outlet: `field` of the record, `page`, `url` (its registered domain) or `dateline`."""
    published: date | None = None
    """A `datetime` with its zone (UTC where none was given), or a bare `date` where the hour is unknown."""
    author: str = ""
    """The byline, or the names of the authors with commas between them."""
    url: str = ""
    language: str = ""
    """ISO 639-1, such as `en`; empty where it could not be told."""
    id: str = ""
    """The record's own id, where it has one."""
    version: str = ""
    """Which state of the item it is, where the record says so: a number, or when it was made."""
    location: str = ""
    """Where it was read: `path`, or `path#record` in files of many records (records count from 1)."""

    @property
    def n_chars(self) -> int:
        """How many characters the text has; it is not read for that."""
        held = _held.__get__(self)
        return self._file.n_chars(held) if type(held) is int else len(held)

    @property
    def is_held(self) -> bool:
        """Whether the text is in memory."""
        return type(_held.__get__(self)) is not int

    @property
    def text_utf8(self) -> bytes:
        """The text in UTF-8, in which it is on disk."""
        held = _held.__get__(self)
        return self._file.read_bytes(held) if type(held) is int else held.encode(*ENCODING)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that differ where title or text do, see `digest_of`."""
        held = _held.__get__(self)
        is_stored = type(held) is int
        return f"{self._file.digest(held) if is_stored else digest_of(self.title, self.text_utf8):016x}"

    @property
    def published_s(self) -> float:
        """Seconds since 1970 UTC, a bare date taken at noon; NaN where the date is unknown."""
        if self.published is None:
            return float("nan")
        if isinstance(self.published, datetime):
            return self.published.timestamp()
        return (self.published.toordinal() - _EPOCH) * 86400.0 + 43200.0


_held = Article.__dict__["text"]
"""The slot of an article's text: what it was given, or the place of its text in a file."""


def _text(article: Article) -> str:
    held = _held.__get__(article)
    return article._file.read(held) if type(held) is int else held


# All that a dataclass does (compare, show, pickle, replace) asks for the text as anybody does.
Article.text = property(_text, _held.__set__, doc="The body as it was read.")  # type: ignore[assignment, misc]


def store_texts(
    articles: Sequence[Article], texts: EncodedTexts, file: TextFile, digests: Sequence[int] | None = None
) -> None:
    """Write the `texts` of `articles` to `file`: each reads its own from there, and has none in memory any more.

    So it is with their `digests`, which are computed where they are not known.
    """
    if digests is None:
        digests = digests_of([article.title for article in articles], texts)
    places = file.append(texts, digests)
    deque(map(_Stored.__dict__["_file"].__set__, articles, repeat(file)), maxlen=0)
    deque(map(_held.__set__, articles, places), maxlen=0)


def file_of(articles: Iterable[Article]) -> TextFile | None:
    """Return the file that texts of `articles` are in; None where all are in memory."""
    return next((article._file for article in articles if not article.is_held), None)


def sources_of(articles: Iterable[Article], file: TextFile) -> list[str | int]:
    """Return of each text its place in `file`; of one that is not there, the text."""
    sources: list[str | int] = []
    for article in articles:
        held = _held.__get__(article)
        sources.append(article.text if type(held) is not int or article._file is not file else held)
    return sources


def with_source(source: str | int, file: TextFile, **known: Any) -> Article:
    """Return the article of which something is `known`, and that has its text where `sources_of` says."""
    article = Article(text=source if isinstance(source, str) else "", **known)
    if isinstance(source, int):
        object.__setattr__(article, "_file", file)
        _held.__set__(article, source)
    return article


def read_utf8(articles: Sequence[Article]) -> EncodedTexts:
    """Return the texts of `articles` in UTF-8, one behind the other; those in one file are read together."""
    held = [_held.__get__(article) for article in articles]
    if all(type(text) is int for text in held) and len(files := {article._file for article in articles}) == 1:
        return files.pop().read_all(held)
    return EncodedTexts.of([article.text for article in articles])
