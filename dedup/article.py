"""One news text with what is known of it; in a large folder the text and some more is in a temporary file."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import repeat
from typing import Any, Final, NamedTuple

from dedup.details import FIELDS, Details
from dedup.digests import digest_of, digests_of
from dedup.texts import ENCODING, EncodedTexts, Place, TextFile

_EPOCH = date(1970, 1, 1).toordinal()


class _Part(NamedTuple):
    """Some articles in a file, one behind the other: `_N_IN_PART` or fewer."""

    file: TextFile
    first: Place


_N_IN_PART: Final = 256
"""Python has each integer below this in memory once: where an article is in its part takes none."""


class _Stored:
    """What an article has beside its fields where some of them are in a file."""

    __slots__ = ("_part",)
    _part: _Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Stored):
    """One news text with what is known of it; what is unknown is empty, never guessed silently."""

    text: str
    """The body as it was read, without the title; offsets in evidence point into it.

    That of a large folder is read from a temporary file each time it is asked for, and so are URL, id and location:
    ask once, or of many articles at a time, see `store`, `read_utf8` and `details_of`.
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
        return self._part.file.n_chars(self._part.first + held) if type(held) is int else len(held)

    @property
    def is_held(self) -> bool:
        """Whether the text is in memory."""
        return type(_held.__get__(self)) is not int

    @property
    def text_utf8(self) -> bytes:
        """The text in UTF-8, in which it is on disk."""
        held = _held.__get__(self)
        is_stored = type(held) is int
        return self._part.file.read_bytes(self._part.first + held) if is_stored else held.encode(*ENCODING)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that differ where title or text do, see `digest_of`."""
        held = _held.__get__(self)
        if type(held) is int:
            return f"{self._part.file.digest(self._part.first + held):016x}"
        return f"{digest_of(self.title, self.text_utf8):016x}"

    @property
    def published_s(self) -> float:
        """Seconds since 1970 UTC, a bare date taken at noon; NaN where the date is unknown."""
        if self.published is None:
            return float("nan")
        if isinstance(self.published, datetime):
            return self.published.timestamp()
        return (self.published.toordinal() - _EPOCH) * 86400.0 + 43200.0


_held = Article.__dict__["text"]
"""The slot of an article's text: what it was given, or which one of its part the article is."""

_details = [Article.__dict__[name] for name in FIELDS]
"""The slots of its details: the same."""


def _text(article: Article) -> str:
    held = _held.__get__(article)
    return article._part.file.read(article._part.first + held) if type(held) is int else held


def _detail(article: Article, number: int) -> str:
    held = _details[number].__get__(article)
    return article._part.file.read_details([article._part.first + held])[number][0] if type(held) is int else held


# All that a dataclass does (compare, show, pickle, replace) asks for them as anybody does.
Article.text = property(_text, _held.__set__, doc="The body as it was read.")  # type: ignore[assignment, misc]
for _number, (_name, _slot) in enumerate(zip(FIELDS, _details, strict=True)):
    setattr(Article, _name, property(partial(_detail, number=_number), _slot.__set__))


def store(
    articles: Sequence[Article],
    texts: EncodedTexts,
    file: TextFile,
    digests: Sequence[int] | None = None,
    details: Sequence[bytes] | None = None,
) -> None:
    """Write the `texts` and details of `articles` to `file`: they read these there, and have none in memory any more.

    So it is with their `digests`. These, and the packed `details`, are made where they are not known.
    """
    if digests is None:
        digests = digests_of([article.title for article in articles], texts)
    first = file.append(texts, details_of(articles).packed() if details is None else details, digests)
    for start in range(0, len(articles), _N_IN_PART):
        some = articles[start : start + _N_IN_PART]
        deque(map(_Stored.__dict__["_part"].__set__, some, repeat(_Part(file, first + start))), maxlen=0)
        for slot in (_held, *_details):
            deque(map(slot.__set__, some, range(len(some))), maxlen=0)


def file_of(articles: Iterable[Article]) -> TextFile | None:
    """Return the file that texts of `articles` are in; None where all are in memory."""
    return next((article._part.file for article in articles if not article.is_held), None)


def sources_of(articles: Iterable[Article], file: TextFile) -> list[str | Place]:
    """Return of each text its place in `file`; of one that is not there, the text."""
    sources: list[str | Place] = []
    for article in articles:
        held = _held.__get__(article)
        is_there = type(held) is int and article._part.file is file
        sources.append(article._part.first + held if is_there else article.text)
    return sources


def with_source(source: str | Place, file: TextFile, **known: Any) -> Article:
    """Return the article of which something is `known`, and that has its text where `sources_of` says."""
    article = Article(text=source if isinstance(source, str) else "", **known)
    if isinstance(source, Place):
        object.__setattr__(article, "_part", _Part(file, source))
        _held.__set__(article, 0)
    return article


def read_utf8(articles: Sequence[Article]) -> EncodedTexts:
    """Return the texts of `articles` in UTF-8, one behind the other; those in one file are read together."""
    if stored := _stored(articles, _held):
        file, places = stored
        return file.read_all(places)
    return EncodedTexts.of([article.text for article in articles])


def details_of(articles: Sequence[Article]) -> Details:
    """Return URLs, ids and locations of `articles`; those in one file are read together."""
    if stored := _stored(articles, _details[0]):
        file, places = stored
        return file.read_details(places)
    return Details(*([getattr(article, name) for article in articles] for name in FIELDS))


def field_of(articles: Sequence[Article], name: str) -> Sequence[Any]:
    """Return the field `name` of each of `articles`."""
    if name in FIELDS:
        return details_of(articles)[FIELDS.index(name)]
    return [getattr(article, name) for article in articles]


def _stored(articles: Sequence[Article], slot: Any) -> tuple[TextFile, list[Place]] | None:
    """Return the one file that holds of all `articles` what the `slot` is for, and their places; None if none does."""
    held = list(map(slot.__get__, articles))
    if not all(type(each) is int for each in held):
        return None
    parts = list(map(_Stored.__dict__["_part"].__get__, articles))
    if len({part.file for part in parts}) != 1:
        return None
    return parts[0].file, [part.first + number for part, number in zip(parts, held, strict=True)]
