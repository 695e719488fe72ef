"""Matches -> groups of copies: articles that are one text, each verified against the one that stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dedup.records import Article, Copies, Link, Matches, Verdict


def group_copies(articles: Sequence[Article], matches: Matches) -> tuple[Copies, ...]:
    """Return the groups of two or more copies, largest first, then by first article.

    The article with the most copies stands for its group, ties going to the earliest published, then to the first; its
    copies join it and leave the rest, and so on. So two texts are never joined through a third: where A copies B and
    B copies C, but A does not copy C, B stands for all three, and each was verified against B. An article that could
    join two groups is in the one formed first.
    """
    similarity: dict[int, dict[int, float]] = defaultdict(dict)
    for row in range(len(matches)):
        if matches.verdict[row] <= Verdict.REPRINT.code:
            left, right = int(matches.left[row]), int(matches.right[row])
            similarity[left][right] = similarity[right][left] = float(matches.jaccard[row])
    groups: list[Copies] = []
    grouped: set[int] = set()
    for article in sorted(similarity, key=lambda i: (-len(similarity[i]), _publication_order(articles[i]), i)):
        members = [] if article in grouped else [other for other in similarity[article] if other not in grouped]
        if members:
            grouped.update((article, *members))
            least_like = min(members, key=lambda i: (similarity[article][i], i))
            weakest = Link(min(article, least_like), max(article, least_like), similarity[article][least_like])
            groups.append(Copies(tuple(sorted((article, *members))), article, weakest))
    return tuple(sorted(groups, key=lambda group: (-len(group.articles), group.articles)))


def _publication_order(article: Article) -> float:
    return article.published_s if article.published else float("inf")
