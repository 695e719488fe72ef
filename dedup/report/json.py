"""Values -> JSON text, the same way in every format."""

from __future__ import annotations

import math

import orjson


def line(value: object) -> str:
    """Return `value` on one line that ends with a line break."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE).decode()


def pretty(value: object) -> str:
    """Return `value` over many lines, for people who look into the file."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2).decode()


def rounded(value: float) -> float | None:
    """Return a measure to 4 decimals, as the CSV files show it; None where it is unknown (NaN).

    >>> rounded(0.123456), rounded(float("nan"))
    (0.1235, None)
    """
    return None if math.isnan(value) else round(value, 4)
