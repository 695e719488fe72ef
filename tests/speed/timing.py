"""Commands -> how long they take, and how much memory: each in processes of its own, one after the other.

On POSIX alone, and memory of worker processes on Linux alone.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from mmap import PAGESIZE
from pathlib import Path
from threading import Event, Thread
from typing import Final

import click

HERE: Final = Path(__file__).resolve().parent
"""Where commands are run: no folder `dedup` is here, so the one that is installed, or on PYTHONPATH, is measured."""
_SAMPLE_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Timing:
    """What one run of a command took."""

    wall_s: float
    user_s: float
    """Processor time of all its processes outside the kernel."""
    peak_bytes: int
    """Most memory resident at a time, of all its processes: what they share is counted for each."""
    output: str = ""
    """What it printed."""


class CommandError(RuntimeError):
    """A command that was to be measured did not end well."""


def measure(command: Sequence[str]) -> Timing:
    """Run a command; `CommandError` with what it said where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with _MemoryWatch(process.pid) as watch:
        try:
            output, errors = _read(process)
        except BaseException:
            process.kill()  # not to be left running where who measures is stopped
            raise
        finally:
            _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandError(f"{' '.join(command)} ends with {process.returncode}:\n{errors.strip()[-2000:]}")
    # ru_maxrss knows neither two processes at a time nor, on Linux, what was before exec: it starts at our own size. It
    # counts kilobytes, but bytes on macOS.
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Timing(wall_s, usage.ru_utime, watch.peak_bytes or largest, output)


def interleaved(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[Timing]]:
    """Return `runs` timings of each command, run in turns, so that what else the machine does meets all alike."""
    taken: dict[str, list[Timing]] = {name: [] for name in commands}
    for number in range(1, runs + 1):
        for name, command in commands.items():
            taken[name].append(measure(command))
            click.echo(f"run {number} of {runs}: {name:<16} {taken[name][-1].wall_s:8.2f} s", err=True)
    return taken


def median(timings: Sequence[Timing]) -> Timing:
    """Return the medians of each figure, with the output of the last run."""
    return Timing(
        statistics.median(timing.wall_s for timing in timings),
        statistics.median(timing.user_s for timing in timings),
        int(statistics.median(timing.peak_bytes for timing in timings)),
        timings[-1].output,
    )


def machine() -> str:
    """Return the processor, its cores, the system, Python's version and the day, in one line."""
    processor = platform.processor() or platform.machine()
    if (info := Path("/proc/cpuinfo")).exists():
        names = [row.partition(":")[2].strip() for row in info.read_text().splitlines() if row.startswith("model name")]
        processor = names[0] if names else processor
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = platform.python_version()
    return f"{processor}, {cores} cores, {platform.system()}, Python {python}, {date.today().isoformat()}"


def versions(*names: str) -> str:
    """Return the packages with the versions that are installed."""
    return ", ".join(f"{name} {version(name)}" for name in names)


def _read(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Return what a process prints until it closes its outputs; it is not waited for."""
    assert process.stdout is not None
    assert process.stderr is not None
    errors: list[str] = []
    stderr = process.stderr
    reader = Thread(target=lambda: errors.append(stderr.read()))
    reader.start()
    with process.stdout:
        output = process.stdout.read()
    reader.join()
    stderr.close()
    return output, errors[0]


class _MemoryWatch:
    """Samples what a process and those below it hold; where there is no /proc it sees nothing."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._done = Event()
        self._thread = Thread(target=self._watch)
        self.peak_bytes = 0

    def __enter__(self) -> _MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_SAMPLE_S):
            now = sum(map(_resident, [self._pid, *_below(self._pid)]))
            self.peak_bytes = max(self.peak_bytes, now, _high_water(self._pid))


def _below(pid: int) -> list[int]:
    found: list[int] = []
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:  # ended, or no /proc
        return []
    for task in tasks:
        try:
            direct = [int(child) for child in (task / "children").read_text().split()]
        except OSError:  # a thread or process that has just ended
            continue
        found += direct
        for child in direct:
            found += _below(child)
    return found


def _high_water(pid: int) -> int:
    """Return the most that was ever resident of a process since it started its program: no sample misses it."""
    try:
        rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # ended, or no /proc
        return 0
    return next((int(row.split()[1]) * 1024 for row in rows if row.startswith("VmHWM:")), 0)


def _resident(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:  # ended, or no /proc
        return 0
    # Of a process that is just ending the file may be empty.
    return int(fields[1]) * PAGESIZE if len(fields) > 1 else 0
