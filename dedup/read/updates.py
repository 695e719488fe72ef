"""Versions of one item: the latest is kept, the others are listed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from dedup.article import Article
from dedup.read.dates import published
from dedup.read.urls import page_key
from dedup.records import Skipped

SUPERSEDED = "superseded"
_NUMBERS = re.compile(r"\d{1,9}(?:\.\d{1,9})*")
_Rank = tuple[int, ...]


def latest_versions(articles: Sequence[Article]) -> tuple[list[Article], list[Skipped]]:
    """Return the articles without superseded versions, and these as skipped.

    Versions of one item have the same id, or without ids the same address but for tracking parameters, AMP and mobile
    forms; the same outlet; and a version each. Without versions nothing distinguishes an update from a copy, and ids
    alone often number the rows of a file, so all those are kept. Of equal versions all are kept, too.
    """
    items: dict[tuple[str, str], list[tuple[_Rank, Article]]] = defaultdict(list)
    versioned = [article for article in articles if article.version]
    n_versions = Counter(article.outlet for article in versioned)
    for article in versioned:
        if n_versions[article.outlet] > 1 and (name := _item(article)) and (rank := _rank(article.version)):
            items[name, article.outlet].append((rank, article))
    later: dict[str, Article] = {}
    for versions in items.values():
        highest, latest = max(versions, key=lambda version: version[0])
        later.update((article.location, latest) for rank, article in versions if rank < highest)
    if not later:
        return list(articles), []
    skipped = [_superseded(article, later[article.location]) for article in articles if article.location in later]
    return [article for article in articles if article.location not in later], skipped


def _item(article: Article) -> str:
    return page_key(article.id) if article.id.startswith("http") else article.id or page_key(article.url)


def _rank(version: str) -> _Rank | None:
    """Return numbers that grow with the version: its own, or the seconds since 1970 of its date."""
    if _NUMBERS.fullmatch(version):
        return tuple(map(int, version.split(".")))
    moment = published(version)
    return (int(moment.timestamp()),) if isinstance(moment, datetime) else None


def _superseded(article: Article, latest: Article) -> Skipped:
    return Skipped(article.location, SUPERSEDED, f"version {article.version}: {latest.location} is {latest.version}")
