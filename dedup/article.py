"""One news text with what is known of it; in a large folder texts are in a temporary file, and some fields packed."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import repeat
from typing import Final, NamedTuple

from dedup.digests import digest_of, digests_of
from dedup.machine.packed import PackedStrings
from dedup.machine.texts import ENCODING, EncodedTexts, Place, TextFile

SECONDS_PER_DAY: Final = 86_400

_EPOCH = date(1970, 1, 1).toordinal()

PACKED: Final = ("url", "id", "location")
"""The fields of `Article` that take most memory beside its text; they are needed only towards the end of a run."""

_N_IN_PACK: Final = 256
"""Articles in a pack. Python holds one object for each integer up to 256, so the number of an article in its pack takes
no memory of its own."""


class _Pack(NamedTuple):
    """Neighbouring articles of a large folder: their texts follow one another in a file."""

    file: TextFile
    first: Place
    packed: Sequence[PackedStrings]
    """Their `PACKED` fields."""


class _Stored:
    """Where an article finds those of its fields that it does not hold itself."""

    __slots__ = ("_pack",)
    _pack: _Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Stored):
    """One news text with what is known of it; what is unknown is empty, never guessed silently."""

    text: str
    """The body as it was read, without the title; offsets in evidence point into it.

    In a large folder each access reads it from a temporary file, see `store`: access it once."""
    title: str = ""
    outlet: str = ""
    outlet_from: str = ""
    """What names the outlet: `field` of the record, `page`, `url` or `dateline`.

    With `url` it is the registered domain, or the name that other articles give the outlet there.
    """
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

    def __post_init__(self) -> None:
        """Raise `TypeError` for a number as text or as one of the `PACKED` fields: there it would mean a place."""
        for name, slot in _SLOTS:
            if type(held := slot.__get__(self)) is int:
                raise TypeError(f"{name} of an article must be a text (str), got the number {held}")

    @property
    def n_chars(self) -> int:
        """The number of characters of the text, without reading it."""
        held = _held.__get__(self)
        return self._pack.file.n_chars(self._pack.first + held) if type(held) is int else len(held)

    @property
    def is_held(self) -> bool:
        """Whether the text is in memory."""
        return type(_held.__get__(self)) is not int

    @property
    def text_utf8(self) -> bytes:
        """The text in UTF-8, as it is on disk."""
        held = _held.__get__(self)
        is_stored = type(held) is int
        return self._pack.file.read_bytes(self._pack.first + held) if is_stored else held.encode(*ENCODING)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that differ where title or text do, see `digest_of`."""
        held = _held.__get__(self)
        is_stored = type(held) is int
        digest = self._pack.file.digest(self._pack.first + held) if is_stored else digest_of(self.title, self.text_utf8)
        return f"{digest:016x}"

    @property
    def published_s(self) -> float:
        """Seconds since 1970 UTC, a bare date taken at noon; NaN where the date is unknown."""
        if self.published is None:
            return float("nan")
        if isinstance(self.published, datetime):
            return self.published.timestamp()
        return (self.published.toordinal() - _EPOCH + 0.5) * SECONDS_PER_DAY


_held = Article.__dict__["text"]
"""The slot of an article's text: what it was given, or the number of the article in its pack."""

_packed = [Article.__dict__[name] for name in PACKED]
"""The slots of its `PACKED` fields: the same."""

_SLOTS = [("text", _held), *zip(PACKED, _packed, strict=True)]


def _text(article: Article) -> str:
    held = _held.__get__(article)
    return article._pack.file.read(article._pack.first + held) if type(held) is int else held


def _packed_field(column: int, article: Article) -> str:
    held = _packed[column].__get__(article)
    return article._pack.packed[column][held] if type(held) is int else held


# What a dataclass does (compare, show, pickle, replace) reads these fields through the properties as well.
Article.text = property(_text, _held.__set__, doc="The body as it was read.")  # type: ignore[assignment, misc]
for _column, _name in enumerate(PACKED):
    setattr(Article, _name, property(partial(_packed_field, _column), _packed[_column].__set__))


def packed_of(articles: Sequence[Article]) -> list[Sequence[PackedStrings]]:
    """Return the `PACKED` fields of each pack of `_N_IN_PACK` articles."""
    packs = (articles[start : start + _N_IN_PACK] for start in range(0, len(articles), _N_IN_PACK))
    return [[PackedStrings([getattr(article, name) for article in pack]) for name in PACKED] for pack in packs]


def store(
    articles: Sequence[Article],
    texts: EncodedTexts,
    file: TextFile,
    digests: Sequence[int] | None = None,
    packed: Sequence[Sequence[PackedStrings]] | None = None,
) -> None:
    """Move the `texts` of `articles` into `file`, from where each article then reads its own.

    Their `digests` move with them, and their `PACKED` fields are packed. Either is worked out where it is not given.
    """
    if digests is None:
        digests = digests_of([article.title for article in articles], texts)
    first = file.append(texts, digests)
    for start, columns in zip(range(0, len(articles), _N_IN_PACK), packed or packed_of(articles), strict=True):
        some = articles[start : start + _N_IN_PACK]
        deque(map(_Stored.__dict__["_pack"].__set__, some, repeat(_Pack(file, first + start, columns))), maxlen=0)
        for slot in (_held, *_packed):
            deque(map(slot.__set__, some, range(len(some))), maxlen=0)


def read_utf8(articles: Sequence[Article]) -> EncodedTexts:
    """Return the texts of `articles` in UTF-8, one after the other; texts of one file are read together."""
    held = [_held.__get__(article) for article in articles]
    if all(type(text) is int for text in held) and len(files := {article._pack.file for article in articles}) == 1:
        places = [article._pack.first + number for article, number in zip(articles, held, strict=True)]
        return files.pop().read_all(places)
    return EncodedTexts.of([article.text for article in articles])
