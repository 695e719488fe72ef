"""Report -> JSON lines: one object for each story of two or more articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dedup.article import Article
from dedup.cluster.roles import Role, roles
from dedup.records import Copies, Link, Report, Story
from dedup.report import json
from dedup.report.reason_words import weakest_reasons
from dedup.report.tables import (
    copies_by_story,
    copies_numbers,
    members,
    outlet_counts,
    published,
    shared_stories,
)


def stories_jsonl(report: Report) -> Iterator[str]:
    """Yield the lines of `stories.jsonl`, in the order of `report.stories`."""
    articles, role_of = report.articles, roles(report)
    copies, copies_of = copies_by_story(report), copies_numbers(report)
    reasons = weakest_reasons(report)
    for number, story in shared_stories(report).items():
        groups = [_group(group, copies_of, articles) for group in copies.get(number, [])]
        weakest = _link(story.weakest, "probability", articles) if story.weakest else None
        if weakest:
            weakest["reasons"] = reasons.get(number, [])
        yield json.line(
            {
                "story": number,
                **_story(report, story, role_of),
                "copies": groups,
                "weakest_link": weakest,
                "central": articles[story.central].location,
                "terms": story.terms,
            }
        )


def _story(report: Report, story: Story, role_of: Sequence[Role]) -> dict[str, object]:
    outlets = outlet_counts(members(report, story))
    articles = [_article(report.articles[i], role_of[i]) for i in story.articles]
    dates = [article["published"] for article in articles if article["published"]]  # earliest first, as they are
    return {
        "title": report.articles[story.central].title,
        "n_articles": len(articles),
        "n_outlets": len(outlets),
        "outlets": list(outlets),
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "articles": articles,
    }


def _article(article: Article, role: Role) -> dict[str, str]:
    return {
        "article": article.location,
        "title": article.title,
        "outlet": article.outlet,
        "published": published(article),
        "role": role,
    }


def _group(group: Copies, copies_of: Mapping[int, int], articles: Sequence[Article]) -> dict[str, object]:
    return {
        "copies": copies_of[group.representative],
        "representative": articles[group.representative].location,
        "articles": [articles[article].location for article in group.articles],
        "weakest_link": _link(group.weakest, "jaccard", articles),
    }


def _link(link: Link, measure: str, articles: Sequence[Article]) -> dict[str, object]:
    return {
        "left": articles[link.left].location,
        "right": articles[link.right].location,
        measure: json.rounded(link.strength),
    }
