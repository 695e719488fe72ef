"""JSON text -> its value, or the values in what is not one: values one after another, and lists that end early."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

from dedup.read.decode import LONE_SURROGATES, decode

# Between values: also the commas and brackets of lists, so that a list gives its items even where its end is missing,
# and the record separator of RFC 7464.
_GAP = re.compile(r"[\s,\[\]\x1e]*")
# Inside a value objects stand apart by commas, so this is between two values, whatever is wrong with the first.
_NEXT = re.compile(r"\}\s*(?=\{)")
_MAX_EXACT = 1 << 63  # of a longer integer orjson makes a float


class BadJsonError(ValueError):
    """The text is not one JSON value."""


def parse(data: bytes) -> Any:
    """Return the value of JSON text in any encoding.

    orjson first, which took 0.7 of the time on 12,000 articles; it refuses NaN, lone surrogates and what is not
    UTF-8, and rounds integers of more than 64 bits, such as ids, all of which real exports hold, so the standard
    library has the second word. A lone surrogate becomes U+FFFD.

    Raises:
        BadJsonError: where it is no text, not one JSON value, or nested too deeply for Python.
    """
    try:
        value = orjson.loads(data)
        if not _is_rounded(value):
            return value
    except orjson.JSONDecodeError:
        pass
    try:
        return _whole_characters(json.loads(decode(data)))
    except RecursionError:
        raise BadJsonError("nested too deeply") from None
    except ValueError as error:
        raise BadJsonError(str(error)) from error


def _is_rounded(value: Any) -> bool:
    """Whether a float in an object, also in one inside it, may have been a longer integer."""
    if isinstance(value, dict):
        values = value.values()
        kinds = set(map(type, values))
        if float in kinds and any(type(each) is float and abs(each) >= _MAX_EXACT for each in values):
            return True
        return (dict in kinds or list in kinds) and any(map(_is_rounded, values))
    return isinstance(value, list) and any(map(_is_rounded, value))


def _whole_characters(value: Any) -> Any:
    """Return a JSON value with U+FFFD for half surrogate pairs, which the libraries that read HTML refuse."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(LONE_SURROGATES.sub("\ufffd", text)) if LONE_SURROGATES.search(text) else value


def values_in(text: str) -> Iterator[object | ValueError]:
    r"""Yield the values of `text` in order, and those of lists at the top one by one.

    Where the text is not JSON, a `ValueError` that says why is yielded in its place, and reading goes on with the next
    object that follows another without a comma.

    >>> list(values_in('{"id": 1}{"id": 2}\n[{"id": 3}, {"id":'))
    [{'id': 1}, {'id': 2}, {'id': 3}, JSONDecodeError('Expecting value: line 2 column 19 (char 37)')]
    """
    decoder = json.JSONDecoder()
    position = _after_gap(text, 0)
    while position < len(text):
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield error if isinstance(error, ValueError) else ValueError("nested too deeply")
            following = _NEXT.search(text, position)
            end = following.end() if following else len(text)
        else:
            yield value
        position = _after_gap(text, end)


def _after_gap(text: str, position: int) -> int:
    match = _GAP.match(text, position)
    return match.end() if match else position
