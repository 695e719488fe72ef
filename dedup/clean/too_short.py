"""Articles with too few words to compare: stubs, empty files, pages that lost their text."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.features.tokenize import tokenize
from dedup.records import Article, Skipped
from dedup.settings import Settings

REASON = "too short"


def too_short(articles: Sequence[Article], settings: Settings) -> tuple[list[Article], list[Skipped]]:
    """Return the articles with at least `settings.min_words` words in title and text, and the others as skipped."""
    kept, skipped = [], []
    for article in articles:
        # A word and what separates it from the next are rarely over 100 characters: longer texts need no counting.
        if len(article.text) > 100 * settings.min_words:
            kept.append(article)
            continue
        n_words = len(tokenize(f"{article.title}\n{article.text}").hashes)
        if n_words >= settings.min_words:
            kept.append(article)
        else:
            detail = f"{n_words} words in title and text, and at least {settings.min_words} are needed"
            skipped.append(Skipped(article.location, REASON, detail))
    return kept, skipped
