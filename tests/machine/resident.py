"""What this process has in memory and which files it has open, as Linux tells it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

only_linux_tells = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not known what a process holds")


def resident_bytes() -> int:
    """Return what is in memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def has_open(folder: Path) -> bool:
    """Return whether this process has a file of `folder` open or in memory, also one that has no name any more."""
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    descriptors = filter(Path.is_symlink, Path("/proc/self/fd").iterdir())
    return any(str(folder) in held for held in (mapped, *map(os.readlink, descriptors)))
