from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from platform import node

import pytest

from dedup.errors import InputError
from dedup.report.files import FILES
from dedup.report.writing import check_writable, whole_files

SLOW = """
import sys, time
from pathlib import Path
from platform import node
from dedup import cli
from dedup.report.files import FILES
def slow(report):
    for n in range(10_000):
        yield "x" * 10_000
        print(n, flush=True)
        time.sleep(0.01)
FILES["pairs.csv"] = slow
cli.main()
"""


def test_files_take_the_places_of_the_old_ones_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with whole_files({"a": tmp_path / "a", "b": tmp_path / "b"}, tmp_path) as files:
        files["a"].write(b"new")
        assert (tmp_path / "a").read_text() == "old"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "new", "b": ""}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps files that are open, and is not asked for processes")
def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    here = node()
    stays = [
        *(f".a[1].{here}.{os.getppid()}.part", f".a[1].{here}.mine.part", f".a[1].elsewhere.{ended.pid}.part"),
        *(f".b.{here}.{ended.pid}.part", f"a[1].{here}.{ended.pid}.part"),
    ]
    for name in [*stays, f".a[1].{here}.{ended.pid}.part", f".a[1].{here}.{'9' * 30}.part"]:
        (tmp_path / name).write_text("half")
    with whole_files({"a": tmp_path / "a[1]"}, tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"a[1]", *stays}


def test_a_full_disk_is_one_error_and_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(InputError, match=r"cannot write .*No space left"), whole_files({"a": tmp_path / "a"}, tmp_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_runs_that_write_to_one_place_at_once_write_no_file_together(tmp_path: Path) -> None:
    other = "import sys; from pathlib import Path; from dedup.report.writing import whole_files; a = Path(sys.argv[1])"
    other += "\nwith whole_files({'a': a}, a) as files: files['a'].write(b'other')"
    with whole_files({"a": tmp_path / "a"}, tmp_path) as files:
        files["a"].write(b"this")
        files["a"].flush()
        subprocess.run([sys.executable, "-c", other, str(tmp_path / "a")], check=True)
        assert (tmp_path / "a").read_bytes() == b"other"
    assert (tmp_path / "a").read_bytes() == b"this"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="it is a pipe or a device; name a file"):
        check_writable(tmp_path, tmp_path / "pipe")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_standard_output_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour council voted seven to four on Tuesday to rebuild the northern pier.")
    command = [sys.executable, "-m", "dedup", "scan", str(tmp_path), "--format", "csv", "--quiet"]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert result.stderr == b"dedup: cannot print the report: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
)
def test_a_run_that_is_stopped_while_it_writes_leaves_no_half_written_file(tmp_path: Path, number: int) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "a.txt").write_text("The harbour council voted seven to four on Tuesday to rebuild the northern pier.")
    command = [sys.executable, "-c", SLOW, "scan", str(news), "-o", str(out), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"0\n"
        assert list(out.glob(".*.part"))
        time.sleep(0.05)
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == (1 if number == signal.SIGINT else 128 + number)
    assert list(out.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="this kills as Linux does")
def test_the_run_after_a_killed_one_leaves_a_clean_folder(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "a.txt").write_text("The harbour council voted seven to four on Tuesday to rebuild the northern pier.")
    command = ["scan", str(news), "-o", str(out), "--quiet"]
    with subprocess.Popen([sys.executable, "-c", SLOW, *command], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"0\n"
        process.kill()
    assert list(out.glob(".*.part"))
    subprocess.run([sys.executable, "-m", "dedup", *command], check=True)
    assert {path.name for path in out.iterdir()} == FILES.keys()
