"""URLs, ids and locations of articles: as columns, and as bytes as they are on disk and between processes."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

FIELDS: Final = ("url", "id", "location")
"""The fields of `Article` that take much memory beside its text, and are asked for when a run is nearly done."""


class Details(NamedTuple):
    """The `FIELDS` of some articles, each (n_articles,)."""

    urls: Sequence[str]
    ids: Sequence[str]
    locations: Sequence[str]

    @classmethod
    def unpacked(cls, packed: Iterable[bytes]) -> Details:
        """Return what `packed` was made of, by the same Python.

        >>> Details.unpacked(Details(["https://example.com/1"], [""], ["a.jsonl#1"]).packed()).locations
        ['a.jsonl#1']
        """
        urls, ids, locations = list[str](), list[str](), list[str]()
        # One at a time: of many tuples Python would look for cycles in all that there is.
        for url, own_id, location in map(marshal.loads, packed):
            urls.append(url)
            ids.append(own_id)
            locations.append(location)
        return cls(urls, ids, locations)

    def packed(self) -> list[bytes]:
        """Return those of each article as bytes."""
        exact = (map(str, column) for column in self)  # what a parser returned may be more than a string
        return list(map(marshal.dumps, zip(*exact, strict=True)))
