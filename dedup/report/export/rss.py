"""Report -> an RSS 2.0 feed of its stories, the newest first (rssboard.org)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from email.utils import format_datetime
from xml.sax.saxutils import escape

from dedup.article import Article
from dedup.records import Report, Story
from dedup.report.export.graph import writable
from dedup.report.tables import dated, members, outlet_counts, shared_stories
from dedup.report.wording import HEADLINE_CHARACTERS, counted, headline, names, span

MAX_ITEMS = 100
"""Stories in the feed: readers ask for it again and again, and want what is new."""


def rss(report: Report) -> Iterator[str]:
    """Yield `stories.rss`: the stories of two or more articles that began last, at most `MAX_ITEMS`.

    Stories without a date come last. A story keeps its identifier from run to run while its first article is the same.
    """
    stories = sorted(shared_stories(report).values(), key=lambda story: _newest_first(members(report, story)))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n<title>New stories</title>\n'
    yield "<link>report.html</link>\n"
    yield f"<description>{escape(counted(len(stories), 'story', 'stories'))}, the newest first</description>\n"
    for story in stories[:MAX_ITEMS]:
        yield from _item(report, story)
    yield "</channel>\n</rss>\n"


def _item(report: Report, story: Story) -> Iterator[str]:
    articles = members(report, story)
    central, began = report.articles[story.central], _began(articles)
    yield f"<item>\n<title>{_text(headline(central, HEADLINE_CHARACTERS))}</title>\n"
    if central.url.startswith(("https://", "http://")):
        yield f"<link>{_text(central.url)}</link>\n"
    yield f'<guid isPermaLink="false">{articles[0].digest}</guid>\n'
    if began is not None:
        yield f"<pubDate>{format_datetime(datetime.fromtimestamp(began, timezone.utc))}</pubDate>\n"
    parts = [counted(len(articles), "article"), ", ".join(names(outlet_counts(articles))), span(articles)]
    yield f"<description>{_text('; '.join(filter(None, parts)))}</description>\n</item>\n"


def _newest_first(articles: Sequence[Article]) -> tuple[bool, float]:
    began = _began(articles)
    return began is None, -(began or 0)


def _began(articles: Sequence[Article]) -> float | None:
    """Return when the first of these articles was published, in seconds since 1970; None where no date is known."""
    first = dated(articles)
    return first[0].published_s if first else None


def _text(text: str) -> str:
    return escape(writable(" ".join(text.split())))
