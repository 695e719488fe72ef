"""When an article can have been published: a moment, or any moment of a day whose zone nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from dedup.article import Article

# Somewhere on earth a day begins 14 hours before it does in UTC, and elsewhere it ends 12 hours after.
_FIRST_ZONE: Final = timezone(timedelta(hours=14))
_LAST_ZONE: Final = timezone(timedelta(hours=-12))
_NO_DATE: Final = datetime.max.replace(tzinfo=timezone.utc)


def earliest(published: date) -> datetime:
    """Return the first moment that `published` can mean.

    >>> earliest(date(2031, 5, 3)).astimezone(timezone.utc).isoformat()
    '2031-05-02T10:00:00+00:00'
    """
    return published if isinstance(published, datetime) else datetime.combine(published, time(), _FIRST_ZONE)


def latest(published: date) -> datetime:
    """Return the last moment that `published` can mean."""
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(), _LAST_ZONE) + timedelta(days=1)


def end_order(published: date | None) -> tuple[bool, datetime]:
    """Return what sorts dates by the last moment that they can mean, the earliest first and unknown ones last."""
    return published is None, latest(published) if published else _NO_DATE


def is_before(left: date, right: date) -> bool:
    """Whether `left` is certainly before `right`: bare dates by their days, others by what both can mean.

    >>> is_before(date(2031, 5, 3), date(2031, 5, 4))
    True
    >>> is_before(date(2031, 5, 3), datetime(2031, 5, 3, 23, tzinfo=timezone.utc))
    False
    """
    if isinstance(left, datetime) or isinstance(right, datetime):
        return latest(left) < earliest(right)
    return left < right


def certainly_first(articles: Sequence[Article], group: Sequence[int]) -> int | None:
    """Return the one article of `group` with a date that is certainly before every other that has one.

    Of what one outlet published at one moment, such as a page and its mobile version, the first counts.
    """
    dated = [number for number in group if articles[number].published]
    if not dated:
        return None
    first = min(dated, key=lambda number: end_order(articles[number].published))
    others = [articles[number] for number in dated if not _are_one_publication(articles[first], articles[number])]
    if not others and len(dated) > 1:
        return None
    when = articles[first].published
    return first if all(when and other.published and is_before(when, other.published) for other in others) else None


def _are_one_publication(left: Article, right: Article) -> bool:
    return left is right or (left.outlet == right.outlet != "" and left.published == right.published)
