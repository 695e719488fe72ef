from __future__ import annotations

import io

import pytest

from dedup.report.progress import ProgressLine


def test_a_line_says_stage_and_share() -> None:
    stream = io.StringIO()
    ProgressLine(stream, width=40)("reading", 500, 2000)
    assert stream.getvalue().rstrip() == "\rreading: 500 of 2,000 (25%)"


def test_an_unknown_total_is_left_out() -> None:
    stream = io.StringIO()
    ProgressLine(stream, width=40)("reading", 1204, 0)
    assert stream.getvalue().rstrip() == "\rreading: 1,204"


def test_lines_within_a_tenth_of_a_second_are_dropped_except_the_last_of_a_stage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dedup.report.progress.time.monotonic", lambda: 100.0)
    stream = io.StringIO()
    line = ProgressLine(stream, width=40)
    for done in range(1, 1001):
        line("reading", done, 1000)
    line("matching", 1, 9)
    shown = [part.strip() for part in stream.getvalue().split("\r") if part]
    assert shown == ["reading: 1 of 1,000 (0%)", "reading: 1,000 of 1,000 (100%)", "matching: 1 of 9 (11%)"]


def test_the_line_is_wiped_at_the_end() -> None:
    stream = io.StringIO()
    with ProgressLine(stream, width=20) as line:
        line("reading", 1, 2)
    assert stream.getvalue().endswith("\r" + " " * 19 + "\r")
