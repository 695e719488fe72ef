from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dedup.machine import first_run
from tests.kernels import called


def test_list_of_kernels_is_what_a_scan_calls() -> None:
    listed = {" ".join(kernel) for kernel in first_run.kernels()}
    assert listed == set(called()), "run `python -m tests.kernels`"  # the order of threads changes that of the calls


class Kernel:
    """Stands for a compiled function, which another process may have compiled."""

    def __init__(self, name: str, asked: list[str]) -> None:
        self.name, self.asked = name, asked

    def compile(self, _: tuple[object]) -> None:
        """Note that its code was asked for."""
        self.asked.append(self.name)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the kernels, of `a` to `e`, whose code was asked for."""
    found: list[str] = []
    room = SimpleNamespace(**{name: Kernel(name, found) for name in "abcde"})
    monkeypatch.setattr(first_run, "kernels", lambda: [("room", name, "(int64,)") for name in "abcde"])
    monkeypatch.setattr(first_run, "import_module", lambda _: room)
    return found


def test_what_a_scan_needs_last_is_compiled_first_and_then_all(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_run, "name_apart", lambda: None)
    first_run.serve()
    assert asked == ["e", "d", "c", "b", "a"]


def test_what_a_scan_needs_first_is_loaded_first_until_it_has_read(asked: list[str]) -> None:
    first_run.load_kernels(lambda: len(asked) < 3)
    assert asked == ["a", "b", "c"]
    first_run.load_kernels(lambda: True)
    assert asked[3:] == ["a", "b", "c", "d", "e"]


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
    assert started == ["dedup.machine.first_run"] * (n_cores - 1)
    (tmp_path / "mix.nbi").touch()
    first_run.compile_from_the_end()
    assert len(started) == n_cores - 1


COMPILE = """
import sys
from dedup.machine import first_run
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


# Two processes read the list of types of a function before either writes it.
RACE = """
import sys
from importlib import import_module
from numba.core.caching import IndexDataCacheFile
from numba.core.sigutils import normalize_signature
from dedup.machine import first_run
module, name, signature, other = sys.argv[1:]
if other == "other":
    first_run.name_apart()
IndexDataCacheFile._load_index = lambda self: {}
getattr(import_module(module), name).compile(normalize_signature(signature)[0])
"""


def test_code_that_both_processes_compile_at_once_has_two_names(tmp_path: Path) -> None:
    kernel = next(each for each in first_run.kernels() if each[2].endswith("'C', False, aligned=True),)"))
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    for process, n_files in (("this", 1), ("other", 2)):
        subprocess.run([sys.executable, "-c", RACE, *kernel, process], env=environment, check=True)
        assert len(list(tmp_path.rglob(f"*.{kernel[1]}-*.nbc"))) == n_files
