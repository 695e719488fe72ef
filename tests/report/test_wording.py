from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from dedup.article import Article
from dedup.report.wording import days, span

MORNING = datetime(2031, 5, 3, 9, 12, tzinfo=timezone.utc)
MIDNIGHT_IN_THE_EAST = datetime(2031, 5, 4, 1, 30, tzinfo=timezone(timedelta(hours=3)))  # 3 May 22:30 UTC


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ([], ""),
        ([None], ""),
        ([MORNING], "3 May 2031 09:12 UTC"),
        ([MORNING, None, MORNING], "3 May 2031 09:12 UTC"),
        ([MIDNIGHT_IN_THE_EAST, MORNING], "3 May 2031 09:12 - 22:30 UTC"),
        ([MORNING, datetime(2032, 1, 1, tzinfo=timezone.utc)], "3 May 2031 09:12 - 1 Jan 2032 00:00 UTC"),
        ([MORNING, date(2031, 5, 3)], "3 May 2031"),
        ([MIDNIGHT_IN_THE_EAST, date(2031, 5, 5)], "3 May - 5 May 2031"),
        ([date(2030, 12, 31), date(2031, 1, 1)], "31 Dec 2030 - 1 Jan 2031"),
    ],
)
def test_a_span_has_hours_only_where_all_dates_have_them(published: list[date | None], words: str) -> None:
    assert span([Article(text="", published=when) for when in published]) == words


def test_days_leave_the_hours_out() -> None:
    articles = [Article(text="", published=when) for when in (MORNING, MIDNIGHT_IN_THE_EAST, None)]
    assert days(articles) == "3 May 2031"
