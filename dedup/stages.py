"""The stages of a run: how far each has come, and what it takes in seconds and memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Progress = Callable[[str, int, int], None]
"""Called as `progress(stage, done, total)`; `total` is 0 while it is not known."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Show nothing."""


@dataclass
class Stages:
    """The stages of a run, in the order they began; a stage may run in several parts."""

    seconds: dict[str, float] = field(default_factory=dict)
    """Wall-clock seconds of each."""
    peak_memory_bytes: dict[str, int | None] = field(default_factory=dict)
    """The most memory this process had taken by the end of each, so that a stage which needs no more than those
    before it shows theirs; None where the system cannot tell. Processes that read or clean are not counted."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block as part of the stage `name`."""
        start = time.perf_counter()
        self.seconds.setdefault(name, 0.0)
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - start
            self.peak_memory_bytes[name] = peak_memory_bytes()


def peak_memory_bytes() -> int | None:
    """Return the most memory this process has had in use at any time; None on Windows, where Python cannot tell."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
