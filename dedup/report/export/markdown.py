"""Report -> a digest of its last day in Markdown, to mail around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timezone

from dedup.article import Article
from dedup.records import Report, Story
from dedup.report.tables import copies_by_story, dated, members, shared_stories, source_name
from dedup.report.wording import HEADLINE_CHARACTERS, UNKNOWN_OUTLET, counted, headline, moment, outlet_names, span

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")  # others mean something at the start of a line only, where none stands


def digest_of_the_day(report: Report) -> Iterator[str]:
    """Yield `digest.md`: the stories of two or more articles that have one from the last day of the run, in UTC.

    Stories that began on that day come first, then those with the most articles of the day.
    """
    by_date = dated(report.articles)
    if not by_date:
        yield "# No day\n\nNo article has a date.\n"
        return
    day = _day(by_date[-1])
    told = [
        (number, story, [article for article in members(report, story) if article.published and _day(article) == day])
        for number, story in shared_stories(report).items()
    ]
    told = sorted(
        ((number, story, today) for number, story, today in told if today),
        key=lambda each: (not _is_new(report, each[1], day), -len(each[2]), each[0]),
    )
    yield f"# {moment(day)}: {counted(len(told), 'story', 'stories')}\n"
    for number, story, today in told:
        yield from _story(report, number, story, today, day)


def _story(report: Report, number: int, story: Story, today: list[Article], day: date) -> Iterator[str]:
    articles = members(report, story)
    central = report.articles[story.central]
    yield f"\n## {_link(central)}\n\n"
    new = "New. " if _is_new(report, story, day) else ""
    when = f"{len(today):,} of {counted(len(articles), 'article')} on this day; {span(articles)}"
    yield f"{new}{_escaped(when)}.\n\n"
    yield f"- Outlets: {_escaped(', '.join(outlet_names(articles)))}\n"
    if story.terms:
        yield f"- Terms: {_escaped(', '.join(story.terms))}\n"
    yield from _copies(report, number)
    for article in today:
        if article is not central:
            yield f"- {_escaped(article.outlet or UNKNOWN_OUTLET)}: {_link(article)}\n"


def _copies(report: Report, number: int) -> Iterator[str]:
    groups = copies_by_story(report).get(number)
    if groups:
        n_copies = sum(len(group.articles) for group in groups)
        texts = "one text" if len(groups) == 1 else f"{len(groups):,} texts"
        source = source_name(report, groups[0].representative)
        yield f"- Copies: {n_copies:,} of {texts}{_escaped(f', likely from {source}') if source else ''}\n"


def _is_new(report: Report, story: Story, day: date) -> bool:
    first = dated(members(report, story))
    return bool(first) and _day(first[0]) == day


def _day(article: Article) -> date:
    return datetime.fromtimestamp(article.published_s, timezone.utc).date()


def _link(article: Article) -> str:
    title = _escaped(headline(article, HEADLINE_CHARACTERS))
    if not re.fullmatch(r"https?://[^\s<>]+", article.url):
        return title
    return f"[{title}](<{article.url}>)"


def _escaped(text: str) -> str:
    r"""Return `text` on one line with the marks of Markdown and HTML as plain characters.

    >>> _escaped("<b>Rates\n[up]*")
    '\\<b\\>Rates \\[up\\]\\*'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
