"""What is found in files, in parts: small enough for memory, and with the languages of each identified together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dedup.article import Article
from dedup.read.columns import Found
from dedup.read.languages import Start, identify_starts

# So that no file is in memory twice where its parts pass between processes.
_MAX_CHARS: Final = 1 << 22
# Most of an article's memory is not its text where texts are short.
_MAX_ITEMS: Final = 2_000


def in_parts(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Yield `found` in parts, with languages identified in place of the starts from `start_of`."""
    part: list[Found] = []
    n_chars = 0
    for each in found:
        part.append(each)
        n_chars += each.n_chars if isinstance(each, Article) else 0
        if n_chars >= _MAX_CHARS or len(part) >= _MAX_ITEMS:
            tell_languages(untold(part))
            yield part
            part, n_chars = [], 0
    if part:
        tell_languages(untold(part))
        yield part


def untold(found: Iterable[Found]) -> list[Article]:
    """Return the articles whose languages are not identified yet."""
    return [each for each in found if isinstance(each, Article) and type(each.language) is Start]


def tell_languages(articles: Sequence[Article]) -> None:
    """Identify the languages of articles, and put them in the place of their starts."""
    put_languages(articles, identify_starts([article.language for article in articles]))


def put_languages(articles: Iterable[Article], languages: Iterable[str]) -> None:
    """Set the languages of articles that nobody else holds yet: copies would keep their texts in memory."""
    for article, language in zip(articles, languages, strict=True):
        object.__setattr__(article, "language", language)
