"""Progress -> one line on a terminal, rewritten as the run goes on."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TextIO

from dedup.report.printing import terminal_width
from dedup.report.terminal import cut
from dedup.stages import Progress, no_progress

# Ten times a second reads as live; more slows a run down over a slow connection.
SECONDS_BETWEEN = 0.1


class ProgressLine:
    """A `Progress` that keeps one line of `stream` up to date, and wipes it when its `with` block ends."""

    def __init__(self, stream: TextIO, width: int) -> None:
        self._stream = stream
        self._room = width - 1  # a full line would move the cursor to the next
        self._stage = ""
        self._written_s = 0.0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._write("")
        self._stream.write("\r")
        self._stream.flush()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far `stage` is, unless the line is fresh and the stage neither new nor done."""
        now_s = time.monotonic()
        if stage == self._stage and done != total and now_s - self._written_s < SECONDS_BETWEEN:
            return
        self._stage, self._written_s = stage, now_s
        share = f" of {total:,} ({done / total:.0%})" if total else ""
        self._write(f"{stage}: {done:,}{share}")

    def _write(self, line: str) -> None:
        self._stream.write("\r" + cut(line, self._room).ljust(self._room))
        self._stream.flush()


def progress_on_stderr(wanted: bool | None, quiet: bool) -> AbstractContextManager[Progress]:
    """Return a line on stderr, or one that shows nothing; unless `wanted` is given, a terminal gets the line."""
    if sys.stderr is None:  # closed from the start, as by `2>&-`
        return nullcontext(no_progress)
    if wanted is None:
        wanted = sys.stderr.isatty() and not quiet
    return ProgressLine(sys.stderr, terminal_width()) if wanted else nullcontext(no_progress)
