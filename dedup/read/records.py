"""What a reader yields: the records of a file, as the file names their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from dedup.settings import Settings

Value = TypeVar("Value")


@dataclass(slots=True)  # a frozen one takes three times as long to make, and one is made for each record
class Record:
    """One article's values as its file holds them; `dedup.read.field_names` knows what their names mean."""

    number: int
    """Its place in the file, from 1; 0 where the file holds this one article only."""
    values: Mapping[str, object]
    dateline: str = ""
    """The outlet its dateline names: used only where nothing better is known."""
    original: bytes | Mapping[str, object] | None = None
    """What the file holds, where it holds records: the line of JSON, or the values; None for texts and pages."""
    is_page: bool = False
    """True where its values were found in a page, by its markup."""
    mapped: frozenset[str] = frozenset()
    """Those of `Settings.map` whose names it has."""


def known(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return those of `values` that are not empty: where a file says nothing of a value, the record lacks it."""
    return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that cannot be used, or with number 0 a whole file."""

    number: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What reading found of `Settings.map`, beside articles."""

    pairs: frozenset[str]
    """Those whose names some record has."""


# Blank lines at the end rarely take more bytes than this: so a megabyte need not be copied to skip them.
_NEAR_END = 1_000


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file, still to be parsed; each that is not blank is a record in JSON."""

    number: int
    """The number of the first line; a record has that of its line."""
    data: bytes
    """Whole lines with their ends, which the last of the file may be without."""
    n_ends: int
    """How many line ends are in `data`."""
    location: str = ""
    """What their file is called; `dedup.read.files` adds it."""

    def last_number(self) -> int:
        """Return the number of the last line that is not blank; 0 where all are."""
        end = self.data[-_NEAR_END:]
        if end.isspace():
            end = self.data
        filled = end.rstrip()
        return self.number + self.n_ends - end.count(b"\n", len(filled)) if filled else 0


@dataclass(frozen=True, slots=True)
class Awaited:
    """The one record of a file, which another process still makes."""

    result: Callable[[], Record | Unreadable]
    """Waits for it."""
    number: int = 0
    """As of a record that its file holds alone."""


Entry = Record | Unreadable | Lines | Awaited
"""What a reader yields: a record, one that cannot be read, lines still to be parsed, or a record still to be made."""

FormatReader = Callable[[BinaryIO, Settings], Iterator[Entry]]
"""Yields the records of one open, already decompressed file, in their order in the file.

A reader of many-record formats streams: it holds one record at a time where the format allows it. It may let
`NotTextError`, `DamagedError`, `MissingExtraError` and `OSError` out at any time; whoever calls it turns them into a
`Skipped`.
"""
