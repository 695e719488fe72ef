from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from dedup.machine import memory
from dedup.machine.memory import OBJECTS_BETWEEN_COLLECTIONS, lean, tune


@pytest.mark.parametrize("threshold", [700, 0, 2 * OBJECTS_BETWEEN_COLLECTIONS])
def test_collections_are_fewer_inside_and_as_before_outside(threshold: int) -> None:
    before = gc.get_threshold()
    gc.set_threshold(threshold, *before[1:])
    try:
        with lean():
            assert gc.get_threshold()[0] == (max(threshold, OBJECTS_BETWEEN_COLLECTIONS) if threshold else 0)
        assert gc.get_threshold()[0] == threshold
    finally:
        gc.set_threshold(*before)


def test_collections_are_as_before_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="stop"), lean():
        raise ValueError("stop")
    assert gc.get_threshold() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
@pytest.mark.parametrize(("peak", "asked"), [(memory.LARGE_BYTES - 1, 0), (memory.LARGE_BYTES, 1), (None, 0)])
def test_memory_is_given_back_where_there_is_much(
    monkeypatch: pytest.MonkeyPatch, peak: int | None, asked: int
) -> None:
    calls: list[int] = []
    library = type("Library", (), {"malloc_trim": staticmethod(calls.append)})
    monkeypatch.setattr(memory, "peak_memory_bytes", lambda: peak)
    monkeypatch.setattr("ctypes.CDLL", lambda _: library)
    memory.give_back()
    assert len(calls) == asked


@pytest.mark.parametrize(("functions", "asked"), [(["malloc_trim"], 1), ([], 0)])
def test_memory_however_little_is_returned_where_the_library_can(
    monkeypatch: pytest.MonkeyPatch, functions: list[str], asked: int
) -> None:
    calls: list[int] = []
    library = type("Library", (), dict.fromkeys(functions, staticmethod(calls.append)))
    monkeypatch.setattr("ctypes.CDLL", lambda _: library)
    monkeypatch.setattr(sys, "platform", "linux")
    memory.trim()
    assert len(calls) == asked


@pytest.mark.parametrize(
    ("platform", "functions", "asked"),
    [("linux", ["mallopt"], {-3: 16 << 20, -1: 32 << 20}), ("linux", [], {}), ("darwin", ["mallopt"], {})],
)
def test_a_process_of_our_own_keeps_what_it_frees_where_glibc_is(
    monkeypatch: pytest.MonkeyPatch, platform: str, functions: list[str], asked: dict[int, int]
) -> None:
    told: dict[object, int] = {}
    library = type("Library", (), dict.fromkeys(functions, staticmethod(told.__setitem__)))
    monkeypatch.setattr("ctypes.CDLL", lambda _: library)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(gc, "set_threshold", lambda n: told.setdefault("collections", n))
    tune()
    assert told.pop("collections") == OBJECTS_BETWEEN_COLLECTIONS
    assert told == asked


@pytest.mark.skipif(sys.platform != "linux", reason="faults are counted as Linux does")
def test_arrays_of_the_same_size_are_made_in_the_same_pages() -> None:
    faults = {
        before: int(subprocess.run([sys.executable, "-c", before + _ARRAYS], capture_output=True, check=True).stdout)
        for before in ("", "from dedup.machine.memory import tune; tune()")
    }
    untuned, tuned = faults.values()
    assert tuned < untuned / 2


_ARRAYS = """
import resource
import numpy as np

def make():
    several = [np.ones(1_000_000) for _ in range(3)]

make()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(5):
    make()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""
