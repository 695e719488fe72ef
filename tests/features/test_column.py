from __future__ import annotations

import numpy as np
import pytest

from dedup.features.column import Column


@pytest.mark.parametrize("room", [0, 1, 5, 100])
def test_a_column_holds_what_was_added_whatever_its_room(room: int) -> None:
    column = Column(np.int32, room, 2)
    parts = [np.arange(2 * n, dtype=np.int32).reshape(n, 2) for n in (0, 3, 1, 20)]
    for part in parts:
        column.extend(part)
    assert column.finish().tolist() == np.concatenate(parts).tolist()


def test_a_column_to_which_nothing_was_added_is_empty() -> None:
    assert len(Column(np.int32, 7).finish()) == 0
