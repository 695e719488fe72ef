"""How a command ends: exit codes, and errors in one line."""

from __future__ import annotations

import atexit
import errno
import os
import sys
from enum import IntEnum
from traceback import walk_tb
from typing import Any

import click

from dedup.errors import DedupError
from dedup.machine.interrupts import stopped_by_signals


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    SKIPPED = 3


EXIT_CODES = """\b
Exit codes:
  0  done
  1  could not be done
  2  wrong usage
"""
"""What the help of a command says of them."""

ALL_EXIT_CODES = f"""{EXIT_CODES}\
  3  done, but some inputs were skipped and --strict was given
"""
"""The same for `dedup scan`, which alone can be strict."""


class Failure(click.ClickException):
    """A `DedupError` on its way out: one line, exit code 1."""

    exit_code = Exit.FAILED

    def show(self, file: Any = None) -> None:
        """Print the error to stderr."""
        click.echo(f"dedup: {self.message}", file=file, err=True)


# Where results fill a disk, `dedup.report.writing` says so. These errors are of what libraries unpack elsewhere, such
# as the model that identifies languages.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


_MAX_TOOLS = 6
"""How many tools `sys.monitoring` can have at a time, numbered from 0 (PEP 669)."""


def end(how: SystemExit) -> None:
    """End the process with the exit code of `how`, at once: freeing a run's objects takes a fifth of a second or more.

    Returns instead, and so leaves the end to Python, where `how` has a message, output cannot be written, or a debugger
    or profiler is active.
    """
    if not isinstance(how.code, int) or _is_observed():
        return
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        return
    os._exit(how.code)


def _is_observed() -> bool:
    """Whether a debugger, a profiler or the like is active; since Python 3.12 most of them use `sys.monitoring`."""
    if sys.gettrace() or sys.getprofile():
        return True
    monitoring = getattr(sys, "monitoring", None)
    return monitoring is not None and any(map(monitoring.get_tool, range(_MAX_TOOLS)))


class Group(click.Group):
    """The commands: each ends with its errors in one line, and leaves nothing half written."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours is one line and exit code 1."""
        try:
            with stopped_by_signals():
                return super().invoke(ctx)
        except DedupError as error:
            raise Failure(str(error)) from error

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command line, help included; a full disk is one line and exit code 1."""
        try:
            return super().main(*args, **options)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            Failure(_without_room(error)).show()
            sys.exit(Exit.FAILED)


def _without_room(error: OSError) -> str:
    """Return what could not be written: what click prints, such as help, or else a temporary file."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    if modules[-1].startswith("click."):
        from dedup.report.printing import discard_output

        discard_output()
        return f"cannot print: {error.strerror}"
    from tempfile import gettempdir

    detail = f"{error.strerror}; make room there, or name another folder in TMPDIR"
    return f"cannot write a temporary file in {gettempdir()}: {detail}"
