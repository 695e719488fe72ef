"""A large file -> articles, whose languages other processes identify while it is read.

To identify a language takes four times as long as to read a record of JSON lines. Other processes are sent no more than
the start of each text; to send them whole records to read, and to take back articles, gains nothing where records name
their language.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from dedup.read.files import read_file
from dedup.read.languages import identify_start, start_of
from dedup.read.locations import InputFile
from dedup.read.pool import Readers
from dedup.read.reader import Found, Reader
from dedup.records import Article
from dedup.settings import Settings

BATCH = 2_000
"""Articles whose languages are asked for at once: 0.4 s of work. Of fewer no other process is asked."""


def read_file_with(readers: Readers, file: InputFile, settings: Settings) -> list[Found]:
    """Return what `read_file` says of `file`."""
    later = _Later(readers)
    found: list[Found] = []
    for each in read_file(file.path, settings, location=file.location, tell_language=later.ask):
        later.asked_for(len(found))
        found.append(each)
    for place, language in later.answers():
        article = found[place]
        if language and isinstance(article, Article):
            found[place] = replace(article, language=language)
    return found


class _Later:
    """Questions for languages, of which the answers come when all are asked."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._start: str | None = None
        self._starts: list[str] = []
        self._places: list[int] = []
        self._batches: list[Future[list[str]]] = []

    def ask(self, title: str, text: str) -> str:
        """Remember to ask for the language of a title and text; return "", as of one that cannot be told."""
        self._start = start_of(title, text)
        return ""

    def asked_for(self, place: int) -> None:
        """Say for whom was last asked, if for anybody."""
        if self._start is None:
            return
        self._places.append(place)
        self._starts.append(self._start)
        self._start = None
        if len(self._starts) == BATCH:
            self._batches.append(self._readers.submit(partial(_identify, self._starts)))
            self._starts = []

    def answers(self) -> Iterator[tuple[int, str]]:
        """Yield the places and their languages."""
        rest = list(map(identify_start, self._starts))
        languages = [language for batch in self._batches for language in batch.result()]
        yield from zip(self._places, [*languages, *rest], strict=True)


def _identify(starts: list[str], reader: Reader) -> list[str]:
    return reader.identify(starts)
