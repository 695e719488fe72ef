from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dedup import first_run
from tests.kernels import called


def test_list_of_kernels_is_what_a_scan_calls() -> None:
    listed = [" ".join(kernel) for kernel in first_run.kernels()]
    assert listed == called(), "run `python -m tests.kernels`"


class Kernel:
    """Stands for a compiled function, some of which another process has compiled."""

    def __init__(self, name: str, done: list[str], compiled: list[str]) -> None:
        self.name, self.done, self.compiled = name, done, compiled
        self.stats = self
        self.cache_hits: dict[tuple[object], int] = {}

    def compile(self, signature: tuple[object]) -> None:
        """Take it from the cache, or note that it was compiled."""
        if self.name in self.done:
            self.cache_hits[signature] = 1
        else:
            self.compiled.append(self.name)


def test_what_a_scan_needs_last_is_compiled_first_up_to_where_the_two_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    room = SimpleNamespace(**{name: Kernel(name, ["a", "b"], compiled) for name in "abcde"})
    monkeypatch.setattr(first_run, "kernels", lambda: [("room", name, "(int64,)") for name in "abcde"])
    monkeypatch.setattr(first_run, "import_module", lambda _: room)
    first_run.serve()
    assert compiled == ["e", "d", "c"]


@pytest.mark.parametrize("n_cores", [1, 2])
def test_process_is_started_where_nothing_is_compiled_and_a_core_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n_cores: int
) -> None:
    started: list[str] = []
    monkeypatch.setattr(first_run, "mix", type("Mix", (), {"stats": type("Stats", (), {"cache_path": str(tmp_path)})}))
    monkeypatch.setattr(first_run, "n_cores", lambda: n_cores)
    monkeypatch.setattr(first_run, "start", started.append)
    monkeypatch.setattr("atexit.register", lambda *_: None)
    first_run.compile_from_the_end()
    assert started == ["dedup.first_run"] * (n_cores - 1)
    (tmp_path / "mix.nbi").touch()
    first_run.compile_from_the_end()
    assert len(started) == n_cores - 1


COMPILE = """
import sys
from dedup import first_run
first_run.kernels = lambda: [tuple(sys.argv[1:])]
first_run.serve()
"""
# As a call does: by the types of what it is given.
CALL = """
import sys
from importlib import import_module
import numpy as np
from numba import typeof
from numba.core.sigutils import normalize_signature
module, name, signature = sys.argv[1:]
((kind,), _) = normalize_signature(signature)
kernel = getattr(import_module(module), name)
kernel.compile((typeof(np.zeros((1,) * kind.ndim, str(kind.dtype))),))
print(sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values()))
"""


def test_a_call_takes_from_the_cache_what_another_process_compiled(tmp_path: Path) -> None:
    kernel = next(each for each in first_run.kernels() if each[2].endswith("'C', False, aligned=True),)"))
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    for code, printed in ((COMPILE, ""), (CALL, "1 0")):
        command = [sys.executable, "-c", code, *kernel]
        assert subprocess.check_output(command, env=environment, text=True).strip() == printed
