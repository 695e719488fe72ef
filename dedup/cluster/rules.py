"""Rule, preferred outlets -> the order in which the copies of one text are worth keeping."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from dedup.article import Article
from dedup.cluster.publication import earliest, end_order
from dedup.read.outlets import domain_of
from dedup.records import Source, Spans
from dedup.settings import Settings

# Among copies whose text is within 5% of the longest, metadata decides: a byline more is no more text.
_SAME_LENGTH: Final = 0.95

_Key = tuple[Any, ...]
"""What articles are sorted by, the one to keep first."""


class Rule:
    """The rule of `settings.keep`, after the outlets of `settings.prefer_outlet`; ties go to the best article.

    `earliest` takes a bare date for the end of its day and `latest` for its start, so that an article whose hour is
    unknown is taken only where it is certainly the one; articles without a date come last. `source` keeps the likely
    source, the best article where that is unknown or was not read. `best` is the most text that is no furniture,
    metadata deciding between articles of about one length.
    """

    def __init__(
        self, articles: Sequence[Article], spans: Spans, sources: Mapping[int, Source], settings: Settings
    ) -> None:
        self._articles = articles
        self._sources = sources
        self._n_chars = spans.n_chars
        self._place = {outlet.casefold(): place for place, outlet in reversed([*enumerate(settings.prefer_outlet)])}
        self._name = settings.keep
        rules: dict[str, Callable[[int], _Key]] = {
            "best": self._best,
            "source": self._source,
            "earliest": self._earliest,
            "latest": self._latest,
            "longest": self._longest,
        }
        self._key = rules[settings.keep]

    def ranked(self, group: Sequence[int]) -> list[int]:
        """Return `group` with the article to keep first."""
        longest = max(self._n_chars[number] for number in group)

        def key(number: int) -> _Key:
            return (self._preference(number), *self._key(number), *self._by_worth(number, longest), number)

        return sorted(group, key=key)

    def says(self, number: int) -> str:
        """Return what the article ranked first is among its copies, in words."""
        if self._preference(number) < len(self._place):
            return f"copy from {self._articles[number].outlet or domain_of(self._articles[number].url)}, as preferred"
        if self._name == "source" and self._sources[number].article != number:
            return f"best copy, as the source is {'not among them' if self._sources[number].outlet else 'unknown'}"
        return "likely source" if self._name == "source" else f"{self._name} copy"

    def _preference(self, number: int) -> int:
        if not self._place:
            return 0
        article = self._articles[number]
        names = (article.outlet, article.outlet.removeprefix("www."), domain_of(article.url))
        return min(self._place.get(name.casefold(), len(self._place)) for name in names)

    def _by_worth(self, number: int, longest: int) -> _Key:
        n_chars = self._n_chars[number]
        is_full = n_chars >= _SAME_LENGTH * longest
        return (not is_full, -_n_known(self._articles[number]) if is_full else 0, -n_chars, *self._earliest(number))

    def _best(self, _: int) -> _Key:
        return ()

    def _longest(self, number: int) -> _Key:
        return (-self._n_chars[number],)

    def _source(self, number: int) -> _Key:
        return (self._sources[number].article != number,)

    def _earliest(self, number: int) -> _Key:
        return end_order(self._articles[number].published)

    def _latest(self, number: int) -> _Key:
        published = self._articles[number].published
        return (published is None, -earliest(published).timestamp() if published else 0.0)


def _n_known(article: Article) -> int:
    """Return how much is known of `article`; the hour of publication counts beside its day."""
    known = (article.title, article.outlet, article.url, article.language, article.id, article.published)
    return sum(map(bool, known)) + isinstance(article.published, datetime)
