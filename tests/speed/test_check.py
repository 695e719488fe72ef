from __future__ import annotations

import os
import sys

import pytest
from click.testing import CliRunner

from tests.speed import check, compare_reference

pytestmark = pytest.mark.skipif(os.name != "posix", reason="time and memory of a process are those POSIX tells")


@pytest.fixture(autouse=True)
def _cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is warmed up: what is compiled meanwhile does not matter here, and a scan more takes seconds."""
    monkeypatch.setattr(compare_reference, "warm_up", lambda _: None)


def test_ratios_are_measured_and_printed_beside_the_recorded() -> None:
    done = CliRunner().invoke(check.main, ["--articles", "150", "--runs", "1"])
    assert done.exit_code == 0, done.output
    for what in check.recorded().ratios:
        assert what in done.output
    assert "150 generated articles" in done.output


def test_what_is_measured_is_what_is_recorded() -> None:
    assert set(check.recorded().ratios) == {
        "times reading",
        "times faster than the reference",
        "times less processor time",
    }
    assert check.recorded().articles == check.ARTICLES


@pytest.mark.parametrize(
    ("code", "told"),
    [("import sys; sys.exit('no such model')", "no such model"), ("pass", "articles.csv has 0 rows")],
    ids=["fails", "does nothing"],
)
def test_a_scan_that_cannot_be_measured_fails_the_check(code: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_reference, "scan_command", lambda *_: [sys.executable, "-c", code])
    done = CliRunner().invoke(check.main, ["--articles", "60", "--runs", "1"])
    assert done.exit_code == 1
    assert told in done.output
