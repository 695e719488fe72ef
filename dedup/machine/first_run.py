"""The functions that a scan calls: loaded while it reads; on the very first run, two processes compile them.

The second begins at the other end of what this one compiles as it goes.

numba compiles one function at a time, a minute for all of them. Both processes keep what they compile in one place, and
take from there what the other has compiled. Where they meet, a function may be compiled twice.
"""

from __future__ import annotations

import atexit
import subprocess
from collections.abc import Callable
from importlib import import_module, resources
from pathlib import Path

from numba.core.sigutils import normalize_signature

from dedup.features.tokenize import mix
from dedup.machine.compiled import name_apart
from dedup.machine.processes import n_cores, start

KERNELS = "kernels.txt"
"""Names and signatures of the functions that a scan calls, in its order; `python -m tests.kernels` writes it."""


def compile_from_the_end() -> None:
    """Start a process that compiles from the end, where nothing is compiled and another core is there.

    It ends with this one.
    """
    if n_cores() > 1 and not any(Path(mix.stats.cache_path).glob("*.nbi")):
        atexit.register(_end, start(__name__))


def kernels() -> list[tuple[str, str, str]]:
    """Return module, name and signature of each function that a scan calls, in its order."""
    lines = (resources.files("dedup.machine") / KERNELS).read_text(encoding="utf-8").splitlines()
    return [(module, name, signature) for module, name, signature in (line.split(" ", 2) for line in lines)]


def serve() -> None:
    """Compile those `kernels` that were not compiled yet, last first.

    Compiled ones take milliseconds to load, and may stand anywhere: functions that others call are compiled with them.
    """
    name_apart()
    for kernel in reversed(kernels()):
        _compile(*kernel)


def load_kernels(is_wanted: Callable[[], bool]) -> None:
    """Load the `kernels` in their order, and compile those that were not compiled yet, as long as that is wanted.

    That takes 0.15 s for all of them, for which the scan else waits when it has read the articles.
    """
    for kernel in kernels():
        if not is_wanted():
            return
        _compile(*kernel)


def _compile(module: str, name: str, signature: str) -> None:
    getattr(import_module(module), name).compile(normalize_signature(signature)[0])  # of types, as a call gives


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()
