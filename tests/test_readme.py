"""What the README says is so: its commands are run, its tables compared with the code."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dedup.cli import main
from dedup.exits import Exit
from dedup.matches import Verdict
from dedup.read.field_names import NAMES, plain_name
from dedup.read.formats import FORMATS
from dedup.report.files import FILES

from .render_readme import INSTALL, README, ROOT, TEST, Shell, blocks, examples_rendered, steps

TEXT = README.read_text(encoding="utf-8")
CONSOLE = blocks(TEXT, "console")


def table(heading: str) -> list[list[str]]:
    """Return the cells of the first table below `heading`, its head left out, without their backticks."""
    rows = re.search(rf"^#+ `?{re.escape(heading)}`?\n(?:(?!#).*\n)*?\|.*\n\|[-|]+\n((?:\|.*\n)+)", TEXT, re.M)
    assert rows, f"no table below {heading}"
    return [[cell.strip().replace("`", "") for cell in row.strip("| ").split("|")] for row in rows[1].splitlines()]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(tmp_path_factory.mktemp("readme"))


@pytest.fixture(scope="module")
def out(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "out"
    shell.run(f"dedup scan tests/corpus/news -o {folder}")
    return folder


@pytest.mark.parametrize("block", CONSOLE, ids=[next(steps(block)).command for block in CONSOLE])
def test_commands_print_what_is_shown(block: str, shell: Shell) -> None:
    assert shell.rendered(block) == block, "python -m tests.render_readme makes the outputs anew"


def test_python_examples_print_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    examples = blocks(TEXT, "python")
    assert examples
    assert [examples_rendered(block, names) for block in examples] == examples


def test_the_first_30_lines_hold_the_command_its_output_and_what_is_not_found() -> None:
    top = "\n".join(TEXT.splitlines()[:30])
    (first, *_) = steps(CONSOLE[0])
    assert CONSOLE[0] in top
    assert first.command == f"{INSTALL}.venv/bin/dedup scan tests/corpus/news"
    assert "does not find" in top


def test_one_command_runs_the_tests_and_ci_runs_that_command() -> None:
    commands = [step.command for block in CONSOLE for step in steps(block)]
    assert commands.count(TEST) == 1
    if (script := ROOT / ".ci" / "run").exists():  # an sdist does not carry it
        taken = subprocess.run([script, "--show-tests"], capture_output=True, encoding="utf-8", check=True).stdout
        assert taken == f"{TEST}\n"


def test_the_help_of_every_command_is_shown() -> None:
    shown = {step.command for block in CONSOLE for step in steps(block)}
    assert {f"dedup {name} --help" for name in main.commands} | {"dedup --help"} <= shown


def test_every_file_of_a_run_is_told() -> None:
    assert [row[0] for row in table("What you get")] == list(FILES)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".csv")])
def test_columns_are_those_of_the_file(name: str, out: Path) -> None:
    header = (out / name).read_text(encoding="utf-8").partition("\n")[0]
    told = [column for row in table(name) for column in row[0].split(", ")]
    assert ",".join(told) == header


@pytest.mark.parametrize("name", ["stories.jsonl", "run.json"])
def test_keys_are_those_of_the_file(name: str, out: Path) -> None:
    content = (out / name).read_text(encoding="utf-8")
    value = json.loads(content if name == "run.json" else content.partition("\n")[0])
    assert [key for row in table(name) for key in row[0].split(", ")] == list(value)


def test_verdicts_are_told_strongest_first() -> None:
    assert [row[0] for row in table("Verdicts")] == [verdict.value for verdict in Verdict]


def test_exit_codes_are_those_of_the_program() -> None:
    assert [int(row[0]) for row in table("Exit codes")] == list(Exit)


def test_formats_are_those_that_can_be_read() -> None:
    told = {row[0]: (row[1], row[3]) for row in table("What it reads")}
    assert told == {
        each.name: (", ".join(filter(None, each.extensions)) or "-", each.extra or "-") for each in FORMATS.values()
    }


def test_field_names_are_known() -> None:
    told = {row[0]: row[1].split(", ") for row in table("Field names")}
    assert list(told) == [field for field in NAMES if field != "page"]
    unknown = {(field, name) for field, names in told.items() for name in names if plain_name(name) not in NAMES[field]}
    assert not unknown


@pytest.mark.parametrize("row", table("Limits"), ids=lambda row: str(row[0]))
def test_limits_are_those_of_the_code(row: list[str]) -> None:
    name, figure = row[0], row[1]
    module, _, constant = name.rpartition(".")
    assert float(figure.replace(",", "")) == getattr(importlib.import_module(f"dedup.{module}"), constant)
