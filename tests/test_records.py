from __future__ import annotations

import math
from datetime import date, datetime, timedelta, timezone

import numpy as np
import pytest

from dedup.article import PACKED, Article
from dedup.matches import VERDICTS, Match, Matches, Verdict
from dedup.records import Spans


def test_bare_date_is_taken_at_noon_utc() -> None:
    noon = datetime(2031, 5, 3, 12, tzinfo=timezone.utc)
    assert Article(text="", published=date(2031, 5, 3)).published_s == noon.timestamp()


def test_zone_of_a_time_counts() -> None:
    east = datetime(2031, 5, 3, 12, tzinfo=timezone(timedelta(hours=3)))
    assert Article(text="", published=east).published_s == datetime(2031, 5, 3, 9, tzinfo=timezone.utc).timestamp()


def test_unknown_date_is_not_a_number() -> None:
    assert math.isnan(Article(text="").published_s)


@pytest.mark.parametrize("field", ["text", *PACKED])
def test_a_number_in_place_of_a_text_is_refused(field: str) -> None:
    with pytest.raises(TypeError, match=rf"{field} of an article must be a text \(str\), got the number 3"):
        Article(**{"text": "Dark.", field: 3})  # type: ignore[arg-type]


def test_whole_spans_set_nothing_aside() -> None:
    spans = Spans.whole([Article(text="dark"), Article(text=""), Article(text="東京")])
    assert (spans.bounds.tolist(), spans.start.tolist(), spans.end.tolist()) == ([0, 1, 2, 3], [0, 0, 0], [4, 0, 2])


def test_spans_of_some_articles_are_called_by_their_places() -> None:
    spans = Spans(np.array([0, 2, 2, 3]), np.array([1, 5, 0], np.int32), np.array([3, 9, 4], np.int32), {2: (0, 7)})
    some = spans.of([2, 1, 0])
    assert (some.bounds.tolist(), some.start.tolist(), some.end.tolist()) == ([0, 1, 1, 3], [0, 1, 5], [4, 3, 9])
    assert some.titles == {0: (0, 7)}
    assert spans.of([]).bounds.tolist() == [0]


def test_verdicts_are_ordered_from_the_strongest() -> None:
    assert [verdict.code for verdict in VERDICTS] == list(range(6))
    assert [verdict for verdict in VERDICTS if verdict.is_copy] == [
        Verdict.IDENTICAL,
        Verdict.NEAR_DUPLICATE,
        Verdict.REPRINT,
    ]


def test_matches_give_their_rows_as_records() -> None:
    rows = [Match(0, 1, Verdict.IDENTICAL, 1.0, 1.0, 1.0, 1.0), Match(0, 2, Verdict.RELATED, 0.0, 0.0, 0.25, 0.5)]
    columns = zip(
        *((m.left, m.right, m.verdict.code, m.jaccard, m.containment, m.cosine, m.probability) for m in rows),
        strict=True,
    )
    matches = Matches(*(np.array(column) for column in columns))
    assert len(matches) == 2
    assert list(matches) == rows
