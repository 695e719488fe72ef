"""Python processes that work for this one: how they are started, and how many there may be."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from typing import IO, cast

if sys.platform == "linux":
    import fcntl

# `-m dedup...` would need the package to be installed, or the current folder to be its checkout.
_START = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"
# numpy starts a thread for each core when it is imported, for algebra that these processes have none of. The cores that
# numba's threads would take have a process each.
_LIBRARIES = ("OPENBLAS", "MKL", "OMP", "NUMBA")
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in _LIBRARIES}
# What is found in 2 MB of records comes in 3 parts, not in 40, each of which waits for the thread that takes it.
_PIPE_BYTES = 1 << 20

_ahead: dict[tuple[str, tuple[int, ...]], list[subprocess.Popen[bytes]]] = defaultdict(list)
"""Those that were started ahead and that nothing asked for yet, by their modules and the files that they have open."""


def start(module: str, open_files: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start a process that runs `serve()` of `module`, and takes and gives bytes on its standard input and output.

    It has the files of the descriptors `open_files` open, too; on Windows there can be none. It may have been started
    ahead.
    """
    with suppress(IndexError):
        return _ahead[module, tuple(open_files)].pop()
    path = [os.path.abspath(folder) for folder in sys.path]  # noqa: PTH100 - the empty path is the current folder
    process = subprocess.Popen(
        [sys.executable, "-c", _START.format(path=path, module=module)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_ONE_THREAD},
        pass_fds=open_files,
    )
    if sys.platform == "linux":
        with suppress(OSError):  # all pipes of a user may together hold so much, and no more
            fcntl.fcntl(cast(IO[bytes], process.stdout), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return process


def start_ahead(module: str, n: int = 1, open_files: Sequence[int] = ()) -> None:
    """Start `n` processes that `start` is going to be asked for: they import what they need while this one works."""
    _ahead[module, tuple(open_files)] += [start(module, open_files) for _ in range(n)]


@atexit.register
def end_ahead() -> None:
    """End the processes that were started ahead, and that nothing asked for."""
    for process in chain.from_iterable(_ahead.values()):
        process.kill()
        process.communicate()
    _ahead.clear()


def n_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
