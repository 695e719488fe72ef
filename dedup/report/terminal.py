"""Texts from anywhere -> lines that fit a terminal.

Widths are columns: a Chinese character takes two, a combining mark none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import wcwidth

MORE = "…"

# A title may hold anything: escape sequences would be obeyed by the terminal, and directional overrides would
# reorder the rest of the line. Joiners and the marks U+200E and U+200F stay: scripts need them.
_LINE_BREAKS_AND_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    r"""Return `text` without line breaks, control characters and runs of spaces.

    >>> one_line("Ferry\x1b[2J  aground\n")
    'Ferry [2J aground'
    """
    text = _DIRECTION_OVERRIDES.sub("", _LINE_BREAKS_AND_CONTROLS.sub(" ", text))
    return " ".join(text.split())


def columns(text: str) -> int:
    r"""Return how many columns `text` takes.

    >>> columns("渡轮"), columns("e\u0301")
    (4, 1)
    """
    return wcwidth.width(text)


def pad(text: str, width: int) -> str:
    """Return `text` with spaces up to `width` columns."""
    return text + " " * (width - columns(text))


def cut(text: str, width: int) -> str:
    """Return the start of `text` that fits into `width` columns.

    >>> cut("渡轮搁浅", 7), cut("aground", 7)
    ('渡轮搁…', 'aground')
    """
    text = one_line(text)
    return text if columns(text) <= width else wcwidth.clip(text, 0, width - 1).rstrip() + MORE


def cut_start(text: str, width: int) -> str:
    """Return the end of `text` that fits into `width` columns: of a path, the part that tells it from others.

    >>> cut_start("wires/2031/05/ferry.txt", 14)
    '…/05/ferry.txt'
    """
    text = one_line(text)
    excess = columns(text) - width
    return text if excess <= 0 else MORE + wcwidth.clip(text, excess + 1, columns(text))


def wrap(text: str, width: int, max_lines: int | None = None) -> list[str]:
    """Return `text` in lines of at most `width` columns; what is beyond `max_lines` is cut off visibly."""
    return wcwidth.wrap(one_line(text), width, max_lines=max_lines, placeholder=MORE, break_on_hyphens=False)


def listed(names: Sequence[str], width: int) -> str:
    """Return as many of `names` as fit into `width` columns, and how many more there are; at least one.

    >>> listed(["Harbour Post (3)", "Tidewater Radio", "North Coast Daily"], 34)
    'Harbour Post (3), +2 more'
    """
    names = [one_line(name) for name in names]
    most = width // len("A, ") + 1
    for n_shown in range(min(len(names), most), 1, -1):
        line = _list(names, n_shown)
        if columns(line) <= width:
            return line
    line = _list(names, 1)
    excess = columns(line) - width
    return line if excess <= 0 else _list([cut(names[0], max(columns(names[0]) - excess, 2)), *names[1:]], 1)


def _list(names: Sequence[str], n_shown: int) -> str:
    hidden = [f"+{len(names) - n_shown} more"] if n_shown < len(names) else []
    return ", ".join([*names[:n_shown], *hidden])
