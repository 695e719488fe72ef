"""The two groupings as scikit-learn estimators, for texts that are already in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted

from dedup.article import Article
from dedup.copied import Copied, find_copies
from dedup.features.extract import extract_signatures
from dedup.pipeline import scan_articles
from dedup.read.languages import identify
from dedup.records import Report, Source
from dedup.settings import Settings


class NearDuplicates(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups of copies: texts that share at least `min_jaccard` of their shingles, or are reprints of one text.

    Parameters and their ranges are those of `Settings`. Give `Article`s with title, date and outlet where you have
    them: the source and the choice of what to keep make use of each. Texts that have no menus, teasers and notices
    round them any more need no `boilerplate` set aside: without it `fit` takes four fifths of the time.

    Attributes, after `fit`:
        labels_: (n_texts,), the group of each text, numbered by first member; a text without a copy, or too short to
            compare, is a group of its own.
        representative_: (n_texts,), the text that stands for the group, and that every other member was verified
            against; for a text without a copy, itself.
        kept_: ascending places of the texts to keep.
        in_favour_of_: (n_texts,), the text kept in place of each; for a text that is kept, itself.
        sources_: the likely `Source` of each text with copies and of each excerpt, by its place; `Source.article` is
            a place too.
        report_: the whole `Report`, with every verified pair, stories and evidence; its articles are those of the
            texts that are not too short, each with its place as location. It is made when it is first asked for,
            which takes two or three times as long as `fit`, and leaves the other attributes as they are.

    >>> NearDuplicates(min_jaccard=0.5).get_params()["min_jaccard"]
    0.5
    """

    def __init__(
        self,
        *,
        min_jaccard: float = 0.8,
        shingle_size: int = 5,
        num_perm: int = 128,
        min_words: int = 5,
        boilerplate: bool = True,
        keep: str = "best",
        prefer_outlet: tuple[str, ...] = (),
        lossless: bool = False,
    ) -> None:
        self.min_jaccard = min_jaccard
        self.shingle_size = shingle_size
        self.num_perm = num_perm
        self.min_words = min_words
        self.boilerplate = boilerplate
        self.keep = keep
        self.prefer_outlet = prefer_outlet
        self.lossless = lossless

    def fit(self, X: Iterable[str | Article], y: Any = None) -> NearDuplicates:  # noqa: ARG002, N803 - scikit-learn's
        """Group the texts or articles `X`; `y` is ignored.

        Raises `SettingsError` for a parameter out of range, and `TypeError` where `X` is one text or holds others
        than texts and articles of texts and dates.
        """
        self._texts = _Texts(X)
        self._settings = Settings(**self.get_params())
        self._report: Report | None = None
        self._copied = found = find_copies(self._texts.articles, self._settings, self._texts.with_language)
        n = len(self._texts.articles)
        place = [int(article.location) for article in found.articles]
        self.labels_ = _labels(n, found.articles, [group.articles for group in found.copies])
        self.representative_ = np.arange(n)
        for group in found.copies:
            self.representative_[[place[number] for number in group.articles]] = place[group.representative]
        self.in_favour_of_ = np.arange(n)
        for number, decision in found.decisions.items():
            if decision.in_favour_of is not None:
                self.in_favour_of_[place[number]] = place[decision.in_favour_of]
        self.kept_ = np.flatnonzero(self.in_favour_of_ == np.arange(n))
        self.sources_ = {place[number]: _placed(source, place) for number, source in found.sources.items()}
        return self

    @property
    def report_(self) -> Report:
        """The whole report, see above."""
        check_is_fitted(self)
        if self._report is None:
            self._report = scan_articles(self._texts.with_languages(), self._settings)
        return self._report

    def minhashes(self) -> Iterator[tuple[int, MinHash]]:
        """Yield the place and the `datasketch.MinHash` of each text that is not too short.

        They are the signatures the copies were found by, made again rather than kept: of the shingles of the body,
        furniture set aside where `boilerplate` says so, with datasketch's scheme `affine32`. They compare, merge and go
        into a `MinHashLSH` of the same `num_perm` like any other.
        """
        check_is_fitted(self)
        found: Copied = self._copied
        signatures = extract_signatures(found.articles, found.spans, self._settings)
        for article, signature in zip(found.articles, signatures, strict=True):
            yield int(article.location), MinHash(self.num_perm, hashvalues=signature, scheme="affine32")


class Stories(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Stories: articles on one event, copies included.

    Give `Article`s with title, date and language where you have them: the probability makes use of each. After
    `fit`, `labels_` (n_texts,) holds the story of each, numbered by first member; a text that matches nothing, or is
    too short to compare, is a story of its own. `report_` is the whole `Report`.
    """

    def __init__(
        self,
        *,
        min_probability: float = 0.5,
        min_jaccard: float = 0.8,
        max_days_apart: float = 365.0,
        min_words: int = 5,
    ) -> None:
        self.min_probability = min_probability
        self.min_jaccard = min_jaccard
        self.max_days_apart = max_days_apart
        self.min_words = min_words

    def fit(self, X: Iterable[str | Article], y: Any = None) -> Stories:  # noqa: ARG002, N803 - scikit-learn's names
        """Group the texts or articles `X`; `y` is ignored.

        Raises `SettingsError` for a parameter out of range, and `TypeError` where `X` is one text or holds others
        than texts and articles.
        """
        articles = _Texts(X).with_languages()
        related = min(Settings.min_related, self.min_probability)
        self.report_ = scan_articles(articles, Settings(**self.get_params(), min_related=related))
        report = self.report_
        self.labels_ = _labels(len(articles), report.articles, [story.articles for story in report.stories])
        return self


class _Texts:
    """What was given to fit, as articles that have their place as location."""

    def __init__(self, texts: Iterable[str | Article]) -> None:
        if isinstance(texts, str | bytes | Article) or not isinstance(texts, Iterable):
            kind = type(texts).__name__
            raise TypeError(f"X must be a sequence of texts or articles, got one {kind}: put it in a list")
        if (n := getattr(texts, "ndim", 1)) != 1:  # of a table pandas gives the names of its columns
            raise TypeError(f"X must be a sequence of texts or articles, got {n} dimensions: give one column")
        self.articles: list[Article] = []
        self._bare: set[str] = set()
        for place, text in enumerate(texts):
            self.articles.append(_article(place, text))
            if isinstance(text, str):
                self._bare.add(str(place))

    def with_language(self, article: Article) -> Article:
        """Return the article, with its language identified where it is a bare text."""
        is_bare = article.location in self._bare
        return replace(article, language=identify("", article.text)) if is_bare else article

    def with_languages(self) -> list[Article]:
        """Return all articles so."""
        return [self.with_language(article) for article in self.articles]


def _article(place: int, text: str | Article) -> Article:
    if isinstance(text, str):
        return Article(text=text, location=str(place))
    if not isinstance(text, Article):
        raise TypeError(f"X must hold texts (str) or articles, but X[{place}] is a {type(text).__name__}")
    for name in ("text", "title", "outlet"):
        if not isinstance(value := getattr(text, name), str):
            raise TypeError(f"{name} of X[{place}] must be a text (str), got a {type(value).__name__}")
    published = text.published
    if published is not None and (not isinstance(published, date) or published != published):  # as pandas' NaT is
        raise TypeError(f"published of X[{place}] must be a date, a datetime or None, got {published!r}")
    if isinstance(published, datetime) and published.tzinfo is None:
        published = published.replace(tzinfo=timezone.utc)  # as the readers take an hour without a zone
    return replace(text, location=str(place), published=published)


def _placed(source: Source, place: Sequence[int]) -> Source:
    return source if source.article is None else replace(source, article=place[source.article])


def _labels(n: int, articles: Sequence[Article], groups: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return for each of `n` texts the number of its group of `articles`, counted by first member."""
    first = np.arange(n)
    for group in groups:
        places = [int(articles[member].location) for member in group]
        first[places] = min(places)
    labels: NDArray[np.int64] = np.unique(first, return_inverse=True)[1]
    return labels
