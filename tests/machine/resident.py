"""What is in memory of this process, as Linux tells it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

only_linux_tells = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not known what is in memory")


def resident_bytes() -> int:
    """Return what is in memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
