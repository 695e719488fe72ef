"""Texts -> pages, of one outlet alone."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.article import Article
from dedup.clean.pages import Cuts, Pages, cut_each
from dedup.clean.passages import Page


def uncut(texts: Sequence[str], titles: Sequence[str] = ()) -> list[Article]:
    """Return the articles of an outlet, which have these texts, and these titles or none."""
    both = zip(texts, titles or [""] * len(texts), strict=True)
    return [Article(text=text, title=title) for text, title in both]


def cut(texts: Sequence[str], titles: Sequence[str] = ()) -> Cuts:
    """Return where `texts` are cut."""
    return next(cut_each([uncut(texts, titles)]))


def pages_of(texts: Sequence[str]) -> Pages:
    """Return the pages of `texts`."""
    return Pages(uncut(texts), cut(texts))


def split_page(text: str) -> Page:
    """Return the page of one text."""
    return pages_of([text])[0]
