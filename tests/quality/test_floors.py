"""Quality does not fall below `floors.json`; `python -m tests.quality.update_floors` pins it anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from . import floors, update_floors
from .floors import fallen, measure_invented, measure_left_out, measure_shared, read_floors
from .sets import is_present


def test_the_invented_articles_are_found_as_well_as_before() -> None:
    assert fallen(read_floors(), dict(measure_invented())) == []


@pytest.mark.skipif(not is_present(), reason="the labelled sets are not in the folder `shared` beside the checkout")
def test_the_labelled_sets_are_found_as_well_as_before() -> None:
    assert fallen(read_floors(), dict(measure_shared())) == []


@pytest.mark.skipif(
    not is_present() or "DEDUP_SLOW_TESTS" not in os.environ, reason="needs DEDUP_SLOW_TESTS=1 and sets"
)
def test_sets_left_out_of_training_are_found_as_well_as_before() -> None:
    assert fallen(read_floors(), dict(measure_left_out())) == []


@pytest.fixture
def pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of floors for figures that are not measured but given."""
    path = tmp_path / "floors.json"
    path.write_text('{"invented": 0.8, "shared": 0.7}')
    monkeypatch.setattr(floors, "FLOORS", path)
    monkeypatch.setattr(update_floors, "FLOORS", path)
    monkeypatch.setattr(update_floors, "is_present", lambda: False)
    return path


def update(monkeypatch: pytest.MonkeyPatch, measured: float, *options: str) -> int:
    monkeypatch.setattr(update_floors, "measure_invented", lambda: {"invented": measured}.items())
    return CliRunner().invoke(update_floors.main, options).exit_code


def test_floors_follow_what_is_better_and_keep_what_is_not_there(pinned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert update(monkeypatch, 0.9) == 0
    assert json.loads(pinned.read_text()) == {"invented": 0.89, "shared": 0.7}


def test_within_the_margin_a_floor_stays(pinned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert update(monkeypatch, 0.805) == 0
    assert json.loads(pinned.read_text()) == {"invented": 0.8, "shared": 0.7}


def test_only_the_flag_lowers_a_floor(pinned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pinned.read_bytes()
    assert update(monkeypatch, 0.6) == 1
    assert pinned.read_bytes() == before
    assert update(monkeypatch, 0.6, "--allow-regression") == 0
    assert json.loads(pinned.read_text())["invented"] == 0.59
