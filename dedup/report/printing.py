"""Text -> standard output: for people as their terminal takes it, for programs byte by byte."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from dedup.errors import DedupError
from dedup.report.writing import in_utf8

MIN_WIDTH = 40  # columns; on a narrower terminal lines run over rather than be all ellipses


def print_data(parts: Iterable[str] | Iterable[bytes]) -> None:
    """Print the same bytes on every system: UTF-8, lines ending in LF."""
    if sys.stdout is None:  # closed from the start, as by `>&-`
        return
    with _printing():
        sys.stdout.buffer.writelines(in_utf8(parts))
        sys.stdout.buffer.flush()


def print_text(text: str) -> None:
    """Print for a person: what the terminal's encoding does not have is shown as a question mark.

    Bold type and colours are for terminals alone, and not for those who ask for none (no-color.org).
    """
    if sys.stdout is None:
        return
    encoding = sys.stdout.encoding
    with _printing():
        shown = text.encode(encoding, errors="replace").decode(encoding)
        click.echo(shown, nl=False, color=False if os.environ.get("NO_COLOR") else None)


def terminal_width() -> int:
    """Return the columns of the terminal, at least `MIN_WIDTH`; 80 where there is none."""
    return max(shutil.get_terminal_size().columns, MIN_WIDTH)


@contextmanager
def _printing() -> Iterator[None]:
    """Raise `DedupError` where printing fails; that a reader has read enough, as `head` does, is no failure."""
    try:
        yield
    except OSError as error:
        discard_output()
        if not isinstance(error, BrokenPipeError):
            raise DedupError(f"cannot print the report: {error.strerror}") from error


def discard_output() -> None:
    """Let standard output go nowhere: Python flushes it once more when it exits, and would complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
