from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from dedup.report.printing import print_data, print_text, terminal_width

FULL = Path("/dev/full")


def latin_1_stdout(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1", write_through=True))
    return written


def test_text_a_terminal_cannot_show_becomes_question_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    written = latin_1_stdout(monkeypatch)
    print_text("Fähre 渡轮\n")
    assert written.getvalue() == b"F\xe4hre ??\n"


def test_data_is_utf_8_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    written = latin_1_stdout(monkeypatch)
    print_data(["Fähre\n", "渡轮\n"])
    assert written.getvalue() == "Fähre\n渡轮\n".encode()


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    code = "from dedup.report.printing import print_data; print_data(['ferry\\n'] * 100_000)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_an_error_a_user_can_mend() -> None:
    code = "from dedup.report.printing import print_data; print_data(['ferry\\n'])"
    with FULL.open("wb") as full:
        result = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert b"DedupError: cannot print the report" in result.stderr


@pytest.mark.parametrize(("terminal", "width"), [("120", 120), ("7", 40)])
def test_lines_follow_the_terminal_down_to_forty_columns(
    monkeypatch: pytest.MonkeyPatch, terminal: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", terminal)
    assert terminal_width() == width


@pytest.mark.parametrize(("no_color", "shown"), [("", b"\x1b[1mFerry\x1b[0m\n"), ("1", b"Ferry\n")])
def test_a_terminal_shows_styles_unless_asked_not_to(
    monkeypatch: pytest.MonkeyPatch, no_color: str, shown: bytes
) -> None:
    written = latin_1_stdout(monkeypatch)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", no_color)
    print_text("\x1b[1mFerry\x1b[0m\n")
    assert written.getvalue() == shown
