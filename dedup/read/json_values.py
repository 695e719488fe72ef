"""JSON text that is not one value -> the values in it: values one after another, and lists that end early."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

# Between values: also the commas and brackets of lists, so that a list gives its items even where its end is missing,
# and the record separator of RFC 7464.
_GAP = re.compile(r"[\s,\[\]\x1e]*")
# Inside a value objects stand apart by commas, so this is between two values, whatever is wrong with the first.
_NEXT = re.compile(r"\}\s*(?=\{)")


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
