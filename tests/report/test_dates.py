from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo

from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.report.dates import iso_dates
from dedup.report.tables import dated, period

from .builders import report_of


class Harbour(tzinfo):
    """A zone that is no `timezone`."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        return timedelta(hours=2)

    def dst(self, _: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _: datetime | None) -> str:
        return "HBT"


WHOLE_MINUTES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ANY_ZONE = st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)
DATES = st.one_of(
    st.none(),
    st.dates(),
    st.datetimes(timezones=WHOLE_MINUTES),
    st.datetimes(timezones=st.just(timezone.utc)).map(lambda known: known.replace(microsecond=0)),
)


@given(st.lists(DATES))
def test_dates_are_written_as_the_standard_library_writes_them(dates: list[date | None]) -> None:
    assert iso_dates(dates) == [known.isoformat() if known else "" for known in dates]


@given(st.lists(st.datetimes(timezones=st.one_of(st.none(), ANY_ZONE, st.just(Harbour())))))
def test_so_are_those_of_odd_zones(dates: list[datetime]) -> None:
    assert iso_dates(dates) == [known.isoformat() for known in dates]


NOON = datetime(2031, 5, 3, 12, tzinfo=timezone.utc)
FEW = st.sampled_from([None, NOON.date(), NOON, NOON.astimezone(timezone(timedelta(hours=3))), date(2031, 5, 4)])


@given(st.lists(FEW))
def test_a_period_runs_from_the_first_to_the_last_of_the_articles_in_the_order_of_their_dates(
    dates: list[date | None],
) -> None:
    articles = [Article(text="", published=known, location=f"{place}.txt") for place, known in enumerate(dates)]
    in_order = dated(articles)
    assert period(report_of(articles)) == ((in_order[0], in_order[-1]) if in_order else None)
