"""A large file -> articles, with other processes at work while it is read.

They are given blocks of JSON lines to parse, and of all other records the starts of their texts: to identify a language
takes four times as long as to read a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial

from dedup.article import Article
from dedup.read.columns import Found
from dedup.read.files import found_in, read_parts
from dedup.read.languages import identify_start, start_of
from dedup.read.locations import InputFile
from dedup.read.reader import Reader, Readers
from dedup.read.records import Lines
from dedup.settings import Settings

BATCH = 2_000
"""Articles whose languages are asked for at once: 0.4 s of work. Of fewer no other process is asked."""


def read_file_with(readers: Readers, file: InputFile, settings: Settings, *, share_lines: bool) -> list[Found]:
    """Return what `read_file` says of `file`; where `share_lines` is true, others parse some of its lines."""
    later = _Later(readers)
    here: list[Found] = []
    parts: list[list[Found] | Future[list[Found]]] = [here]
    for place, part in read_parts(file.path, settings, location=file.location):
        if share_lines and isinstance(part, Lines):
            elsewhere = readers.offer(partial(_parse, place, part, settings))
            if elsewhere:
                here = []
                parts += [elsewhere, here]
                continue
        for found in found_in(place, part, settings, tell_language=later.ask):
            later.asked_for(here, len(here))
            here.append(found)
            readers.spill.take([found])
    later.answer()
    return [found for part in parts for found in (part.result() if isinstance(part, Future) else part)]


class _Later:
    """Questions for languages, of which the answers come when all are asked."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._start: str | None = None
        self._starts: list[str] = []
        self._places: list[tuple[list[Found], int]] = []
        self._batches: list[list[str] | Future[list[str]]] = []

    def ask(self, title: str, text: str) -> str:
        """Remember to ask for the language of a title and text; return "", as of one that cannot be told."""
        self._start = start_of(title, text)
        return ""

    def asked_for(self, found: list[Found], place: int) -> None:
        """Say for whom was last asked, if for anybody: for `found[place]`, which may be still to come."""
        if self._start is None:
            return
        self._places.append((found, place))
        self._starts.append(self._start)
        self._start = None
        if len(self._starts) == BATCH:
            elsewhere = self._readers.offer(partial(_identify, self._starts))
            self._batches.append(elsewhere or list(map(identify_start, self._starts)))
            self._starts = []

    def answer(self) -> None:
        """Put the languages in place."""
        for (found, place), language in zip(self._places, self._languages(), strict=True):
            article = found[place]
            if language and isinstance(article, Article):
                object.__setattr__(article, "language", language)  # nobody has it yet; a copy would hold its text

    def _languages(self) -> Iterator[str]:
        rest = list(map(identify_start, self._starts))
        for batch in self._batches:
            yield from batch.result() if isinstance(batch, Future) else batch
        yield from rest


def _parse(place: str, lines: Lines, settings: Settings, reader: Reader) -> list[Found]:
    return reader.parse(place, lines, settings)


def _identify(starts: list[str], reader: Reader) -> list[str]:
    return reader.identify(starts)
