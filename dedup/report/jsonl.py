"""Report -> JSON lines: one object for each story of two or more articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.records import Copies, Link, Report, Story
from dedup.report import json
from dedup.report.reason_words import weakest_reasons
from dedup.report.tables import (
    ArticleRow,
    article_rows,
    copies_by_story,
    dated,
    members,
    outlet_counts,
    published,
    shared_stories,
)


def stories_jsonl(report: Report) -> Iterator[str]:
    """Yield the lines of `stories.jsonl`, in the order of `report.stories`."""
    rows = article_rows(report)
    copies = copies_by_story(report)
    reasons = weakest_reasons(report)
    for number, story in shared_stories(report).items():
        groups = [_group(group, rows) for group in copies.get(number, [])]
        weakest = _link(story.weakest, "probability", rows) if story.weakest else None
        if weakest:
            weakest["reasons"] = reasons.get(number, [])
        yield json.line(
            {
                "story": number,
                **_story(report, story, rows),
                "copies": groups,
                "weakest_link": weakest,
                "central": rows[story.central].article,
                "terms": story.terms,
            }
        )


def _story(report: Report, story: Story, rows: Sequence[ArticleRow]) -> dict[str, object]:
    articles = members(report, story)
    outlets = outlet_counts(articles)
    by_date = dated(articles)
    return {
        "title": report.articles[story.central].title,
        "n_articles": len(articles),
        "n_outlets": len(outlets),
        "outlets": list(outlets),
        "first": published(by_date[0]) if by_date else "",
        "last": published(by_date[-1]) if by_date else "",
        "articles": [_article(rows[article]) for article in story.articles],
    }


def _article(row: ArticleRow) -> dict[str, str]:
    return {
        "article": row.article,
        "title": row.title,
        "outlet": row.outlet,
        "published": row.published,
        "role": row.role,
    }


def _group(group: Copies, rows: Sequence[ArticleRow]) -> dict[str, object]:
    return {
        "copies": rows[group.representative].copies,
        "representative": rows[group.representative].article,
        "articles": [rows[article].article for article in group.articles],
        "weakest_link": _link(group.weakest, "jaccard", rows),
    }


def _link(link: Link, measure: str, rows: Sequence[ArticleRow]) -> dict[str, object]:
    return {
        "left": rows[link.left].article,
        "right": rows[link.right].article,
        measure: json.rounded(link.strength),
    }
