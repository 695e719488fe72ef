"""Outlets -> what is furniture on their pages, found by several processes at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article, file_of, sources_of, with_source
from dedup.clean.outlets import Marked, Outlet, mark
from dedup.clean.screening import screen_batch
from dedup.compiled import import_numba, name_apart
from dedup.processes import n_cores
from dedup.settings import Settings
from dedup.texts import Sharing, TextFile
from dedup.workers import Worker, Workers

MIN_CHARS = 3 << 24
"""Characters for each other process: to clean so many takes 1.5 s, and a process half a second to be ready for it."""

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_TASK_CHARS = 1 << 22

_DOING = "looked for furniture of pages"

_Task = list[Outlet]


def mark_outlets(
    articles: Sequence[Article], outlets: Sequence[Outlet], lengths: NDArray[np.int32], settings: Settings
) -> Marked:
    """Return what `mark` does, the same whatever the number of processes; `lengths` are those of the texts.

    Other processes help where there is enough to do, and they can read the texts: where these are in a file, and not
    on Windows. Where functions had to be compiled in this run they would compile theirs, too, and are left alone.
    """
    min_share = settings.min_boilerplate_share
    tasks = _tasks(outlets, lengths)
    n_workers = min((settings.jobs or n_cores()) - 1, sum(_n_chars(task, lengths) for task in tasks[1:]) // MIN_CHARS)
    file = file_of(articles)
    sharing = file.sharing if file else None
    if n_workers < 1 or not file or not sharing or screen_batch.stats.cache_misses:
        return mark(articles, outlets, min_share)
    waiting = deque(tasks)
    work_off = partial(_work_off, waiting, articles, file, sharing, min_share)
    with Workers([Worker(sharing[:1]) for _ in range(n_workers)]) as workers:
        elsewhere = [workers.submit(work_off) for _ in range(n_workers)]
        try:
            marked = mark(articles, chain.from_iterable(_taken(waiting)), min_share)
        finally:
            waiting.clear()  # where one failed, the others need not be done
        for found in chain.from_iterable(each.result() for each in elsewhere):
            marked.take(*found)
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


def _taken(waiting: deque[_Task]) -> Iterator[_Task]:
    """Yield the next task until none is waiting; others take from them, too."""
    with suppress(IndexError):
        while True:
            yield waiting.popleft()


def _work_off(
    waiting: deque[_Task],
    articles: Sequence[Article],
    file: TextFile,
    sharing: Sharing,
    min_share: float,
    worker: Worker,
) -> list[tuple[Marked, NDArray[np.int32]]]:
    """Let a process do one task after the other; return what it found in each, and in which articles."""
    found = []
    try:
        for ready in (import_numba, name_apart, partial(_open, sharing)):
            worker.do(ready, _DOING)
        for task in _taken(waiting):
            indices = list(chain.from_iterable(outlet.indices for outlet in task))
            work = partial(_mark, _Columns.of([articles[index] for index in indices], file), _apart(task), min_share)
            found += [(marked, np.array(indices, np.int32)) for marked in worker.answers(work, _DOING)]
    finally:
        waiting.clear()
    return found


def _apart(task: _Task) -> list[Outlet]:
    """Return the outlets as they are where nobody has articles of others."""
    bounds = accumulate((len(outlet.indices) for outlet in task), initial=0)
    return [Outlet(range(*places), outlet.learns) for outlet, places in zip(task, pairwise(bounds), strict=True)]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What of articles a process is told that looks for furniture."""

    titles: list[str]
    outlets: list[str]
    urls: list[str]
    sources: list[str | int]
    """See `sources_of`."""

    @classmethod
    def of(cls, articles: Sequence[Article], file: TextFile) -> _Columns:
        titles, outlets, urls = ([getattr(each, name) for each in articles] for name in ("title", "outlet", "url"))
        return cls(titles, outlets, urls, sources_of(articles, file))

    def articles(self, file: TextFile) -> list[Article]:
        rows = zip(self.titles, self.outlets, self.urls, self.sources, strict=True)
        return [with_source(source, file, title=title, outlet=outlet, url=url) for title, outlet, url, source in rows]


_files: list[TextFile] = []
"""In a process that works for another, the file that texts are in."""


def _open(sharing: Sharing) -> None:
    _files.append(TextFile.shared(*sharing))


def _mark(columns: _Columns, outlets: Sequence[Outlet], min_share: float) -> Iterator[Marked]:
    yield mark(columns.articles(_files[0]), outlets, min_share)
