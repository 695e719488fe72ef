"""Which parts of each article's title and text are the article, and which are furniture of the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import tee
from urllib.parse import urlsplit

import numpy as np

from dedup.clean.boilerplate import recurring_passages
from dedup.clean.furniture import Mark, furniture, may_start_with_title
from dedup.clean.lazy import article_texts
from dedup.clean.pages import Pages, cut_each, hash_passages
from dedup.clean.passages import Span
from dedup.clean.titles import Title, clean_titles
from dedup.memory import lean
from dedup.records import Article, SetAside, Spans
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
    marks: dict[int, list[Mark]] = {}
    titles: dict[int, Title] = {}
    by_outlet = _by_outlet(articles) if settings.boilerplate else {}
    # Threads cut the texts of the next outlets while furniture is recognised in this one's, which is plain Python.
    with lean():
        to_cut, texts = tee(article_texts([articles[i] for i in indices]) for indices in by_outlet.values())
        pages = map(Pages, texts, cut_each(to_cut))
        for (outlet, indices), of_outlet in zip(by_outlet.items(), pages, strict=True):
            marks |= _marks(articles, indices, of_outlet, settings.min_boilerplate_share if outlet else None)
            titles |= clean_titles(articles, indices, learns=bool(outlet))
    return _spans(articles, marks, titles), _rows(articles, marks, titles)


def _marks(
    articles: Sequence[Article], indices: Sequence[int], pages: Pages, min_share: float | None
) -> dict[int, list[Mark]]:
    """Return article -> what of it is furniture, of those of one outlet's `pages` that have some.

    `min_share` is None where nothing can be learned.
    """
    learned = {} if min_share is None else recurring_passages(pages, min_share)
    looked_at = {*np.flatnonzero(pages.cuts.suspect).tolist()}
    titles = (articles[index].title for index in indices)
    looked_at |= {n for n, each in enumerate(zip(pages.texts, titles, strict=True)) if may_start_with_title(*each)}
    marks = {}
    for number in sorted(looked_at | learned.keys()):
        found = [Mark(start, end, RECURS) for start, end in learned.get(number, ())]
        if number in looked_at:
            found += furniture(pages[number], articles[indices[number]].title)
        if found:
            marks[indices[number]] = _kept_whole_if_nothing_is_left(pages.texts[number], _disjoint(found))
    return marks


def _by_outlet(articles: Sequence[Article]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, article in enumerate(articles):
        groups[_outlet(article) or _folder(article)].append(index)
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


def _disjoint(marks: list[Mark]) -> list[Mark]:
    """Return `marks` in the order of the text; of those that overlap, the one that starts first, then the longest.

    Of equal spans the first recognised stays.
    """
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not chosen or mark.start >= chosen[-1].end:
            chosen.append(mark)
    return chosen


def _kept_whole_if_nothing_is_left(text: str, marks: list[Mark]) -> list[Mark]:
    if 2 * sum(mark.end - mark.start for mark in marks) <= len(text):
        return marks
    n_words = sum(len(_WORD.findall(text[start:end])) for start, end in _gaps(text, marks))
    return marks if n_words >= MIN_WORDS_LEFT else []


def _gaps(text: str, marks: list[Mark]) -> Iterator[Span]:
    """Yield what is left of `text`; white space between two marks is left to neither."""
    position = 0
    for mark in marks:
        if mark.start > position and not text[position : mark.start].isspace():
            yield position, mark.start
        position = mark.end
    if position < len(text) and not (marks and text[position:].isspace()):
        yield position, len(text)


def _spans(articles: Sequence[Article], marks: Mapping[int, list[Mark]], titles: Mapping[int, Title]) -> Spans:
    lengths = np.fromiter((article.n_chars for article in articles), np.int32, len(articles))
    gaps = {index: list(_gaps(articles[index].text, found)) for index, found in marks.items()}
    n_spans = (lengths > 0).astype(np.int64)
    marked = sorted(gaps)
    n_spans[marked] = [len(gaps[index]) for index in marked]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_spans)])
    start = np.zeros(bounds[-1], np.int32)
    end = np.repeat(lengths, n_spans)
    of_marked = np.repeat(np.isin(np.arange(len(articles)), marked), n_spans)
    of_gaps = np.array([span for index in marked for span in gaps[index]], np.int32)
    start[of_marked], end[of_marked] = of_gaps.reshape(-1, 2).T
    parts = {index: title.part for index, title in titles.items()}
    return Spans(bounds, start, end, parts)


def _rows(
    articles: Sequence[Article], marks: Mapping[int, list[Mark]], titles: Mapping[int, Title]
) -> tuple[SetAside, ...]:
    """Return one row for each outlet, reason and passage (but for case, digits and white space)."""
    found = [
        (index, mark, text[mark.start : mark.end])
        for index in sorted({*marks, *titles})
        for text, of_text in (
            (articles[index].title, titles[index].marks if index in titles else ()),
            (articles[index].text, marks.get(index, ())),
        )
        for mark in of_text
    ]
    alike: dict[tuple[str, str, int], list[tuple[int, Mark, str]]] = defaultdict(list)
    hashes = hash_passages([passage.strip() for *_, passage in found]).tolist()
    for item, value in zip(found, hashes, strict=True):
        alike[_outlet(articles[item[0]]), item[1].reason, value].append(item)
    rows = []
    for (outlet, reason, _), items in alike.items():
        index, _, passage = min(items, key=lambda item: (articles[item[0]].location, item[1].start))
        location = articles[index].location
        n_chars = sum(len(passage) for *_, passage in items)
        n_articles = len({index for index, *_ in items})
        rows.append(SetAside(outlet, reason, n_articles, n_chars, location, passage))
    return tuple(sorted(rows, key=lambda row: (-row.n_chars, row.outlet, row.passage, row.reason, row.example)))
