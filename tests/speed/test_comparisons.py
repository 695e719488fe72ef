from __future__ import annotations

import importlib.util
import json
import os
import random
import sys
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from tests.speed import compare_reference, compare_rivals, growth, readme
from tests.speed.generate import generate
from tests.speed.reference import near_duplicates, same_story
from tests.speed.rivals import RIVALS, shingles, verified_groups
from tests.speed.timing import CommandError
from tests.speed.triple import multiply, read_records

N = 120
needs_posix = pytest.mark.skipif(os.name != "posix", reason="time and memory of a process are those POSIX tells")
MODULES = {"rensa-batch": "rensa", "fastsketchlsh": "FastSketchLSH", "text-dedup": "text_dedup", "dedup-whole": "dedup"}


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Return texts of which every fourth is copied, with one word changed."""
    found = [record["text"] for record in generate(N) if record["copy_of"] is None]
    return [*found, *(f"{text} Whatever." for text in found[::4])]


@pytest.fixture(scope="module")
def copied(texts: list[str]) -> set[tuple[int, int]]:
    n = next(i for i, text in enumerate(texts) if text.endswith("Whatever."))
    return {(4 * k, n + k) for k in range(len(texts) - n)}


def test_the_reference_finds_copies_and_what_is_alike(texts: list[str], copied: set[tuple[int, int]]) -> None:
    assert {(left, right) for left, right, _ in near_duplicates(texts)} == copied
    alike = {(left, right): cosine for left, right, cosine in same_story(texts)}
    assert copied <= set(alike)
    assert all(left < right for left, right in alike)


@pytest.mark.parametrize("name", [name for name in RIVALS if name != "semhash"])
def test_a_rival_finds_the_copies(name: str, texts: list[str], copied: set[tuple[int, int]]) -> None:
    if importlib.util.find_spec(MODULES.get(name, name)) is None:
        pytest.skip(f"{name} is not installed: tests.speed says how")
    # All propose by chance: of 30 copies with a Jaccard of 0.95 and more none should be missed.
    assert {tuple(group) for group in RIVALS[name](texts)} >= copied


def test_groups_are_of_verified_pairs_alone(texts: list[str], copied: set[tuple[int, int]]) -> None:
    n = len(texts)
    everything = [(i, j) for i in range(n) for j in range(n)]
    assert {tuple(group) for group in verified_groups(texts, everything)} == copied


@needs_posix
def test_the_comparison_names_what_does_not_run_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "news.jsonl"
    source.write_bytes(b"\n".join(map(orjson.dumps, generate(60))))
    monkeypatch.setitem(compare_rivals.PACKAGES, "semhash", "no-such-package")
    monkeypatch.setattr(compare_rivals, "commands", stand_ins)
    done = CliRunner().invoke(compare_rivals.main, [str(source), "--runs", "2", "--only", "gaoya", "--only", "semhash"])
    assert done.exit_code == 0, done.output
    rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert [row.split()[1] for row in rows[2:]] == ["gaoya", "dedup-whole", "dedup", "semhash"]
    assert "did not run: ModuleNotFoundError: no model" in rows[-1]
    assert "| 0.50 |" in rows[2]


def stand_ins(names: list[str], source: Path, python: str) -> dict[str, list[str]]:  # noqa: ARG001 - as `commands` is
    took = {"dedup": 2.0, "dedup-whole": 1.5, "gaoya": 1.0}
    codes = {
        name: f"print({json.dumps(json.dumps({'seconds': took[name], 'groups': 1, 'texts': 2}))})" for name in took
    } | {"semhash": "raise ModuleNotFoundError('no model')"}
    return {name: [sys.executable, "-c", codes[name]] for name in names}


@needs_posix
def test_the_comparison_fails_where_dedup_itself_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_rivals, "commands", lambda *_: {"dedup": ["false"]})
    with pytest.raises(CommandError, match="ends with 1"):
        compare_rivals.probe(["dedup"], tmp_path, "python")


def test_three_times_the_articles_share_next_to_no_shingles(tmp_path: Path) -> None:
    once, thrice = tmp_path / "once.jsonl", tmp_path / "thrice.jsonl.gz"
    records = list(generate(60))
    once.write_bytes(b"\n".join(map(orjson.dumps, records)))
    multiply(once, thrice, 3)
    many = list(read_records(thrice))
    assert len(many) == 180
    assert len({record["id"] for record in many}) == 180
    assert [record["text"] for record in many[:60]] == [record["text"] for record in records]
    for i in random.Random(1).sample(range(60), 20):
        first, *others = (many[i + copy * 60]["text"] for copy in range(3))
        for other in others:
            assert len(other.split()) == len(first.split())
            assert len(shingles(first) & shingles(other)) <= 0.1 * len(shingles(first))


@needs_posix
def test_growth_tells_ratios_stages_and_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "warm_up", lambda _: None)
    done = CliRunner().invoke(growth.main, ["--sizes", "60,120", "--runs", "1", "--dates", "undated"])
    assert done.exit_code == 0, done.output
    first, second = [
        line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| 60 ") or "| 120 " in line
    ]
    assert first[0] == "| 60 undated"
    assert first[3] == ""
    assert float(second[3]) > 0
    assert "cluster" in second[4]
    assert first[-1].endswith("400 MB |")


def test_the_readme_has_a_place_for_every_table() -> None:
    text = readme.README.read_text(encoding="utf-8")
    for command in (
        f"{compare_reference.COMMAND} --times 1",
        f"{compare_reference.COMMAND} --times 3",
        compare_rivals.COMMAND,
        growth.COMMAND,
    ):
        assert "new figures" in readme.put(text, command, "new figures")
    with pytest.raises(ValueError, match="no place"):
        readme.put(text, "another command", "")
