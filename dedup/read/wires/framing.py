"""The frame that text protocols of agencies put around a message: control characters above, between and below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dedup.read.decode import decode, unix_lines
from dedup.read.records import Record

_MESSAGE = re.compile("\x01(?P<header>[^\x01-\x03]{0,4000})\x02(?P<text>[^\x03]*)(?:\x03(?P<tail>[^\x01]{0,80}))?")
# All controls but those of the frame (SOH, STX, ETX) and white space: short messages would pass for binary data.
_OTHER_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\x01\x02\x03\t\n\r")
# Agencies have sent these formats with two digits of the year since the seventies.
_FIRST_YEAR = 70


def records_of(data: bytes, values: Callable[[re.Match[str]], dict[str, object]]) -> Iterator[Record]:
    """Yield a record for each message, with the `values` of its `header`, `text` and `tail`."""
    text = unix_lines(decode(data.translate(None, _OTHER_CONTROLS)))
    messages = list(_MESSAGE.finditer(text))
    for number, message in enumerate(messages, 1):
        yield Record(number if len(messages) > 1 else 0, values(message))


def full_year(year: int) -> int:
    """Return a year of two digits with its century.

    >>> full_year(88), full_year(15), full_year(2015)
    (1988, 2015, 2015)
    """
    if year >= 100:
        return year
    return year + (1900 if year >= _FIRST_YEAR else 2000)
