"""What pages of a small job are going to need, made ready on another core while the rest of the program is imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path, PurePath

from dedup.read.page_worker import WORKER

# A process is ready after 0.5 s of work. A text takes 0.4 ms, and other formats more: fewer are
# read as fast by one.
MIN_FILES = 256
"""So many files, or more, are read in several processes."""

_PAGES = (".html", ".htm", ".xhtml")


def names_in_small(folders: Sequence[Path]) -> list[str]:
    """Return the names of the files in `folders` where they are fewer than `MIN_FILES`, and else none.

    Those that `folders` themselves are do not count: one may hold any number of articles.
    """
    names = (name for folder in folders for _, _, names in os.walk(folder) for name in names)
    few = list(islice(names, MIN_FILES))
    return few if len(few) < MIN_FILES else []


def make_ready(names: Sequence[str]) -> None:
    """Start the process that parses pages, for files of these names to be read by one process."""
    if any(PurePath(name).suffix.lower() in _PAGES for name in names):
        WORKER.start()
