"""Story -> its lines in the summary: title, size, outlets, copies and the weakest link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from dedup.article import Article
from dedup.records import Link, Report, Story
from dedup.report.reason_words import weakest_reasons
from dedup.report.tables import copies_by_story, members, outlet_counts
from dedup.report.terminal import columns, cut, cut_start, listed, wrap
from dedup.report.wording import counted, headline, outlet_names, span

TITLE_LINES = 2
"""Lines of a headline on the terminal; what is beyond is cut off visibly."""


class StoryText:
    """Writes the stories of one report, with what they share looked up once and aligned alike."""

    def __init__(self, report: Report, stories: Mapping[int, Story], width: int, *, with_year: bool) -> None:
        """Fit the lines of `stories`, by their numbers, into `width` columns."""
        self._report = report
        self._n_digits = len(str(len(stories)))
        self._indent = " " * (self._n_digits + len(". "))
        self._room = width - len(self._indent)
        self._copies = copies_by_story(report)
        self._reasons = weakest_reasons(report)
        self._with_year = with_year  # in a report on one year the period has said which

    def lines(self, number: int, story: Story) -> Iterator[str]:
        """Yield the lines of `story`; `number` is its place in `Report.stories`, from 1."""
        articles = members(self._report, story)
        head, *rest = wrap(headline(self._report.articles[story.central]), self._room, TITLE_LINES)
        yield f"{number:>{self._n_digits}}. " + click.style(head, bold=True)
        for line in rest:
            yield self._indent + click.style(line, bold=True)
        for line in wrap(self._size(articles), self._room):
            yield self._indent + line
        yield self._indent + listed(outlet_names(articles), self._room)
        for line in wrap(self._copied(number, len(articles)), self._room):
            yield self._indent + line
        yield from (self._indent + line for line in self._source(number))
        groups = self._copies.get(number, [])
        if groups and len(groups[0].articles) == len(articles):  # no copy depends on how probable it is
            least_alike = groups[0].weakest
            yield from (self._indent + line for line in self._link(least_alike, "least alike, Jaccard"))
        elif story.weakest:
            yield from (self._indent + line for line in self._link(story.weakest, "weakest link"))
            why = "; ".join(self._reasons.get(number, []))
            yield from (self._indent + line for line in wrap(f"strongest reasons: {why}", self._room) if why)

    def _size(self, articles: list[Article]) -> str:
        n_outlets = len(outlet_counts(articles))
        outlets = f" from {counted(n_outlets, 'outlet')}" if n_outlets else ""
        when = span(articles, with_year=self._with_year) or "no dates"
        return f"{counted(len(articles), 'article')}{outlets}, {when}"

    def _copied(self, number: int, n_articles: int) -> str:
        groups = self._copies.get(number, [])
        n_copies = sum(len(group.articles) for group in groups)
        if not groups:
            return "no copies"
        if len(groups) > 1:
            return f"{n_copies:,} of them are copies, of {len(groups):,} texts"
        if n_copies == n_articles:
            return "both are copies of one text" if n_articles == 2 else "all are copies of one text"
        return f"{n_copies:,} of them are copies of one text"

    def _source(self, number: int) -> list[str]:
        """Return the likely source of the story's largest group of copies, its location on a line of its own if long.

        The name of an outlet is cut off visibly where it is longer than a line. Empty where the source is unknown.
        """
        groups = self._copies.get(number)
        source = self._report.sources.get(groups[0].representative) if groups else None
        if source is None or source.confidence is None:
            return []
        label = f"likely source ({source.confidence.value} confidence): "
        outlet = cut(source.outlet, self._room - 1)
        if source.article is None:
            return wrap(f"{label}{outlet}, not among the articles", self._room)
        location = self._report.articles[source.article].location
        line = label + (f"{outlet}, " if outlet else "")
        if columns(line + location) <= self._room:
            return [line + location]
        return [*wrap(line, self._room), cut_start(location, self._room)]

    def _link(self, link: Link, name: str) -> list[str]:
        """Return the link on one line where it fits, otherwise on one line for each article."""
        label = f"{name} {link.strength:.2f}: "
        left, right = (self._report.articles[number].location for number in (link.left, link.right))
        line = f"{label}{left} - {right}"
        if columns(line) <= self._room:
            return [line]
        room = self._room - len(label)
        return [label + cut_start(left, room), " " * len(label) + cut_start(right, room)]
