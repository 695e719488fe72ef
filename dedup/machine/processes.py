"""Python processes that work for this one: how they are started, and how many there may be."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections import defaultdict
from contextlib import suppress
from itertools import chain
from typing import IO, cast

if sys.platform == "linux":
    import fcntl

# `-m dedup...` would need the package to be installed, or the current folder to be its checkout.
# Tuned before it imports: most of what Python would search for garbage are modules.
_START = (
    "import sys; sys.path[:] = {path!r}; from dedup.machine.memory import tune; tune(); "
    "from {module} import serve; serve()"
)
# numpy starts a thread for each core when it is imported, for algebra that these processes have none of. The cores that
# numba's threads would take have a process each.
_LIBRARIES = ("OPENBLAS", "MKL", "OMP", "NUMBA")
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in _LIBRARIES}
# The 2 MB found in a batch then come in 3 parts, not in 40, each of which waits for the thread that takes it.
_PIPE_BYTES = 1 << 20

_ahead: dict[str, list[subprocess.Popen[bytes]]] = defaultdict(list)
"""Processes that were started ahead and are not used yet, by the module that they run."""


def start(module: str) -> subprocess.Popen[bytes]:
    """Start a process that runs `serve()` of `module`, and exchanges bytes on its standard input and output.

    It may have been started ahead.
    """
    with suppress(IndexError):
        return _ahead[module].pop()
    path = [os.path.abspath(folder) for folder in sys.path]  # noqa: PTH100 - the empty path is the current folder
    process = subprocess.Popen(
        [sys.executable, "-c", _START.format(path=path, module=module)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_ONE_THREAD},
    )
    if sys.platform == "linux":
        with suppress(OSError):  # all pipes of a user may together hold so much, and no more
            fcntl.fcntl(cast(IO[bytes], process.stdout), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return process


def start_ahead(module: str, n: int = 1) -> None:
    """Start `n` processes that `start` will be asked for: they import what they need while this one goes on."""
    _ahead[module] += [start(module) for _ in range(n)]


@atexit.register
def end_ahead() -> None:
    """End the processes that were started ahead and never used."""
    for process in chain.from_iterable(_ahead.values()):
        process.kill()
        process.communicate()
    _ahead.clear()


def n_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
