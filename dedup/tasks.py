"""Tasks about articles whose texts are in a file, done by several processes at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from dedup.article import Article, file_of, sources_of, with_sources
from dedup.machine.compiled import import_numba, name_apart
from dedup.machine.processes import n_cores, start_ahead
from dedup.machine.texts import Sharing, TextFile
from dedup.machine.workers import Work, Worker, Workers
from dedup.machine.workers import serve as serve_work
from dedup.settings import Settings

Task = TypeVar("Task")
Result = TypeVar("Result")


class TaskWorker(Worker):
    """One of the processes, from the side of the one that has tasks."""

    module = __name__


def serve() -> None:
    """Do the tasks that come; numba, which takes most of the time to be ready, is imported before they come."""
    import_numba()
    name_apart()
    serve_work()


@dataclass(frozen=True, slots=True)
class Helpers:
    """Other processes that do tasks about articles, and read their texts where this one does."""

    file: TextFile
    sharing: Sharing
    n_processes: int

    @classmethod
    def of(cls, articles: Sequence[Article], n_useful: int, settings: Settings) -> Helpers | None:
        """Return up to `n_useful` helpers, as many as `settings.jobs` allows; None where none can help.

        They cannot read texts that are in memory, nor any on Windows.
        """
        n_processes = min((settings.jobs or n_cores()) - 1, n_useful)
        file = file_of(articles) if n_processes > 0 else None
        sharing = file.sharing if file else None
        return cls(file, sharing, n_processes) if file and sharing else None

    def start_ahead(self) -> None:
        """Start the processes that `divide` is going to ask for."""
        start_ahead(TaskWorker.module, self.n_processes, self.sharing[:1])

    def divide(
        self,
        tasks: Sequence[Task],
        here: Callable[[Iterator[Task]], Result],
        elsewhere: Callable[[Task], Work],
        doing: str,
    ) -> tuple[Result, list[tuple[Task, Any]]]:
        """Do each of `tasks` in this process or in another; return what `here` does, and the answers from elsewhere.

        Each process takes the next task when it is done with one. `here` works off some of them; `elsewhere` turns a
        task into the work of another process, which gives one answer to it. `doing` describes the work in error
        messages.
        """
        waiting = deque(tasks)
        work_off = partial(self._work_off, waiting, elsewhere, doing)
        with Workers([TaskWorker(self.sharing[:1]) for _ in range(self.n_processes)]) as workers:
            others = [workers.submit(work_off) for _ in range(self.n_processes)]
            try:
                done = here(_taken(waiting))
            finally:
                waiting.clear()  # where one failed, the others need not be done
            return done, [answer for other in others for answer in other.result()]

    def _work_off(
        self, waiting: deque[Task], elsewhere: Callable[[Task], Work], doing: str, worker: TaskWorker
    ) -> list[tuple[Task, Any]]:
        """Let a process do one task after another."""
        try:
            worker.do(partial(_open, self.sharing), doing)
            return [(task, answer) for task in _taken(waiting) for answer in worker.answers(elsewhere(task), doing)]
        finally:
            waiting.clear()


def _taken(waiting: deque[Task]) -> Iterator[Task]:
    """Yield the next task until none is waiting; other threads take from them, too."""
    with suppress(IndexError):
        while True:
            yield waiting.popleft()


@dataclass(frozen=True, slots=True)
class ArticleColumns:
    """The fields of articles that another process is sent."""

    fields: Mapping[str, Sequence[Any]]
    sources: Sequence[str | int]
    """See `sources_of`."""

    @classmethod
    def of(cls, articles: Sequence[Article], file: TextFile, *names: str) -> ArticleColumns:
        """Return the fields of these `names`, and where the texts are."""
        fields = {name: list(map(attrgetter(name), articles)) for name in names}
        return cls(fields, sources_of(articles, file))

    def articles(self) -> list[Article]:
        """Return the articles; called in the other process."""
        return with_sources(self.sources, _files[0], self.fields)


_files: list[TextFile] = []
"""In a process that works for another, the file that texts are in."""


def _open(sharing: Sharing) -> None:
    _files.append(TextFile.shared(*sharing))
