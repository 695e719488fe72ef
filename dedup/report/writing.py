"""Folders that are there, and files that appear in them whole, or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from platform import node
from typing import BinaryIO

from dedup.errors import InputError


def make_folder(out: Path) -> None:
    """Make the folder `out` where it is missing; `InputError` where that cannot be done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {out}: {error.strerror}") from error


def check_writable(folder: Path, where: Path) -> None:
    """Raise `InputError`, which names `where`, if no file can be made in `folder`: before hours of work, not after.

    So where `where` is a pipe or a device, such as `/dev/stdout`: the file would take its place, and nobody get it.
    """
    if where.exists() and not where.is_file() and not where.is_dir():
        raise InputError(f"cannot write {where}: it is a pipe or a device; name a file")
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise InputError(f"cannot write {where}: {error.strerror}") from error


def in_utf8(parts: Iterable[str] | Iterable[bytes]) -> Iterator[bytes]:
    """Yield parts of a file as bytes."""
    return (part if isinstance(part, bytes) else part.encode() for part in parts)


@contextmanager
def whole_files(paths: Mapping[str, Path], where: Path) -> Iterator[dict[str, BinaryIO]]:
    """Open a file to write for each of `paths`; they take the places of the old ones together, when all are written.

    Until then they lie beside them under names that begin with a dot, and go where anything fails: an error, Ctrl-C,
    SIGTERM (see `dedup.cli`). A file system that is full says so while they are written, and the old ones stay. Runs
    that write to one place at the same time do not write into each other's; what one left that was killed is removed.

    Raises:
        InputError: where one cannot be written; `where` is what the message names.
    """
    parts = {name: path.with_name(f".{path.name}.{node()}.{os.getpid()}.part") for name, path in paths.items()}
    files: dict[str, BinaryIO] = {}
    try:
        for path in paths.values():
            _remove_left_over(path)
        try:
            for name, part in parts.items():
                files[name] = part.open("wb")
            yield files
        finally:
            for file in files.values():
                file.close()  # writes what is buffered, so this too can fail
        for name, part in parts.items():
            part.replace(paths[name])
    except OSError as error:
        raise InputError(f"cannot write {where}: {error.strerror or error}") from error
    finally:
        for part in parts.values():
            _remove(part)


def _remove_left_over(path: Path) -> None:
    """Remove the parts of the file `path` that belong to no process of this machine any more."""
    for part in path.parent.glob(f".{escape(f'{path.name}.{node()}')}.*.part"):
        process = part.name.split(".")[-2]
        if process.isdecimal() and not _is_running(int(process)):
            _remove(part)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # where the call below would end it; but a file that is open there cannot be removed
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is another user's
        return True
    return True


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # the error that is on its way says more
        return
