"""A page -> the values of its article, by the process that parses pages, or as an earlier run found them."""

from __future__ import annotations

from dedup.read.languages import identify, language_code
from dedup.read.page_cache import keep_values, kept_values
from dedup.read.page_worker import WORKER
from dedup.settings import Settings


def values_of(page: str, settings: Settings) -> dict[str, str]:
    """Return what `dedup.read.page.page_values` finds, and the language.

    The language a page declares is often that of its template (of 40 real pages one was wrong), so it counts only where
    the words do not tell.

    Raises:
        PageError: where the page gives no values; that is not kept in a cache, for another machine may be faster.
    """
    values = kept_values(settings.cache, page) if settings.cache else None
    if values is None:
        values = WORKER.values(page, settings.max_page_seconds)
        if settings.cache:
            keep_values(settings.cache, page, values)
    declared = values.pop("declared_languages", "")
    if declared and not identify(values.get("title", ""), values.get("text", "")):
        values |= [("language", code) for code in map(language_code, declared.split("\n")) if code][:1]
    return values
