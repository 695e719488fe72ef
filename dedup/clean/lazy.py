"""Texts that are not held: each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, overload

from dedup.article import Article, texts_of

MAX_CHARS_HELD: Final = 1 << 21
"""Characters of texts that are held after all, as they are asked for several times."""


_AT_ONCE: Final = 16


class LazyTexts(Sequence[str]):
    """As many texts as there are `lengths`; `make` returns those in a range, and is asked again each time."""

    def __init__(self, lengths: Sequence[int], make: Callable[[range], list[str]]) -> None:
        self.lengths = lengths
        """Of each text, its characters."""
        self._make = make
        self._last = (-1, "")

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        which = range(len(self))[index]
        if isinstance(which, range):
            return self._make(which)
        last, text = self._last  # most often the next question is about the same text
        if which != last:
            (text,) = self._make(range(which, which + 1))
            self._last = which, text
        return text


def article_texts(articles: Sequence[Article]) -> Sequence[str]:
    """Return the texts of `articles`, lazy ones where they are not in memory and more than a few."""
    lengths = [article.n_chars for article in articles]
    if sum(lengths) <= MAX_CHARS_HELD or all(article.is_held for article in articles):
        return texts_of(articles)
    return LazyTexts(lengths, lambda which: texts_of(articles[which.start : which.stop]))


def lengths_of(texts: Sequence[str]) -> Sequence[int]:
    """Return the characters of each text; of lazy ones none is made for it."""
    return texts.lengths if isinstance(texts, LazyTexts) else list(map(len, texts))
