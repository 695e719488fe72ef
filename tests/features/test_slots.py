from __future__ import annotations

import pytest

from dedup.features.slots import n_slots


@pytest.mark.parametrize(("least", "expected"), [(0, 16), (16, 16), (17, 32), (64, 64), (65, 128)])
def test_a_table_has_a_power_of_two_of_slots_and_16_at_least(least: int, expected: int) -> None:
    assert n_slots(least) == expected
