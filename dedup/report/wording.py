"""Numbers, dates and names -> the words of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timezone

from dedup.article import Article
from dedup.report.tables import dated, outlet_counts

UNKNOWN_OUTLET = "unknown outlet"

HEADLINE_CHARACTERS = 200
"""How much of a headline stands in a digest or a feed: longer ones are texts in the wrong field."""

# Not `strftime("%b")`: its words follow the locale, and a report is the same on every machine.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def counted(n: int, singular: str, plural: str = "") -> str:
    """Return the number with its noun; the plural is the singular with an s unless given.

    >>> counted(1, "article"), counted(1204, "article"), counted(0, "story", "stories")
    ('1 article', '1,204 articles', '0 stories')
    """
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def moment(published: date, *, with_year: bool = True) -> str:
    """Return a date in words: with its hour in UTC, or without where it is a bare date.

    >>> moment(datetime(2031, 5, 3, 9, 12, tzinfo=timezone.utc)), moment(date(2031, 5, 3), with_year=False)
    ('3 May 2031 09:12 UTC', '3 May')
    """
    if isinstance(published, datetime):
        return f"{_day(_utc(published), with_year)} {_hour(published)} UTC"
    return _day(published, with_year)


def span(articles: Iterable[Article], *, with_year: bool = True) -> str:
    """Return from when to when `articles` were published, in UTC; empty where no date is known.

    Hours are shown where every date that is known has one.

    >>> morning = Article(text="", published=datetime(2031, 5, 3, 9, 12, tzinfo=timezone.utc))
    >>> evening = Article(text="", published=datetime(2031, 5, 4, 18, 0, tzinfo=timezone.utc))
    >>> span([evening, morning], with_year=False)
    '3 May 09:12 - 4 May 18:00 UTC'
    """
    by_date = [article.published for article in dated(articles) if article.published]
    if not by_date:
        return ""
    times = [published for published in by_date if isinstance(published, datetime)]
    if len(times) < len(by_date):
        return _days(by_date, with_year=with_year)
    first, last = times[0], times[-1]
    if first == last:
        return moment(first, with_year=with_year)
    if _utc(first) == _utc(last):
        return f"{_day(_utc(first), with_year)} {_hour(first)} - {_hour(last)} UTC"
    start = f"{_day(_utc(first), with_year)} {_hour(first)}"
    return f"{start} - {_day(_utc(last), with_year)} {_hour(last)} UTC"


def days(articles: Iterable[Article]) -> str:
    """Return the days from the first to the last of `articles`, with years; empty where no date is known."""
    return _days([article.published for article in dated(articles) if article.published], with_year=True)


def years(articles: Iterable[Article]) -> set[int]:
    """Return the years in UTC in which `articles` were published."""
    return {_utc(article.published).year for article in articles if article.published}


def headline(article: Article, max_characters: int | None = None) -> str:
    """Return the title, or the beginning of the text in its place; no more than `max_characters` of it."""
    return (article.title.strip() or f"(no title) {article.text[:500].strip()}")[:max_characters]


def outlet_names(articles: Sequence[Article]) -> list[str]:
    """Return the outlets of `articles` as `names` does: most articles first, then by name, unknown ones last."""
    n_unknown = sum(not article.outlet for article in articles)
    return names(outlet_counts(articles) | ({UNKNOWN_OUTLET: n_unknown} if n_unknown else {}))


def names(counts: dict[str, int]) -> list[str]:
    """Return every name, with its number where that is above one.

    >>> names({"The Harbour Post": 3, "Tidewater Radio": 1})
    ['The Harbour Post (3)', 'Tidewater Radio']
    """
    return [f"{name} ({n:,})" if n > 1 else name for name, n in counts.items()]


def _days(published: Sequence[date], *, with_year: bool) -> str:
    if not published:
        return ""
    first, last = _utc(published[0]), _utc(published[-1])
    if first == last:
        return _day(first, with_year)
    return f"{_day(first, with_year and first.year != last.year)} - {_day(last, with_year)}"


def _utc(published: date) -> date:
    """Return the day in UTC."""
    return published.astimezone(timezone.utc).date() if isinstance(published, datetime) else published


def _day(day: date, with_year: bool) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def _hour(published: datetime) -> str:
    return f"{published.astimezone(timezone.utc):%H:%M}"
