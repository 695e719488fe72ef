"""Tables that take long to make: kept on disk as they lie in memory, mapped by later runs and shared by all processes.

They lie in one of `cache_folders`, in a folder of their own. That gets its name when it is complete, since another
process may look for it at any time.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dedup.machine.caches import cache_folders

Tables = Mapping[str, NDArray[Any]]
"""Arrays of any shape by their names, none of objects; those that were kept are read-only."""


def kept_tables(name: str, names: Collection[str], made_of: bytes, make: Callable[[], Tables]) -> Tables:
    """Return what `make` returns, tables called `names`: as an earlier run kept it, or else made now and kept.

    `made_of` is all that the tables depend on, or digests of it: those that were kept under the same `name` and made
    of something else are made anew, and replaced. So are damaged ones. Where nothing can be kept they are made each
    time.
    """
    folders = [folder / f"{name}-{crc32(made_of):08x}" for folder in cache_folders()]
    tables = next(filter(None, (_read(folder, names) for folder in folders)), None)
    if tables is None:
        tables = make()
        any(_keep(tables, folder, name) for folder in folders)  # the first that takes them
    return tables


@lru_cache
def code_of(folder: Path) -> bytes:
    """Return a digest of the modules in a folder, for tables that depend on what these do."""
    modules = sorted(folder.glob("*.py*"))  # installed without their sources they are all `.pyc`
    return repr([(module.name, crc32(module.read_bytes())) for module in modules]).encode()


def _read(folder: Path, names: Collection[str]) -> Tables | None:
    try:
        return {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in names}
    except (OSError, EOFError, ValueError):  # not there, or not whole
        return None


def _keep(tables: Tables, folder: Path, name: str) -> bool:
    """Keep tables in a folder, in place of those that had their name; return whether that was possible."""
    being_written = folder.with_name(f"{name}-{os.getpid()}-{threading.get_ident()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for old in folder.parent.glob(f"{name}-*"):
            shutil.rmtree(old, ignore_errors=True)
        being_written.mkdir()
        for each, table in tables.items():
            np.save(being_written / f"{each}.npy", table)
        being_written.rename(folder)
    except OSError:
        shutil.rmtree(being_written, ignore_errors=True)
        return False
    return True
