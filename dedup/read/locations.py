"""Paths -> locations: what an article is called in every output, whatever the folder is called and where it lies."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE_EXTENSIONS = (".html", ".htm", ".xhtml")
"""What files of pages are called."""
LINES_EXTENSIONS = (".jsonl", ".ndjson", ".jl")
"""What files of JSON lines are called."""
TABLE_EXTENSIONS = (".csv", ".tsv")
"""What files of tables are called."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_INSIDE = re.compile(r"[#!]")
_RECORD = re.compile(r"#(?=\d+$)")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read, and what it is called: the path below the folder that was given."""

    path: Path
    location: str


def location_of(path: Path) -> str:
    r"""Return a path as text that is UTF-8 on one line, and not that of any other path.

    Bytes that are not UTF-8, control characters, backslashes, and a `#` that would make the end of the name look like
    the number of a record, are shown as `\xe9`.

    >>> print(location_of(Path("news/caf\udce9\n#1")))
    news/caf\xe9\x0a\x231
    """
    return location_of_name(path.as_posix())


def location_of_name(name: str) -> str:
    """Return a path with slashes, such as that of an archive's member, as `location_of` does, but as it stands."""
    name = name.replace("\\", r"\x5c")
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _RECORD.sub(r"\\x23", _CONTROLS.sub(lambda control: f"\\x{ord(control[0]):02x}", name))


def file_of(path: Path) -> tuple[Path, str]:
    """Return the file in which the location `path` is, and what of it: of `a.zip!b.csv#3`, `a.zip` and `!b.csv#3`.

    Where there is no such file, all of it is one.
    """
    name = path.as_posix()
    for mark in reversed(list(_INSIDE.finditer(name))):
        if not path.is_file() and Path(name[: mark.start()]).is_file():
            return Path(name[: mark.start()]), name[mark.start() :]
    return path, ""


def extension_of(name: str) -> str:
    """Return the extension of a file in lower case with its dot, or "": `suffix` of a path in a tenth of the time.

    >>> [extension_of(name) for name in ("may/News.TXT", "a.tar.gz", ".hidden", "1.", "b.c/d")]
    ['.txt', '.gz', '', '', '']
    """
    name = name.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


def numbered(location: str, number: int) -> str:
    """Return the location of a record in a file of many; of the file itself where `number` is 0."""
    return f"{location}#{number}" if number else location


def prefixes(folders: Sequence[Path]) -> dict[Path, Path]:
    """Return for each of `folders`, which may also be files, what the locations of the files in it begin with.

    That is nothing for one folder. Of several it is their names, with as many of the folders above them as it takes
    to tell them apart, so that the locations do not depend on where all of them lie or how their paths are written.

    >>> [path.as_posix() for path in prefixes([Path("/a/may/news"), Path("/a/june/news")]).values()]
    ['may/news', 'june/news']
    """
    whole = {folder: Path(os.path.abspath(folder)) for folder in folders}  # noqa: PTH100 - links stay as they are
    different = sorted(set(whole.values()))
    if len(different) == 1 and different[0].is_dir():
        return dict.fromkeys(folders, Path())
    n_parts = 1
    while len({_end(path, n_parts) for path in different}) < len(different):
        n_parts += 1
    return {folder: _end(path, n_parts) for folder, path in whole.items()}


def _end(path: Path, n_parts: int) -> Path:
    """Return the last parts of a path, without the root."""
    parts = path.parts[1:] if path.anchor else path.parts
    return Path(*parts[-n_parts:])
