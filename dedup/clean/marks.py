"""What was marked as furniture in many texts, in columns: most articles have some, mostly the same few passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.clean.pages import Cuts, hash_passages
from dedup.clean.passages import Span
from dedup.distinct import each_once

_INK: Final = re.compile(r"\S")
# Marks that are in Python's own objects at a time: their passages until they are hashed, their places while compared.
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Marks:
    """The n marks of some texts."""

    article: NDArray[np.int32]  # (n,)
    start: NDArray[np.int32]  # (n,)
    end: NDArray[np.int32]  # (n,)
    ink: NDArray[np.int32]  # (n,) where what follows the mark is no white space; the text's length where nothing does
    reason: NDArray[np.int32]  # (n,) an index into the reasons of `Marking`
    hashes: NDArray[np.uint64]  # (n,) see `hash_passages`

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Marks:
        """Return the marks that are `chosen`, by a mask or by places in order."""
        return Marks(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def disjoint(self) -> Marks:
        """Return the marks in the order of articles and texts; of those that overlap, the first to start.

        Of those that start together the longest stays, and of equal ones the first.
        """
        marks = self.where(np.lexsort((-self.end, self.start, self.article)))
        return marks.where(np.fromiter(marks._chosen(), np.bool_, len(marks.article)))

    def _chosen(self) -> Iterator[bool]:
        """Yield for each mark, in the order of `disjoint`, whether it starts behind all chosen ones of its text."""
        last, reach = -1, 0
        for first in range(0, len(self.article), _BATCH):
            batch = slice(first, first + _BATCH)
            columns = (column[batch].tolist() for column in (self.article, self.start, self.end))
            for article, start, end in zip(*columns, strict=True):
                is_chosen = article != last or start >= reach
                if is_chosen:
                    last, reach = article, end
                yield is_chosen

    def gaps(self, lengths: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Return what disjoint marks leave of texts with these `lengths`: article, start and end of each gap.

        White space alone is no gap.
        """
        until = np.append(self.start[1:], np.int32(0))
        is_last = np.diff(self.article, append=np.int32(-1)) != 0
        until[is_last] = lengths[self.article[is_last]]
        is_gap = self.ink < until
        return self.article[is_gap], self.end[is_gap], until[is_gap]


class Marking:
    """Collects marks, one text after the other."""

    def __init__(self) -> None:
        self.reasons: list[str] = []
        self._columns: list[NDArray[np.int32]] = [np.zeros((0, 5), np.int32)]
        self._hashes: list[NDArray[np.uint64]] = [np.zeros(0, np.uint64)]
        self._rows: list[tuple[int, int, int, int, int]] = []
        self._passages: list[str] = []
        self._nothing = hash_passages([""])[0]

    def add(self, found: Iterable[tuple[int, str, Sequence[Span]]], reason: str) -> None:
        """Mark spans for one `reason`; `found` has, for each text, the number of its article, the text and the spans.

        Each text also gets an empty mark at its start, so that a gap follows it before the first span, see
        `Marks.gaps`.
        """
        code, ink = self._code(reason), _INK.search
        for article, text, spans in found:
            n = len(text)
            for start, end in ((0, 0), *spans):
                after = ink(text, end)
                self._rows.append((article, start, end, after.start() if after else n, code))
                self._passages.append(text[start:end].strip())
            if len(self._rows) >= _BATCH:
                self._flush()

    def add_passages(self, cuts: Cuts, places: NDArray[np.int64], articles: NDArray[np.int32], reason: str) -> None:
        """Mark the passages `places` of `cuts`, whose texts are those of `articles`, as `add` does."""
        if not len(places):
            return
        page = np.searchsorted(cuts.bounds, places, side="right") - 1
        pages = each_once(page)
        marked, empty = np.empty((len(places), 5), np.int32), np.zeros((len(pages), 5), np.int32)
        marked[:, 0], empty[:, 0] = articles[page], articles[pages]
        marked[:, 1], marked[:, 2] = cuts.start[places], cuts.end[places]
        marked[:, 3], empty[:, 3] = cuts.ink[places], cuts.start[cuts.bounds[pages]]
        marked[:, 4] = empty[:, 4] = self._code(reason)
        self._columns += marked, empty
        self._hashes += cuts.hashes[places], np.full(len(pages), self._nothing)

    def take(self, other: Marking) -> None:
        """Take over the marks of `other`."""
        self.reasons += [reason for reason in other.reasons if reason not in self.reasons]
        codes = np.array([self.reasons.index(reason) for reason in other.reasons], np.int32)
        marks = other.marks()
        columns = marks.article, marks.start, marks.end, marks.ink, codes[marks.reason]
        self._columns.append(np.stack(columns, axis=1))
        self._hashes.append(marks.hashes)

    def marks(self) -> Marks:
        """Return all that was marked."""
        self._flush()
        columns, hashes = np.concatenate(self._columns), np.concatenate(self._hashes)
        self._columns, self._hashes = [columns], [hashes]
        article, start, end, ink, reason = columns.T
        return Marks(article, start, end, ink, reason, hashes)

    def _code(self, reason: str) -> int:
        if reason not in self.reasons:
            self.reasons.append(reason)
        return self.reasons.index(reason)

    def _flush(self) -> None:
        self._columns.append(np.array(self._rows, np.int32).reshape(-1, 5))
        self._hashes.append(hash_passages(self._passages))
        self._rows, self._passages = [], []
