from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.speed.timing import CommandError, Timing, interleaved, machine, measure, median

pytestmark = pytest.mark.skipif(os.name != "posix", reason="time and memory of a process are those POSIX tells")

MEGABYTE = 1_000_000


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_command_is_timed_and_what_it_prints_is_kept() -> None:
    timing = measure(python("import time; time.sleep(0.2); print('done')"))
    assert timing.output == "done\n"
    assert 0.2 <= timing.wall_s < 20
    assert 0 <= timing.user_s <= timing.wall_s * 4


def test_a_command_that_fails_is_an_error_with_its_reason() -> None:
    with pytest.raises(CommandError, match="ends with 3:\nno such file"):
        measure(python("import sys; sys.stderr.write('no such file'); sys.exit(3)"))


def test_memory_is_that_of_the_command_and_not_of_who_measures() -> None:
    held = bytearray(300 * MEGABYTE)
    small = measure(python("import time; time.sleep(0.2)")).peak_bytes
    large = measure(python("held = bytearray(200_000_000); import time; time.sleep(0.2)")).peak_bytes
    assert small < 100 * MEGABYTE < len(held)
    assert 200 * MEGABYTE < large < 300 * MEGABYTE


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells the memory of worker processes")
def test_memory_of_workers_counts() -> None:
    worker = "held = bytearray(100_000_000); import time; time.sleep(0.6)"
    start = f"subprocess.Popen([sys.executable, '-c', '{worker}'])"
    code = f"import subprocess, sys; workers = [{start}, {start}]; [worker.wait() for worker in workers]"
    assert measure(python(code)).peak_bytes > 200 * MEGABYTE


def test_commands_are_run_in_turns(tmp_path: Path) -> None:
    log = tmp_path / "log"
    commands = {name: python(f"open({str(log)!r}, 'a').write({name!r})") for name in "ab"}
    taken = interleaved(commands, runs=3)
    assert log.read_text() == "ababab"
    assert {name: len(timings) for name, timings in taken.items()} == {"a": 3, "b": 3}


def test_medians_are_of_each_figure() -> None:
    timings = [Timing(1, 5, 30, "a"), Timing(3, 4, 10, "b"), Timing(2, 9, 20, "c")]
    assert median(timings) == Timing(2, 5, 20, "c")


def test_the_machine_is_told_with_its_cores_and_the_day() -> None:
    assert " cores, " in machine()
    assert machine()[-10:].count("-") == 2
