"""Folders that are there, and files that appear in them whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
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
    that write to one place at the same time do not write into each other's.

    Raises:
        InputError: where one cannot be written; `where` is what the message names.
    """
    parts = {name: path.with_name(f".{path.name}.{os.getpid()}.part") for name, path in paths.items()}
    files: dict[str, BinaryIO] = {}
    try:
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


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # the error that is on its way says more
        return
