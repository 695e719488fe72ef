from __future__ import annotations

import os

from dedup.processes import n_cores


def test_as_many_cores_as_this_process_may_use() -> None:
    assert 1 <= n_cores() <= (os.cpu_count() or 1)
