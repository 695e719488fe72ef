from __future__ import annotations

import sys
from datetime import date, datetime, timedelta, timezone

import pytest

from dedup.read.dates import published

UTC = timezone.utc
TWO_HOURS = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-04T09:05:00+02:00", datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
        ("2031-03-04T09:05:00.123456Z", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("2031-03-04 09:05:07", datetime(2031, 3, 4, 9, 5, 7, tzinfo=UTC)),
        ("20310304T090500Z", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("2031-03-04T09:05:00+0200", datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
        ("Tue, 04 Mar 2031 09:05:00 +0200", datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
        ("Tue, 04 Mar 2031 14:20:00 CEST", datetime(2031, 3, 4, 14, 20, tzinfo=timezone(timedelta(hours=2)))),
        ("Tue, 04 Mar 2031 14:20:00 EST", datetime(2031, 3, 4, 14, 20, tzinfo=timezone(timedelta(hours=-5)))),
        ("Tue, 04 Mar 2031 02:20 PM +0700", datetime(2031, 3, 4, 14, 20, tzinfo=timezone(timedelta(hours=7)))),
        ("Tue, 04 Mar 2031 02:20:00 PM EST", datetime(2031, 3, 4, 14, 20, tzinfo=timezone(timedelta(hours=-5)))),
        ("March 4, 2031 2:20 PM EST", datetime(2031, 3, 4, 14, 20, tzinfo=timezone(timedelta(hours=-5)))),
        (1930381500, datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        (1930381500000, datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("1930381500", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("203103040905", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        (203103040905, datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        (20310304090507, datetime(2031, 3, 4, 9, 5, 7, tzinfo=UTC)),
        (203113040905, datetime(1976, 6, 8, 20, 17, 20, 905_000, tzinfo=UTC)),
        (952160700000, datetime(2000, 3, 4, 9, 5, tzinfo=UTC)),
        ("04.03.2031 14:20", datetime(2031, 3, 4, 14, 20, tzinfo=UTC)),
        ("4. 3. 2031 14:20 Uhr", datetime(2031, 3, 4, 14, 20, tzinfo=UTC)),
        ("24.03.2031 14:20", datetime(2031, 3, 24, 14, 20, tzinfo=UTC)),
        ("4. März 2031, 14:20 Uhr", datetime(2031, 3, 4, 14, 20, tzinfo=UTC)),
        ("4 mars 2031 09:05 +0200", datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
        ("2031年3月4日 14:20", datetime(2031, 3, 4, 14, 20, tzinfo=UTC)),
        ("4-MAR-2031 09:05:07.00", datetime(2031, 3, 4, 9, 5, 7, tzinfo=UTC)),
        ("20310304T090500-0400", datetime(2031, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=-4)))),
        ("2031-03-04 09:05:00 GMT+02:00", datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
        ("2031-03-04T09:05:00+02:00[Europe/Berlin]", datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
        ("Tue, 04 Mar 2031 09:05:00 -0400 (EDT)", datetime(2031, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=-4)))),
        ("Tue, 04 Mar 2031 09:05:00 +02:00", datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
        (
            "Tue Mar 04 2031 09:05:00 GMT+0200 (Eastern European Standard Time)",
            datetime(2031, 3, 4, 9, 5, tzinfo=TWO_HOURS),
        ),
        ("2031\u201103\u201104T09:05:00\u221204:00", datetime(2031, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=-4)))),
        ("20310304090500", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("2031/03/04 09:05", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("2031-03-04 09:05 PST", datetime(2031, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=-8)))),
        ("2031/3/4, 9:05 PM", datetime(2031, 3, 4, 21, 5, tzinfo=UTC)),
        ("2031-03-03T24:00:00+02:00", datetime(2031, 3, 4, tzinfo=TWO_HOURS)),
        ("2031-06-04T09:05:00[Europe/Berlin]", datetime(2031, 6, 4, 9, 5, tzinfo=TWO_HOURS)),
        ("2031-03-04T09:05[Asia/Kolkata]", datetime(2031, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=5.5)))),
        ("2031-03-04T09:05:00Z[UTC]", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("/Date(1930381500000)/", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        (r"\/Date(1930381500000+0200)\/", datetime(2031, 3, 4, 11, 5, tzinfo=TWO_HOURS)),
        ("/Date(32400000)/", datetime(1970, 1, 1, 9, tzinfo=UTC)),
        ("Tue, 04 Mar 31 09:05:00 GMT", datetime(2031, 3, 4, 9, 5, tzinfo=UTC)),
        ("Wed, 4 Mar 31 09:05 +0200", datetime(1931, 3, 4, 9, 5, tzinfo=TWO_HOURS)),
    ],
)
def test_a_moment_is_read_with_its_zone(value: object, expected: datetime) -> None:
    found = published(value)
    assert isinstance(found, datetime)
    assert found == expected
    assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "value",
    [
        "2031-03-24",
        "20310324",
        20310324,
        "2031-3-24",
        "2031/03/24",
        "2031.3.24.",
        "24 March 2031",
        "March 24th, 2031",
        "03-24-2031",
        "24/03/2031",
        "24 mars 2031",
        "24 de marzo de 2031",
        "24 марта 2031 г.",
        "24 mart 2031",
        "٢٤ مارس ٢٠٣١",
        "2031年3月24日",
        "2031-03-24T00:00:00",
        "2031-03-24T00:00:00Z",
        "24 March 2031 2:20 PM XYZ",
        "2031年3月24日 下午2:20",
        "2031.03.24. 오후 2:20",
        "2031-03-24T14:20:00[Atlantis/Capital]",
        "2031-03-24T00:00:00[Etc/UTC]",
    ],
)
def test_a_day_whose_hour_is_unknown_is_a_bare_date(value: object) -> None:
    found = published(value)
    assert found == date(2031, 3, 24)
    assert not isinstance(found, datetime)


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, "", "soon", "Tuesday", "14:20", "2031", "2031-03", "March 2031", "mars 2031"),
        *("06/07/2031", "24 March 31", "18 June 20", "2031-13-45", "2031-03-24T25:00:00", "yesterday"),
        *("2031-W13-1", "20311345090500", "310324"),
        *("06/07/2031 14:20 (GMT)", "06-07-2031 14:20 (BST)", "06/07/2031 (Mon)", "06/07/2031 2:20 PM (EDT)"),
        *("1500-03-24", "3031-03-24", 0, 12, float("nan"), float("inf"), 1e300, "9" * 30, "2031-03-24T10:00:00+99:99"),
        *(
            "/Date(soon)/",
            "/Date(999999999999999)/",
            "/Date(-9999999999999)/",
            "/Date(1930381500000+9900)/",
            "Thu, 04 Mar 31 10:00:00 GMT",
            "Tue, 04 Mrz 31 10:00:00 GMT",
        ),
        *("28-Mar-31", "28-Mar-49", "31-Feb-29", "28-Pier-29", "28-Xyz-29", "28-Mar-29-7", "28-Mar-2", "29-03-28"),
        *("Mon, 32 Mar 2031 10:00:00 GMT", "24 mars 2031 25:00", "a sentence that ends in 2031, " * 3),
    ],
)
def test_what_is_incomplete_unclear_or_implausible_gives_no_date(value: object) -> None:
    assert published(value) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05.02.2031г.", date(2031, 2, 5)),
        ("05.02.2031 (Wed)", date(2031, 2, 5)),
        ("05.02.2031 14:20 (CET)", datetime(2031, 2, 5, 13, 20, tzinfo=timezone.utc)),
        ("13/02/2031 (BST)", date(2031, 2, 13)),
        ("02/13/2031 (EST)", date(2031, 2, 13)),
        ("Tue, 04 Mar 2031 14:20:00 JST", date(2031, 3, 4)),
        *(("28-Mar-29", date(2029, 3, 28)), ("5-DEC-98", date(1998, 12, 5)), ("28-mai-07", date(2007, 5, 28))),
        ("9-Mar-29 14:20", datetime(2029, 3, 9, 14, 20, tzinfo=timezone.utc)),
        ("mercredi 05/02/2031", date(2031, 2, 5)),
        ("05/02/2031, 14:20 Uhr", datetime(2031, 2, 5, 14, 20, tzinfo=timezone.utc)),
    ],
)
def test_between_dots_and_in_languages_that_write_it_first_the_day_comes_first(text: str, expected: date) -> None:
    assert published(text) == expected


@pytest.mark.parametrize("zone", ["", "Z", "+00:00"])
@pytest.mark.parametrize("clock", ["00:00:00", "00:00:01", "23:59:59", "23:59:60", "24:00:00", "12:60:00"])
@pytest.mark.parametrize("day", ["2031-03-04", "2031-02-29", "2031-13-01", "1799-12-31"])
def test_a_second_reads_as_it_does_with_a_fraction(day: str, clock: str, zone: str) -> None:
    assert published(f"{day}T{clock}{zone}") == published(f"{day}T{clock}.5{zone}")


def test_midnight_in_another_zone_is_a_moment() -> None:
    assert published("2031-03-24T00:00:00+02:00") == datetime(2031, 3, 24, tzinfo=TWO_HOURS)


@pytest.mark.parametrize(
    "text", ["2029 Wörter, ein Bild", "2031-03624T14:05:00+02:00", "2031/24/24 x", "Copyright 2031"]
)
def test_what_cannot_be_a_date_does_not_wait_for_the_dates_of_all_languages(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setitem(sys.modules, "dateparser.date", None)
    assert published(text) is None
    with pytest.raises(ImportError):
        published("25 marca 2029")
