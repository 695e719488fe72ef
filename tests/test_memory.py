from __future__ import annotations

import gc

import pytest

from dedup.memory import OBJECTS_BETWEEN_COLLECTIONS, lean


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
