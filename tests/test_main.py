"""How the process of a command ends, as told in `dedup.exits`."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dedup.machine.interrupts import ended_by_ctrl_c

RUN = (
    "import atexit, sys, weakref\n"
    "from dedup.__main__ import run\n"
    "class Kept: pass\n"
    "kept = Kept()\n"
    "weakref.finalize(kept, print, 'finalized')\n"
    "atexit.register(print, 'registered')\n"
    "run()"
)


def started(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("argument", "code"), [("--version", 0), ("formats", 0), ("nosuch", 2)])
def test_process_ends_with_the_exit_code_and_all_output(argument: str, code: int) -> None:
    done = started(argument)
    assert done.returncode == code
    assert done.stdout.splitlines()[-2:] == ["registered", "finalized"]
    assert bool(done.stderr) == bool(code)


def test_failures_end_so_too(tmp_path: Path) -> None:
    done = started("compare", tmp_path / "a", tmp_path / "b")
    assert done.returncode == 1
    assert "is not a file" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="has no full device")
@pytest.mark.parametrize("arguments", [["formats"], ["--help"], ["--version"], ["scan", "--help"]])
def test_output_that_cannot_be_written_is_not_passed_over(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "dedup", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("dedup: cannot print")
    assert done.stderr.count("\n") == 1


def test_profilers_get_the_end_of_the_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cProfile", "-o", str(tmp_path / "out"), "-m", "dedup", "--version"]
    subprocess.run(command, capture_output=True, check=True)
    assert (tmp_path / "out").stat().st_size


def test_tools_of_python_3_12_and_later_get_the_end_of_the_run() -> None:
    monitoring = "sys.monitoring = types.SimpleNamespace(get_tool={2: 'a profiler'}.get)"
    code = f"import sys, types\n{monitoring}\nfrom dedup.__main__ import run\ntry: run()\nfinally: print('left')"
    command = [sys.executable, "-c", code, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "left"


def test_ctrl_c_while_the_command_line_is_imported_ends_the_process_without_a_traceback() -> None:
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with ended_by_ctrl_c():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ended_by_ctrl_c():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
