"""The tables by which languages are told apart: unpacked once, and kept as they lie in memory.

To unpack them takes 0.4 s and 100 MB. Those that were kept are there in 10 ms, and shared by all processes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from py3langid.modelio import load_model

from dedup.caches import cache_folders

_NAMES = ("weights", "prior", "codes", "moves", "rows", "features")
_PREFIX = "languages-"

Tables = Mapping[str, NDArray[Any]]


def load_identifier() -> Any:
    """Return py3langid's identifier, restricted to ISO 639-1 codes and `zxx`, no language.

    Its tables are read from where an earlier run kept them. Else they are unpacked, and kept where that is possible.
    """
    packed = MODEL_DIR / MODEL_FILE
    folders = _folders(packed)
    tables = next(filter(None, map(_kept, folders)), None)
    if tables is None:
        tables = _unpacked(packed)
        any(_keep(tables, folder) for folder in folders)  # the first that takes them
    return LanguageIdentifier(
        tables["weights"],
        tables["prior"],
        tables["codes"].tolist(),
        tables["moves"].data,
        tables["features"].data,
        norm_probs=True,
        tk_row=tables["rows"].data,
    )


def _folders(packed: Path) -> list[Path]:
    """Return where the tables of a model may be kept; those of another model have another name."""
    contents = crc32(packed.read_bytes())
    return [folder / f"{_PREFIX}{contents:08x}" for folder in cache_folders()]


def _unpacked(packed: Path) -> Tables:
    weights, prior, codes, moves, rows, features = load_model(packed)
    used = [place for place, code in enumerate(codes) if len(code) == 2 or code == "zxx"]
    # Columns of the table are chosen, but it is read by row: as one block it is a third faster.
    chosen = np.ascontiguousarray(weights[:, used]), prior[used], np.array(codes)[used]
    return dict(zip(_NAMES, (*chosen, np.asarray(moves), np.asarray(rows), np.array(features, np.int32)), strict=True))


def _kept(folder: Path) -> Tables | None:
    try:
        return {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _NAMES}
    except (OSError, EOFError, ValueError):  # not there, or not whole
        return None


def _keep(tables: Tables, folder: Path) -> bool:
    """Keep tables in a folder, in place of those of other models; return whether it can be done.

    The folder gets its name when all is in it: another process would read it at any time.
    """
    being_written = folder.with_name(f"{_PREFIX}{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for old in folder.parent.glob(f"{_PREFIX}*"):
            shutil.rmtree(old, ignore_errors=True)
        being_written.mkdir()
        for name, table in tables.items():
            np.save(being_written / f"{name}.npy", table)
        being_written.rename(folder)
    except OSError:
        shutil.rmtree(being_written, ignore_errors=True)
        return False
    return True
