"""Groups of copies and excerpts -> where each text most likely comes from, found by several processes at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.roles import excerpt_holders
from dedup.cluster.sources import source_of_copies, source_of_excerpt
from dedup.machine.workers import Work
from dedup.matches import Matches
from dedup.records import Copies, Source, Spans
from dedup.settings import Settings
from dedup.tasks import ArticleColumns, Helpers

MIN_MEMBERS = 20_000
"""Copies for which one more process is worth it: it finds their sources in 2 s, and takes half a second to start."""

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_TASK_MEMBERS = 1000

_Task = list[Copies]


def find_sources(
    articles: Sequence[Article],
    spans: Spans,
    n_body_words: NDArray[np.int32],
    copies: Sequence[Copies],
    matches: Matches,
    settings: Settings,
) -> dict[int, Source]:
    """Return article -> source, for every member of `copies` and every excerpt; `n_body_words` are those compared.

    The result does not depend on the number of processes, `settings.jobs`.
    """
    of_copies = _of_copies(articles, spans, n_body_words, copies, settings)
    sources: dict[int, Source] = {}
    for group in copies:
        sources.update(dict.fromkeys(group.articles, of_copies[group.articles[0]]))
    for part, whole in excerpt_holders(articles, matches).items():
        if part not in sources:
            sources[part] = source_of_excerpt(articles, part, whole, sources.get(whole))
    return sources


def _of_copies(
    articles: Sequence[Article],
    spans: Spans,
    n_body_words: NDArray[np.int32],
    copies: Sequence[Copies],
    settings: Settings,
) -> dict[int, Source]:
    """Return first member -> source, for each group of `copies`; other processes help where there are many."""

    def here(tasks: Iterator[_Task]) -> dict[int, Source]:
        groups = (group.articles for task in tasks for group in task)
        return {members[0]: source_of_copies(articles, spans, n_body_words, members) for members in groups}

    tasks = _tasks(copies)
    n_useful = sum(len(_members(task)) for task in tasks[1:]) // MIN_MEMBERS
    helpers = Helpers.of(articles, n_useful, settings)
    if not helpers:
        return here(iter(tasks))

    def elsewhere(task: _Task) -> Work:
        members = _members(task)
        columns = ArticleColumns.of(
            [articles[number] for number in members], helpers.file, "outlet", "url", "published"
        )
        sizes = [len(group.articles) for group in task]
        return partial(_find, columns, spans.of(members), n_body_words[members], sizes)

    sources, others = helpers.divide(tasks, here, elsewhere, "looked for sources of copies")
    for task, found in others:
        members = _members(task)
        for group, source in zip(task, found, strict=True):
            article = None if source.article is None else members[source.article]
            sources[group.articles[0]] = replace(source, article=article)
    return sources


def _tasks(copies: Sequence[Copies]) -> list[_Task]:
    """Return all groups, in their order: the largest first."""
    tasks: list[_Task] = []
    room = 0
    for group in copies:
        if room <= 0:
            tasks.append([])
            room = _TASK_MEMBERS
        tasks[-1].append(group)
        room -= len(group.articles)
    return tasks


def _members(task: _Task) -> list[int]:
    return [number for group in task for number in group.articles]


def _find(
    columns: ArticleColumns, spans: Spans, n_body_words: NDArray[np.int32], sizes: Sequence[int]
) -> Iterator[list[Source]]:
    """Yield the sources of all groups, their articles as places among those of `columns`."""
    articles = columns.articles()
    groups = [range(*places) for places in pairwise(accumulate(sizes, initial=0))]
    yield [source_of_copies(articles, spans, n_body_words, members) for members in groups]
