from __future__ import annotations

import gc
import sys

import pytest

from dedup.machine import memory
from dedup.machine.memory import OBJECTS_BETWEEN_COLLECTIONS, lean


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
