"""Values -> JSON text, the same way in every format."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

import orjson

_BLOCK: Final = 60_000
"""Bytes of lines that are written together: no more than the cache of a processor holds."""

_LINE: Final = partial(orjson.dumps, option=orjson.OPT_APPEND_NEWLINE)


def lines(values: Iterable[object]) -> Iterator[bytes]:
    r"""Yield values on a line each, in UTF-8, many lines together.

    >>> [*lines([{"story": 1}, {"story": 2}])]
    [b'{"story":1}\n{"story":2}\n']
    """
    together: list[bytes] = []
    size = 0
    for line in map(_LINE, values):
        together.append(line)
        size += len(line)
        if size >= _BLOCK:
            yield b"".join(together)
            together, size = [], 0
    if together:
        yield b"".join(together)


def pretty(value: object) -> str:
    """Return `value` over many lines, for people who look into the file."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2).decode()


def rounded(value: float) -> float | None:
    """Return a measure to 4 decimals, as the CSV files show it; None where it is unknown (NaN).

    >>> rounded(0.123456), rounded(float("nan"))
    (0.1235, None)
    """
    return None if math.isnan(value) else round(value, 4)
