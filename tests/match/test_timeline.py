from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.match.timeline import Timeline


@given(st.lists(st.none() | st.integers(0, 40)), st.integers(1, 9))
def test_windows_hold_the_dated_articles_published_near_enough(days: list[int | None], reach: int) -> None:
    timeline = Timeline.of(np.array([np.nan if day is None else day for day in days], np.float64), reach)
    assert sorted(timeline.articles.tolist()) == list(range(len(days)))
    for i, day in enumerate(days):
        expected = {
            j for j, other in enumerate(days) if other is not None and (day is None or abs(day - other) <= reach)
        }
        assert set(timeline.articles[timeline.first[i] : timeline.last[i]].tolist()) == expected


def test_articles_are_in_the_order_of_publication_and_those_without_a_date_last() -> None:
    timeline = Timeline.of(np.array([9.0, np.nan, 3.0, 3.0, np.nan]), 1.0)
    assert timeline.articles.tolist() == [2, 3, 0, 1, 4]
    assert timeline.n_dated == 3


@pytest.mark.parametrize("published_s", [[], [np.nan]])
def test_without_dates_there_are_no_windows(published_s: list[float]) -> None:
    timeline = Timeline.of(np.array(published_s, np.float64), 1.0)
    assert (timeline.n_dated, timeline.first.tolist(), timeline.last.tolist()) == (
        0,
        [0] * len(published_s),
        [0] * len(published_s),
    )
