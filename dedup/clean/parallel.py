"""Outlets -> what is furniture on their pages, found by several processes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article, file_of
from dedup.clean.outlets import Marked, Outlet, mark
from dedup.clean.screening import screen_batch
from dedup.machine.processes import end_ahead
from dedup.machine.workers import Work
from dedup.settings import Settings
from dedup.tasks import ArticleColumns, Helpers

MIN_CHARS = 1 << 25
"""Characters for each other process: to clean so many takes 1 s, and a process 0.8 s of its own to be ready for it.

Cores that would be idle pay for that: 12,000 articles, of 68 million characters, are cleaned in 0.8 of the time.
"""

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_TASK_CHARS = 1 << 22

_Task = list[Outlet]


def make_ready(articles: Sequence[Article], settings: Settings) -> None:
    """Start the processes that are going to help `mark_outlets`: one core is idle for a third of the time before.

    Where most of the text is of one outlet it has no use for some of them, and they are ended again.
    """
    file = file_of(articles) if settings.boilerplate else None
    n_useful = (file.n_chars_of_all - _TASK_CHARS) // MIN_CHARS if file else 0
    if helpers := Helpers.of(articles, n_useful, settings):
        helpers.start_ahead()


def mark_outlets(
    articles: Sequence[Article], outlets: Sequence[Outlet], lengths: NDArray[np.int32], settings: Settings
) -> Marked:
    """Return what `mark` does, the same whatever the number of processes; `lengths` are those of the texts.

    Other processes help where there is enough to do, and they can read the texts: where these are in a file, and not
    on Windows. Where functions had to be compiled in this run they would compile theirs, too, and are left alone.
    """
    min_share = settings.min_boilerplate_share
    tasks = _tasks(outlets, lengths)
    n_useful = sum(_n_chars(task, lengths) for task in tasks[1:]) // MIN_CHARS
    helpers = None if screen_batch.stats.cache_misses else Helpers.of(articles, n_useful, settings)
    if not helpers:
        end_ahead()
        return mark(articles, outlets, min_share)

    def here(tasks: Iterator[_Task]) -> Marked:
        return mark(articles, chain.from_iterable(tasks), min_share)

    def elsewhere(task: _Task) -> Work:
        columns = ArticleColumns.of(
            [articles[index] for index in _indices(task)], helpers.file, "title", "outlet", "url"
        )
        return partial(_mark, columns, _apart(task), min_share)

    marked, others = helpers.divide(tasks, here, elsewhere, "looked for furniture of pages")
    for task, found in others:
        marked.take(found, np.array(_indices(task), np.int32))
    return marked


def _tasks(outlets: Sequence[Outlet], lengths: NDArray[np.int32]) -> list[_Task]:
    """Return all outlets, those with most characters first and small ones together."""
    parts = [part for outlet in outlets for part in ([outlet] if outlet.learns else _parts(outlet, lengths))]
    n_chars = [_n_chars([part], lengths) for part in parts]
    tasks: list[_Task] = []
    room = 0
    for size, number in sorted((-size, number) for number, size in enumerate(n_chars)):
        if room <= 0:
            tasks.append([])
            room = _TASK_CHARS
        tasks[-1].append(parts[number])
        room += size
    return tasks


def _n_chars(outlets: Iterable[Outlet], lengths: NDArray[np.int32]) -> int:
    return sum(int(lengths[outlet.indices].sum(dtype=np.int64)) for outlet in outlets)


def _parts(outlet: Outlet, lengths: NDArray[np.int32]) -> Iterator[Outlet]:
    """Yield the articles of one from which nothing is learned in parts."""
    indices = np.array(outlet.indices)
    part = np.cumsum(lengths[indices], dtype=np.int64) // _TASK_CHARS
    for some in np.split(indices, np.flatnonzero(np.diff(part)) + 1):
        yield Outlet(some.tolist(), learns=False)


def _indices(task: _Task) -> list[int]:
    return [index for outlet in task for index in outlet.indices]


def _apart(task: _Task) -> list[Outlet]:
    """Return the outlets as they are where nobody has articles of others."""
    bounds = accumulate((len(outlet.indices) for outlet in task), initial=0)
    return [Outlet(range(*places), outlet.learns) for outlet, places in zip(task, pairwise(bounds), strict=True)]


def _mark(columns: ArticleColumns, outlets: Sequence[Outlet], min_share: float) -> Iterator[Marked]:
    yield mark(columns.articles(), outlets, min_share)
