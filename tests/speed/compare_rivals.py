"""`python -m tests.speed.compare_rivals FILE --python VENV/bin/python`: near-duplicates, beside other programs.

Seconds from texts in memory to verified groups, all programs on the same texts in turns, each in a process of its own,
warmed up; medians. VENV is an environment with the rivals (see `tests.speed`); the default is this one.
A program that does not run is listed with its reason.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
import orjson

from tests.speed import readme
from tests.speed.generate import write as write_generated
from tests.speed.rivals import RIVALS
from tests.speed.timing import HERE, CommandError, Timing, interleaved, machine, measure
from tests.speed.timing import median as median_timing
from tests.speed.triple import read_records

COMMAND: Final = "python -m tests.speed.compare_rivals"
OURS: Final = ("dedup", "dedup-whole")
PACKAGES: Final = {name: name.removesuffix("-batch") for name in RIVALS} | dict.fromkeys(OURS, "news-dedup")
"""The distribution of each program, for its version."""
_VERSION: Final = "import sys, importlib.metadata as m; print(m.version(sys.argv[1]))"
_ERROR: Final = re.compile(r"[\w.]+(?:Error|Exception)\b")
_PROBE_ARTICLES: Final = 100


def commands(names: list[str], source: Path, python: str) -> dict[str, list[str]]:
    """Return the command of each program; all but our own run in the rivals' environment."""
    return {
        name: [sys.executable if name in OURS else python, str(HERE / "rivals.py"), name, str(source)] for name in names
    }


def probe(names: list[str], folder: Path, python: str) -> dict[str, str]:
    """Return why programs do not run, for those that do not, tried on a few articles; all are warm after it."""
    few = folder / "few.jsonl"
    write_generated(few, _PROBE_ARTICLES)
    reasons = {}
    for name, command in commands(names, few, python).items():
        try:
            measure(command)
        except CommandError as error:
            if name in OURS:
                raise
            lines = str(error).splitlines()
            reasons[name] = next((line for line in reversed(lines) if _ERROR.match(line)), lines[-1])
    return reasons


def found(timing: Timing) -> dict[str, Any]:
    """Return what a program printed of itself."""
    printed: dict[str, Any] = json.loads(timing.output.splitlines()[-1])
    return printed


def rows(taken: dict[str, list[Timing]], reasons: dict[str, str], python: str) -> list[list[str]]:
    """Return the rows of the table, fastest first."""
    seconds = {name: median(found(timing)["seconds"] for timing in timings) for name, timings in taken.items()}
    result = []
    for name in sorted(seconds, key=seconds.__getitem__):
        last = found(taken[name][-1])
        peak = median_timing(taken[name]).peak_bytes / 1e6
        ratio = seconds[name] / seconds["dedup"]
        counts = [f"{last['groups']:,}", f"{last['texts']:,}", f"{peak:,.0f} MB"]
        result.append([_called(name, python), f"{seconds[name]:.2f}", f"{ratio:.2f}", *counts])
    return result + [[_called(name, python), f"did not run: {why}", "", "", "", ""] for name, why in reasons.items()]


def _called(name: str, python: str) -> str:
    where = sys.executable if name in OURS else python
    try:
        return f"{name} {measure([where, '-c', _VERSION, PACKAGES[name]]).output.strip()}"
    except CommandError:
        return f"{name} (not installed)"


@click.command(help=__doc__)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--python", default=sys.executable, help="The Python of the environment with the rivals.")
@click.option("--articles", default=12_000, show_default=True, type=click.IntRange(min=1), help="Of FILE, the first.")
@click.option("--runs", default=5, show_default=True, type=click.IntRange(min=1), help="Runs of each program.")
@click.option("--only", multiple=True, type=click.Choice([*RIVALS]), help="Not all; may be repeated.")
@click.option("--write", is_flag=True, help="Put the table into the README.")
def main(file: Path, python: str, articles: int, runs: int, only: tuple[str, ...], write: bool) -> None:
    names = [name for name in RIVALS if not only or name in (*only, *OURS)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts.jsonl"
        lines = [orjson.dumps({"text": record["text"]}) for record in islice(read_records(file), articles)]
        texts.write_bytes(b"\n".join(lines) + b"\n")
        try:
            reasons = probe(names, folder, python)
            taken = interleaved(commands([each for each in names if each not in reasons], texts, python), runs)
        except CommandError as error:
            raise click.ClickException(str(error)) from error
    head = ["program", "seconds", "of dedup's", "groups", "texts in groups", "peak memory"]
    content = "\n\n".join(
        [
            f"{machine()}. `{COMMAND} {file.name} --articles {len(lines)} --runs {runs}`:",
            readme.table(head, rows(taken, reasons, python)),
        ]
    )
    click.echo(content)
    if write:
        readme.write(COMMAND, content)


if __name__ == "__main__":
    main()
