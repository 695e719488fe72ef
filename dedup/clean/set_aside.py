"""Which parts of each article's title and text are the article, and which are furniture of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean.marks import Marks
from dedup.clean.outlets import by_outlet, outlet_of
from dedup.clean.parallel import mark_outlets
from dedup.distinct import each_once, is_first
from dedup.lengths import bounds_of
from dedup.machine.memory import lean
from dedup.records import SetAside, Spans
from dedup.settings import Settings

# An article that would lose more than half and keep fewer words than these is left whole: a market table, all of whose
# lines recur with other numbers, is no furniture.
MIN_WORDS_LEFT = 20
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|\w+")


@lean()
def clean(articles: Sequence[Article], settings: Settings) -> tuple[Spans, tuple[SetAside, ...]]:
    """Return the parts of titles and texts that are compared, and what was set aside.

    What recurs is learned within each outlet, so an article changes nothing for other outlets. Where the outlet is
    unknown, the URL's domain stands for it, or else the folder of the article's file, or the file of records. Rows of
    furniture come with most characters first. Without `settings.boilerplate` all texts are compared whole.
    """
    outlets = list(map(outlet_of, articles))
    lengths = np.fromiter((article.n_chars for article in articles), np.int32, len(articles))
    marked = mark_outlets(articles, by_outlet(articles, outlets) if settings.boilerplate else [], lengths, settings)
    marks = _without_whole(marked.texts.marks().disjoint(), articles, lengths)
    rows = [
        *_set_aside(articles, outlets, marked.titles.marks(), marked.titles.reasons, "title"),
        *_set_aside(articles, outlets, marks, marked.texts.reasons, "text"),
    ]
    rows.sort(key=lambda row: (-row.n_chars, row.outlet, row.passage, row.reason, row.example))
    return _spans(marks, lengths, dict(sorted(marked.parts.items()))), tuple(rows)


def _without_whole(marks: Marks, articles: Sequence[Article], lengths: NDArray[np.int32]) -> Marks:
    """Return the disjoint `marks`, without those of articles of which too little would be left."""
    n_marked = np.bincount(marks.article, marks.end - marks.start, len(lengths))
    mostly = 2 * n_marked > lengths
    n_words = dict.fromkeys(np.flatnonzero(mostly).tolist(), 0)
    gaps = marks.where(mostly[marks.article]).gaps(lengths)
    for index, start, end in zip(*(column.tolist() for column in gaps), strict=True):
        n_words[index] += len(_WORD.findall(articles[index].text[start:end]))
    whole = [index for index, n in n_words.items() if n < MIN_WORDS_LEFT]
    return marks.where(~np.isin(marks.article, whole)) if whole else marks


def _spans(marks: Marks, lengths: NDArray[np.int32], titles: Mapping[int, tuple[int, int]]) -> Spans:
    """Return what disjoint `marks` leave of texts with these `lengths`; a text without marks is left whole."""
    article, start_of_gap, end_of_gap = marks.gaps(lengths)
    is_marked = np.zeros(len(lengths), np.bool_)
    is_marked[marks.article] = True
    n_spans = np.where(is_marked, np.bincount(article, minlength=len(lengths)), lengths > 0)
    bounds = bounds_of(n_spans)
    start = np.zeros(bounds[-1], np.int32)
    end = np.repeat(lengths, n_spans)
    of_marked = np.repeat(is_marked, n_spans)
    start[of_marked], end[of_marked] = start_of_gap, end_of_gap
    return Spans(bounds, start, end, titles)


def _set_aside(
    articles: Sequence[Article], outlets: Sequence[str], marks: Marks, reasons: Sequence[str], what: str
) -> list[SetAside]:
    """Return a row for each outlet, reason and passage (but for case, digits and white space) of the `marks`.

    `what` names where they are, in titles or in texts.
    """
    marks = marks.where(marks.end > marks.start)
    if not len(marks.article):
        return []
    marked, place = np.unique(marks.article, return_inverse=True)
    which = marked.tolist()
    locations = {index: articles[index].location for index in which}
    outlet = _numbered([outlets[index] for index in which])[place]
    order = np.lexsort((marks.hashes, marks.reason, outlet))
    marks, outlet = marks.where(order), outlet[order]
    is_new = is_first(outlet, marks.reason, marks.hashes)
    first = np.flatnonzero(is_new)
    n_chars = np.add.reduceat(marks.end.astype(np.int64) - marks.start, first)
    n_articles = np.bincount(each_once((np.cumsum(is_new) - 1) * len(articles) + marks.article) // len(articles))
    examples = marks.where(_examples(locations, marks, first))
    return [
        SetAside(
            outlets[index],
            reasons[reason],
            of_articles,
            chars,
            locations[index],
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


def _examples(locations: Mapping[int, str], marks: Marks, first: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each row, whose marks begin at `first`, the mark in the article that comes first by location."""
    examples = first.copy()
    for row, (low, high) in enumerate(pairwise([*first.tolist(), len(marks.article)])):
        if high - low > 1:
            places = zip(
                marks.article[low:high].tolist(), marks.start[low:high].tolist(), range(low, high), strict=True
            )
            examples[row] = min((locations[index], start, index, place) for index, start, place in places)[-1]
    return examples


def _numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """Return for each of `names` its rank among the distinct names in order."""
    place = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([place[name] for name in names], np.int64)
