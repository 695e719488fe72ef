from __future__ import annotations

import json
from dataclasses import fields, replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from dedup.article import Article
from dedup.records import Report
from dedup.report.run import run_json
from dedup.settings import Settings

from .builders import report_of


def run(report: Report) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads("".join(run_json(report)))
    return loaded


def test_everything_found_is_counted(report: Report) -> None:
    assert run(report)["counts"] == {
        "articles": 6,
        "articles_without_date": 1,
        "articles_without_outlet": 2,
        "outlets": 3,
        "languages": {"en": 3, "": 2, "de": 1},
        "stories": 1,
        "articles_in_stories": 4,
        "singles": 2,
        "groups_of_copies": 1,
        "articles_in_copies": 2,
        "articles_dropped": 1,
        "pairs": {"identical": 0, "near-duplicate": 1, "reprint": 0, "excerpt": 1, "same story": 1, "related": 0},
        "skipped": {"too short": 2, "not text": 1},
        "passages_set_aside": 2,
        "characters_set_aside": 1290,
    }


def test_all_settings_that_can_change_a_result_are_recorded(report: Report) -> None:
    recorded = run(replace(report, settings=Settings(min_jaccard=0.7, model=Path("own.json"))))["settings"]
    assert list(recorded) == [field.name for field in fields(Settings) if field.name not in ("jobs", "cache")]
    assert recorded["min_jaccard"] == 0.7
    assert recorded["model"] == "own.json"


def test_only_seconds_memory_and_environment_tell_two_runs_apart(report: Report) -> None:
    first = run(report)
    second = run(replace(report, seconds={"read": 9.0}, peak_memory_bytes={"read": None}))
    assert first["seconds"] == {"read": 1.235, "match": 0.5}
    assert second["seconds"] == {"read": 9.0}
    assert second["peak_memory_bytes"] == {"read": None}
    for found in (first, second):
        del found["seconds"], found["peak_memory_bytes"], found["environment"]
    assert first == second


def test_the_period_runs_from_the_first_to_the_last_date(report: Report) -> None:
    assert run(report)["period"] == {"first": "2031-05-03T09:12:00+00:00", "last": "2031-05-07"}
    assert run(report_of([Article(text="Tram")]))["period"] is None


def test_libraries_that_can_change_a_result_are_named_with_their_versions(report: Report) -> None:
    libraries = run(report)["environment"]["libraries"]
    assert {"dateparser", "htmldate", "lxml", "numba", "numpy", "python-dateutil", "tld"} <= set(libraries)
    assert libraries.keys().isdisjoint({"datasketch", "scikit-learn", "scipy"})  # no scan imports them
    assert libraries == {name: metadata.version(name) for name in libraries}


def test_of_the_libraries_of_extras_those_that_are_there_are_named(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dedup.report.run.is_installed", lambda _: False)
    without = set(run(report)["environment"]["libraries"])
    monkeypatch.undo()
    there = {library for library in ("pyarrow", "striprtf", "warcio", "zstandard") if find_spec(library)}
    assert set(run(report)["environment"]["libraries"]) == without | there
    assert without.isdisjoint(there)
