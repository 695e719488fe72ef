"""Which parts of each article's title and text are the article, and which are furniture of the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import tee
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean.boilerplate import recurring_passages
from dedup.clean.furniture import furniture
from dedup.clean.lazy import article_texts
from dedup.clean.marks import Marking, Marks
from dedup.clean.pages import Pages, Uncut, cut_each
from dedup.clean.titles import Title, clean_titles
from dedup.memory import lean
from dedup.records import SetAside, Spans
from dedup.settings import Settings

RECURS = "recurs over the outlet's pages"

# An article of which less than half and fewer words than these would stay is kept whole: a market table, all of
# whose lines recur with other numbers, is no furniture.
MIN_WORDS_LEFT = 20
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|\w+")


def clean(articles: Sequence[Article], settings: Settings) -> tuple[Spans, tuple[SetAside, ...]]:
    """Return the parts of titles and texts that are compared, and what was set aside.

    What recurs is learned for each outlet alone, so an article changes nothing for other outlets; where the outlet
    is unknown, the URL's domain stands for it, or else the folder that the article's file is in; for records of which
    neither is known nothing is learned. Rows of furniture
    come with most characters first. Without `settings.boilerplate` all texts are compared whole.
    """
    marking, titles = Marking(), dict[int, Title]()
    outlets = list(map(_outlet, articles))
    by_outlet = _by_outlet(articles, outlets) if settings.boilerplate else {}
    # Threads cut the texts of the next outlets while furniture is recognised in this one's, which is plain Python.
    with lean():
        to_cut, uncut = tee(_uncut([articles[i] for i in indices], outlet) for outlet, indices in by_outlet.items())
        pages = map(Pages, (of_outlet.texts for of_outlet in uncut), cut_each(to_cut))
        for (outlet, indices), of_outlet in zip(by_outlet.items(), pages, strict=True):
            _mark(marking, articles, indices, of_outlet, settings.min_boilerplate_share if outlet else None)
            titles |= clean_titles(articles, indices, learns=bool(outlet))
    lengths = np.fromiter((article.n_chars for article in articles), np.int32, len(articles))
    marks = _without_whole(marking.marks().disjoint(), articles, lengths)
    parts = {index: title.part for index, title in titles.items()}
    return _spans(marks, lengths, parts), _rows(articles, outlets, marks, marking.reasons, titles)


def _mark(
    marking: Marking, articles: Sequence[Article], indices: Sequence[int], pages: Pages, min_share: float | None
) -> None:
    """Mark what is furniture in one outlet's `pages`; `min_share` is None where nothing can be learned."""
    if min_share is not None:
        learned = recurring_passages(pages, min_share)
        marking.add_passages(pages.cuts, learned, np.array(indices, np.int32), RECURS)
    for number in np.flatnonzero(pages.cuts.suspect).tolist():
        page, index = pages[number], indices[number]
        for mark in furniture(page, articles[index].title):
            marking.add([(index, page.text, [(mark.start, mark.end)])], mark.reason)


def _uncut(articles: Sequence[Article], outlet: str) -> Uncut:
    return Uncut(article_texts(articles), [article.title for article in articles], learns=bool(outlet))


def _by_outlet(articles: Sequence[Article], outlets: Sequence[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, (article, outlet) in enumerate(zip(articles, outlets, strict=True)):
        groups[outlet or _folder(article)].append(index)
    return groups


def _folder(article: Article) -> str:
    """Return the folder of an article that has a file of its own, ending in a slash; empty for records of a file.

    Files of unknown outlet that were put in one folder are mostly of one outlet. Where they are not, nothing recurs.
    """
    path, slash, name = article.location.rpartition("/")
    return "" if "#" in name else path + slash or "./"


def _outlet(article: Article) -> str:
    """Return the outlet, or else the URL's domain; empty where neither is known."""
    if article.outlet or not article.url:
        return article.outlet
    try:
        return (urlsplit(article.url).hostname or "").removeprefix("www.")
    except ValueError:  # not a URL, such as "http://[a"
        return ""


def _without_whole(marks: Marks, articles: Sequence[Article], lengths: NDArray[np.int32]) -> Marks:
    """Return the disjoint `marks` without those of articles of which too little would be left."""
    n_marked = np.bincount(marks.article, marks.end - marks.start, len(lengths))
    mostly = 2 * n_marked > lengths
    n_words = dict.fromkeys(np.flatnonzero(mostly).tolist(), 0)
    gaps = marks.where(mostly[marks.article]).gaps(lengths)
    for index, start, end in zip(*(column.tolist() for column in gaps), strict=True):
        n_words[index] += len(_WORD.findall(articles[index].text[start:end]))
    whole = [index for index, n in n_words.items() if n < MIN_WORDS_LEFT]
    return marks.where(~np.isin(marks.article, whole)) if whole else marks


def _spans(marks: Marks, lengths: NDArray[np.int32], titles: Mapping[int, tuple[int, int]]) -> Spans:
    article, start_of_gap, end_of_gap = marks.gaps(lengths)
    is_marked = np.zeros(len(lengths), np.bool_)
    is_marked[marks.article] = True
    n_spans = np.where(is_marked, np.bincount(article, minlength=len(lengths)), lengths > 0)
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_spans)])
    start = np.zeros(bounds[-1], np.int32)
    end = np.repeat(lengths, n_spans)
    of_marked = np.repeat(is_marked, n_spans)
    start[of_marked], end[of_marked] = start_of_gap, end_of_gap
    return Spans(bounds, start, end, titles)


def _rows(
    articles: Sequence[Article],
    outlets: Sequence[str],
    marks: Marks,
    reasons: Sequence[str],
    titles: Mapping[int, Title],
) -> tuple[SetAside, ...]:
    """Return one row for each outlet, reason and passage (but for case, digits and white space)."""
    of_titles = Marking()
    for index, title in titles.items():
        for mark in title.marks:
            of_titles.add([(index, articles[index].title, [(mark.start, mark.end)])], mark.reason)
    in_titles = _set_aside(articles, outlets, of_titles.marks(), of_titles.reasons, "title")
    in_texts = _set_aside(articles, outlets, marks, reasons, "text")
    return tuple(
        sorted(
            [*in_titles, *in_texts], key=lambda row: (-row.n_chars, row.outlet, row.passage, row.reason, row.example)
        )
    )


def _set_aside(
    articles: Sequence[Article], outlets: Sequence[str], marks: Marks, reasons: Sequence[str], what: str
) -> list[SetAside]:
    """Return those rows of the `marks` in the titles or the texts, whichever `what` names."""
    marks = marks.where(marks.end > marks.start)
    if not len(marks.article):
        return []
    which, place = np.unique(marks.article, return_inverse=True)
    outlet = _numbered([outlets[index] for index in which.tolist()])[place]
    rank = _numbered([articles[index].location for index in which.tolist()])[place]
    order = np.lexsort((marks.article, marks.start, rank, marks.hashes, marks.reason, outlet))
    marks, outlet = marks.where(order), outlet[order]
    of_row = np.cumsum(
        np.append(
            False,
            (outlet[1:] != outlet[:-1])
            | (marks.reason[1:] != marks.reason[:-1])
            | (marks.hashes[1:] != marks.hashes[:-1]),
        )
    )
    first = np.searchsorted(of_row, np.arange(of_row[-1] + 1))
    n_chars = np.add.reduceat(marks.end.astype(np.int64) - marks.start, first)
    n_articles = np.bincount(np.unique(of_row * len(articles) + marks.article) // len(articles))
    examples = marks.where(first)
    return [
        SetAside(
            outlets[index],
            reasons[reason],
            of_articles,
            chars,
            articles[index].location,
            getattr(articles[index], what)[start:end],
        )
        for index, start, end, reason, of_articles, chars in zip(
            examples.article.tolist(),
            examples.start.tolist(),
            examples.end.tolist(),
            examples.reason.tolist(),
            n_articles.tolist(),
            n_chars.tolist(),
            strict=True,
        )
    ]


def _numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """Return for each of `names` its place among them in their order, the same for equal ones."""
    place = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([place[name] for name in names], np.int64)
