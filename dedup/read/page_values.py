"""A page -> the values of its article, by the process that parses pages, or as an earlier run found them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from dedup.read.languages import identify, language_code
from dedup.read.page_cache import keep_values, kept_values
from dedup.read.page_worker import WORKER
from dedup.settings import Settings


def values_later(page: str, settings: Settings) -> Callable[[], dict[str, str]]:
    """Have a page parsed; return a function that waits for what `dedup.read.page.page_values` finds, and the language.

    The language a page declares is often that of its template (of 40 real pages one was wrong), so it counts only where
    the words do not tell.

    The function raises `PageError` where the page gives no values; that is not kept in a cache, for another machine may
    be faster.
    """
    values = kept_values(settings.cache, page) if settings.cache else None
    if values is not None:
        return partial(_with_language, values)
    return partial(_values, WORKER.ask(page, settings.max_page_seconds), page, settings.cache)


def _values(asked: Future[dict[str, str]], page: str, cache: Path | None) -> dict[str, str]:
    values = asked.result()
    if cache:
        keep_values(cache, page, values)
    return _with_language(values)


def _with_language(values: dict[str, str]) -> dict[str, str]:
    declared = values.pop("declared_languages", "")
    if declared and not identify(values.get("title", ""), values.get("text", "")):
        values |= [("language", code) for code in map(language_code, declared.split("\n")) if code][:1]
    return values
