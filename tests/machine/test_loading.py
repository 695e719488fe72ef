"""Loading compiled functions without what compiling takes gives the same functions, and leaves compiling possible."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numba

from dedup.machine.loading import NEWEST_KNOWN

KERNELS = """
import numba
import numpy as np

@numba.njit(cache=True)
def found(values, wanted):
    if not len(values):
        raise ValueError("no values")
    return np.argmax(values) + np.full(2, wanted - 9)

@numba.njit(cache=True)
def twice_found(values, wanted):
    return 2 * found(values, wanted)
"""
# `numba.np.arrayobj` is where compiling an array begins; `scipy` is what numba would import for linear algebra.
RUN = """
import sys
from dedup.machine.compiled import import_numba
import_numba()
import numpy as np
import kernels
values = np.arange(10)
for name in sys.argv[1:]:
    kernel = getattr(kernels, name)
    print(*kernel(values, 7), sum(kernel.stats.cache_hits.values()), "numba.np.arrayobj" in sys.modules)
try:
    kernels.found(values[:0], 7)
except ValueError as error:
    print(error, "scipy" in sys.modules)
"""


def run(folder: Path, *names: str) -> list[str]:
    """Return a line for each of the functions: what it gave, whether it was loaded, whether numba could compile."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "cache")}
    environment["PYTHONPATH"] = os.pathsep.join([str(folder), str(Path(__file__).parents[2])])
    command = [sys.executable, "-c", RUN, *names]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return done.stdout.splitlines()


def test_numba_that_is_installed_is_known() -> None:
    assert numba.version_info.short <= NEWEST_KNOWN


def test_functions_are_loaded_alone_and_inlined_by_what_is_compiled_after_them(tmp_path: Path) -> None:
    (tmp_path / "kernels.py").write_text(KERNELS, encoding="utf-8")
    assert run(tmp_path, "found") == ["7 7 0 True", "no values False"]
    assert run(tmp_path, "found") == ["7 7 1 False", "no values False"]
    assert run(tmp_path, "found", "twice_found") == ["7 7 1 False", "14 14 0 True", "no values False"]
    assert run(tmp_path, "twice_found", "found") == ["14 14 1 False", "7 7 1 False", "no values False"]
