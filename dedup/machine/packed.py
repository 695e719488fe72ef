"""Many short strings that are seldom read, kept as one: an object for each takes more memory than its content."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from os.path import commonprefix


class PackedStrings:
    """A sequence of strings, held without the prefix that they share.

    >>> packed = PackedStrings(["news.jsonl#9", "news.jsonl#10", "news.jsonl#11"])
    >>> packed[1], list(packed)
    ('news.jsonl#10', ['news.jsonl#9', 'news.jsonl#10', 'news.jsonl#11'])
    """

    __slots__ = ("_bounds", "_common", "_rests")

    def __init__(self, strings: Sequence[str]) -> None:
        self._common = str(commonprefix(strings))  # noqa: RUF071 - of any strings, character by character
        n = len(self._common)
        rests = [string[n:] for string in strings]
        self._rests = "".join(rests)
        self._bounds = array("I", accumulate(map(len, rests), initial=0))

    def __getitem__(self, place: int) -> str:
        return self._common + self._rests[self._bounds[place] : self._bounds[place + 1]]

    def __iter__(self) -> Iterator[str]:
        common, rests = self._common, self._rests
        return (common + rests[low:high] for low, high in pairwise(self._bounds))
