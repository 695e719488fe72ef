"""Cells that a spreadsheet does not run: a title is never a formula.

References:
    OWASP, CSV Injection: cells that begin with `=`, `+`, `-`, `@`, tab or carriage return, also as full-width signs.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before it where a spreadsheet would take it for a formula; numbers are none.

    >>> guarded("=cmd|calc"), guarded("-5"), guarded("Ferries - back")
    ("'=cmd|calc", '-5', 'Ferries - back')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given.

    >>> unguarded("'=cmd|calc"), unguarded("'twas"), unguarded(guarded("'=x"))
    ('=cmd|calc', "'twas", "'=x")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
