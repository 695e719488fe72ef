"""The folders that keep from run to run what takes long to make: chosen as numba chooses those of its code."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folders() -> list[Path]:
    """Return the folders that may serve as a cache, best first; they need not exist, and may be read-only.

    These are one beside the package and one of the user's own, or the one that NUMBA_CACHE_DIR names.
    """
    if named := os.environ.get("NUMBA_CACHE_DIR"):
        return [Path(named)]
    return [Path(__file__).parents[1] / "__pycache__", *_of_user()]


def _of_user() -> list[Path]:
    if sys.platform == "win32":
        caches = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        caches = "~/Library/Caches"
    else:
        caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return [Path(caches).expanduser() / "dedup"] if caches else []
