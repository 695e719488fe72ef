"""Figures that were measured -> README: each table stands between two comments that name the command it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

README: Final = Path(__file__).resolve().parents[2] / "README.md"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown.

    >>> print(table(["program", "seconds"], [["dedup", "1.5"]]))
    | program | seconds |
    |---|---|
    | dedup | 1.5 |
    """
    return "\n".join(f"| {' | '.join(row)} |" if row else f"|{'---|' * len(head)}" for row in (head, (), *rows))


def put(text: str, command: str, content: str) -> str:
    """Return `text` with `content` between the comments of `command`; `ValueError` where it has no such comments.

    >>> put("a\\n<!-- x -->\\nold\\n<!-- /x -->\\nz", "x", "new")
    'a\\n<!-- x -->\\nnew\\n<!-- /x -->\\nz'
    """
    start, end = f"<!-- {command} -->", f"<!-- /{command} -->"
    found = re.search(f"{re.escape(start)}.*?{re.escape(end)}", text, re.S)
    if not found:
        raise ValueError(f"there is no place for the figures: {start} and {end} in {README.name}")
    return f"{text[: found.start()]}{start}\n{content}\n{end}{text[found.end() :]}"


def write(command: str, content: str) -> None:
    """Put `content` into the README."""
    README.write_text(put(README.read_text(encoding="utf-8"), command, content), encoding="utf-8")
