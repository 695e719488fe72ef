"""Where texts go as they are read: they stay in memory while they are few, and then move to a file."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import Final

from dedup.article import Article, store
from dedup.machine.texts import EncodedTexts, TextFile
from dedup.read.columns import Found, FoundColumns, found_of

# A text takes 1 to 4 bytes a character in memory, mostly 1 or 2.
MAX_CHARS_IN_MEMORY: Final = 1 << 24
"""Up to so many characters, texts stay in memory."""

_CHARS_AT_ONCE: Final = 1 << 20
"""Characters that are written together, once the first ones were."""


class Spill:
    """Takes the texts out of articles that nobody else holds yet; threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[Article] = []
        self._n_chars = 0
        self._max_chars = MAX_CHARS_IN_MEMORY
        self._file: TextFile | None = None

    def take(self, found: Iterable[Found]) -> None:
        """Take the texts of the articles in `found`, now or once there are enough; `InputError` without room."""
        with self._lock:
            for each in found:
                if isinstance(each, Article):
                    self._waiting.append(each)
                    self._n_chars += each.n_chars
            if self._n_chars >= self._max_chars:
                self._write()

    def take_columns(self, columns: FoundColumns) -> list[Found]:
        """Return what is in `columns`, its texts taken."""
        if self._file:
            return found_of(columns, self._file)
        found = found_of(columns)
        self.take(found)
        return found

    def _write(self) -> None:
        self._file = self._file or TextFile()
        texts = EncodedTexts.of([article.text for article in self._waiting])
        store(self._waiting, texts, self._file)
        self._waiting, self._n_chars, self._max_chars = [], 0, _CHARS_AT_ONCE
