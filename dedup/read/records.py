"""What a reader yields: the records of a file, as the file names their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from dedup.settings import Settings


@dataclass(frozen=True, slots=True)
class Record:
    """One article's values as its file holds them; `dedup.read.fields` knows what their names mean."""

    number: int
    """Its place in the file, from 1; 0 where the file holds this one article only."""
    values: Mapping[str, object]
    dateline: str = ""
    """The outlet its dateline names: used only where nothing better is known."""
    original: bytes | Mapping[str, object] | None = None
    """What the file holds, where it holds records: the JSON line, or the values; None for texts and pages."""
    is_page: bool = False
    """True where its values were found in a page, by its markup."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record, or with number 0 a whole file, that cannot be used."""

    number: int
    reason: str
    detail: str = ""


Reader = Callable[[BinaryIO, Settings], Iterator[Record | Unreadable]]
"""Yields the records of one open, already decompressed file, in their order in the file.

A reader of many-record formats streams: it holds one record at a time where the format allows it. It may let
`NotTextError`, `DamagedError`, `MissingExtraError` and `OSError` out at any time; whoever calls it turns them into a
`Skipped`.
"""
