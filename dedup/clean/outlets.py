"""Articles -> outlets -> the furniture on each one's pages: what is learned is learned within one outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import tee
from typing import Final
from urllib.parse import urlsplit

import numpy as np

from dedup.article import Article
from dedup.clean.boilerplate import recurring_passages
from dedup.clean.furniture import furniture
from dedup.clean.marks import Marking
from dedup.clean.pages import Pages, cut_each
from dedup.clean.passages import Span
from dedup.clean.titles import clean_titles

RECURS: Final = "recurs over the outlet's pages"


@dataclass(frozen=True, slots=True)
class Marked:
    """What is furniture in texts and in titles."""

    texts: Marking = field(default_factory=Marking)
    titles: Marking = field(default_factory=Marking)
    parts: dict[int, Span] = field(default_factory=dict)
    """Article -> the part of its title that is compared, where that is not all of it."""

    def take(self, other: Marked) -> None:
        """Take over what is in `other`."""
        self.texts.take(other.texts)
        self.titles.take(other.titles)
        self.parts.update(other.parts)


def outlet_of(article: Article) -> str:
    """Return the outlet, or else the URL's domain; empty where neither is known."""
    if article.outlet or not article.url:
        return article.outlet
    try:
        return (urlsplit(article.url).hostname or "").removeprefix("www.")
    except ValueError:  # not a URL, such as "http://[a"
        return ""


def by_outlet(articles: Sequence[Article], names: Sequence[str]) -> list[list[int]]:
    """Return the articles of each outlet by their places; `names` are what `outlet_of` returns for each."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, (article, name) in enumerate(zip(articles, names, strict=True)):
        groups[name or _where(article)].append(index)
    return [*groups.values()]


def _where(article: Article) -> str:
    """Return the folder of an article that has a file of its own, ending in a slash; of a record, its file with `#`.

    Articles of unknown outlet that were put in one place are mostly of one outlet. Where they are not, nothing recurs.
    """
    file, mark, number = article.location.rpartition("#")
    if mark and number.isdecimal():
        return file + mark
    path, slash, _ = article.location.rpartition("/")
    return path + slash or "./"


def mark(articles: Sequence[Article], outlets: Iterable[Sequence[int]], min_share: float) -> Marked:
    """Return the furniture in the `articles` of these `outlets`, each of which is the places of its articles.

    A recurring passage must stand on at least `min_share` of an outlet's pages.
    """
    marked = Marked()
    # Threads cut the texts of the next outlets while furniture is recognised in this one's, which is plain Python.
    outlets, ahead = tee(outlets)
    to_cut, uncut = tee([articles[index] for index in indices] for indices in ahead)
    cut_pages = map(Pages, uncut, cut_each(to_cut))
    for indices, pages in zip(outlets, cut_pages, strict=True):
        _mark_texts(marked.texts, articles, indices, pages, min_share)
        for index, title in clean_titles(articles, indices).items():
            marked.parts[index] = title.part
            for each in title.marks:
                marked.titles.add([(index, articles[index].title, [(each.start, each.end)])], each.reason)
    return marked


def _mark_texts(
    marking: Marking, articles: Sequence[Article], indices: Sequence[int], pages: Pages, min_share: float
) -> None:
    """Mark the furniture in one outlet's `pages`."""
    learned = recurring_passages(pages, min_share)
    marking.add_passages(pages.cuts, learned, np.array(indices, np.int32), RECURS)
    for number in np.flatnonzero(pages.cuts.rules).tolist():
        page, index = pages[number], indices[number]
        for mark in furniture(page, articles[index].title, int(pages.cuts.rules[number])):
            marking.add([(index, page.text, [(mark.start, mark.end)])], mark.reason)
