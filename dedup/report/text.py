"""Report -> the summary a person reads in a terminal: what was found in numbers, then the largest stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from dedup.article import Article
from dedup.read.extras import NOT_INSTALLED
from dedup.records import Report, Skipped
from dedup.report.counts import RunCounts, count
from dedup.report.story_text import StoryText
from dedup.report.tables import most_first, period, shared_stories
from dedup.report.terminal import cut, listed, pad, wrap
from dedup.report.wording import UNKNOWN_OUTLET, counted, days, years

LABEL = 12  # columns: the longest label, "Languages", and a gap
TOP_OUTLETS = 3  # whose furniture is named; the whole list is in set_aside.csv


def report_text(report: Report, *, width: int, top: int) -> str:
    """Return the summary of `report`, at most `width` columns wide, with its `top` largest stories."""
    ends = period(report) or ()
    return "\n".join([*_overview(report, ends, width), *_largest_stories(report, ends, width, top)]) + "\n"


def summary_line(report: Report) -> str:
    """Return the run in one line."""
    counts = count(report)
    parts = [
        counted(counts.articles, "article"),
        counted(counts.stories, "story of two or more", "stories of two or more"),
        counted(counts.groups_of_copies, "group of copies", "groups of copies"),
        f"{sum(counts.skipped.values()):,} skipped",
    ]
    return ", ".join(parts)


def _overview(report: Report, ends: Sequence[Article], width: int) -> Iterator[str]:
    counts = count(report)
    room = width - LABEL
    yield from _field("Articles", wrap(_articles(counts), room))
    if report.articles:
        languages = [f"{code or 'unknown'} ({n:,})" for code, n in counts.languages.items()]
        yield from _field("Languages", [listed(languages, room)])
        yield from _field("Period", wrap(_period(ends, counts), room))
        yield from _field("Stories", wrap(_stories(counts), room))
        yield from _field("Copies", wrap(_copies(counts, report.settings.keep), room))
    yield from _field("Skipped", list(_skipped(report, counts, room)))
    yield from _field("Set aside", list(_set_aside(report, counts, room)))


def _field(label: str, lines: list[str]) -> Iterator[str]:
    yield click.style(pad(label, LABEL), bold=True) + lines[0]
    for line in lines[1:]:
        yield " " * LABEL + line


def _articles(counts: RunCounts) -> str:
    if not counts.articles:
        return "none"
    known = f"{counts.articles:,} from {counted(counts.outlets, 'outlet')}"
    if not counts.articles_without_outlet:
        return known
    if not counts.outlets:
        return f"{counts.articles:,}, all of {UNKNOWN_OUTLET}"
    return f"{known}; {counts.articles_without_outlet:,} of {UNKNOWN_OUTLET}"


def _period(ends: Sequence[Article], counts: RunCounts) -> str:
    if not ends:
        return "unknown: no article has a date"
    undated = counts.articles_without_date
    return days(ends) + (f"; {counted(undated, 'article')} without a date" if undated else "")


def _stories(counts: RunCounts) -> str:
    if not counts.stories:
        return "none: no two articles match"
    stories = f"{counted(counts.stories, 'story', 'stories')} of two or more articles"
    alone = "1 article stands alone" if counts.singles == 1 else f"{counts.singles:,} articles stand alone"
    return f"{stories}, {counts.articles_in_stories:,} in all; {alone}"


def _copies(counts: RunCounts, keep: str) -> str:
    if not counts.groups_of_copies:
        return "none: no two articles are one text"
    groups = counted(counts.groups_of_copies, "group of copies", "groups of copies")
    in_all = f"{groups}, {counted(counts.articles_in_copies, 'article')} in all"
    return f"{in_all}; {counts.articles_dropped:,} to drop, keeping the {keep} of each"


def _skipped(report: Report, counts: RunCounts, room: int) -> Iterator[str]:
    if not counts.skipped:
        yield "nothing"
        return
    examples: dict[str, Skipped] = {}
    for skipped in report.skipped:
        examples.setdefault(skipped.reason, skipped)
    yield counted(sum(counts.skipped.values()), "file or record", "files and records")
    column = len(f"{max(counts.skipped.values()):,}")
    for reason, n in counts.skipped.items():
        yield f"  {n:>{column},}  {cut(reason, room - column - 4)}"
        if reason == NOT_INSTALLED:  # each names a command, which must not be cut off
            commands = sorted({skipped.detail for skipped in report.skipped if skipped.reason == reason})
            yield from (" " * (column + 4) + command for command in commands)
            continue
        example = examples[reason]
        detail = f": {example.detail}" if example.detail else ""
        such_as = "such as " if n > 1 else ""
        yield " " * (column + 4) + cut(f"{such_as}{example.location}{detail}", room - column - 4)


def _set_aside(report: Report, counts: RunCounts, room: int) -> Iterator[str]:
    if not report.set_aside:
        yield "nothing"
        return
    characters = counted(counts.characters_set_aside, "character")
    passages = counted(counts.passages_set_aside, "passage")
    yield from wrap(f"{characters} of page furniture, in {passages} that no comparison counts", room)
    by_outlet: Counter[str] = Counter()
    for passage in report.set_aside:
        by_outlet[passage.outlet or UNKNOWN_OUTLET] += passage.n_chars
    ranked = most_first(by_outlet)
    column = len(f"{max(ranked.values()):,}")
    for outlet, n_chars in list(ranked.items())[:TOP_OUTLETS]:
        yield f"  {n_chars:>{column},}  {cut(outlet, room - column - 4)}"
    if len(ranked) > TOP_OUTLETS:
        yield " " * (column + 4) + f"+{counted(len(ranked) - TOP_OUTLETS, 'more outlet')}"


def _largest_stories(report: Report, ends: Sequence[Article], width: int, top: int) -> Iterator[str]:
    stories = shared_stories(report)
    if not stories or not top:
        return
    shown = dict(list(stories.items())[:top])
    of = f" ({len(shown):,} of {len(stories):,})" if len(shown) < len(stories) else ""
    yield ""
    yield click.style(f"Largest stories{of}", bold=True)
    story_text = StoryText(report, shown, width, with_year=len(years(ends)) > 1)
    for number, story in shown.items():
        yield ""
        yield from story_text.lines(number, story)
