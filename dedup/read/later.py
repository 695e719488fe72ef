"""A large file -> articles, with other processes at work while it is read.

They parse blocks of JSON lines, and identify the languages of all other records from the starts of their texts, which
takes twice as long as reading a record.
"""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from itertools import repeat

from dedup.article import Article
from dedup.read.columns import Found, FoundColumns
from dedup.read.files import Entries, found_in
from dedup.read.languages import identify_starts, start_of
from dedup.read.parts import put_languages, tell_languages, untold
from dedup.read.read_worker import ReadWorker, ReadWorkers
from dedup.read.records import Lines
from dedup.settings import Settings

BATCH = 2_000
"""Articles whose languages another process identifies at a time: 0.1 s of work. For fewer none is asked."""


def read_file_with(readers: ReadWorkers, entries: Entries, settings: Settings, *, share_lines: bool) -> list[Found]:
    """Return what `read_listed` yields for a file with these entries; with `share_lines`, others parse some lines."""
    later = _Later(readers)
    here: list[Found] = []
    parts: list[list[Found] | Future[list[Found]]] = [here]
    for place, entry in entries:
        if share_lines and isinstance(entry, Lines):
            elsewhere = readers.offer(partial(_parse, place, entry, settings), readers.take)
            if elsewhere:
                here = []
                parts += [elsewhere, here]
                continue
        found = list(found_in(place, entry, settings, tell_language=start_of))
        later.ask(untold(found))
        readers.spill.take(found)
        here += found
    later.answer()
    return [found for part in parts for found in (part.result() if isinstance(part, Future) else part)]


class _Later:
    """Articles whose languages other processes identify; the answers are put in place when all have been asked."""

    def __init__(self, readers: ReadWorkers) -> None:
        self._readers = readers
        self._waiting: list[Article] = []
        self._asked: list[Future[None]] = []

    def ask(self, articles: list[Article]) -> None:
        """Ask for the languages of articles, now or once there are enough."""
        self._waiting += articles
        while len(self._waiting) >= BATCH:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            starts = [article.language for article in batch]
            put_languages(batch, repeat("", BATCH))  # a million starts take a gigabyte
            if elsewhere := self._readers.offer(partial(_identify, starts), partial(put_languages, batch)):
                self._asked.append(elsewhere)
            else:
                put_languages(batch, identify_starts(starts))

    def answer(self) -> None:
        """Put the languages in place."""
        tell_languages(self._waiting)
        for elsewhere in self._asked:
            elsewhere.result()


def _parse(place: str, lines: Lines, settings: Settings, reader: ReadWorker) -> list[FoundColumns]:
    return reader.parse(place, lines, settings)


def _identify(starts: list[str], reader: ReadWorker) -> list[str]:
    return reader.identify(starts)
