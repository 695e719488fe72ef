"""`python -m tests.speed.compare_reference FILE`: how many times faster than a script, and slower than reading.

Whole commands, start-up and output included, run in turns; medians. `reading` is Python reading the file and parsing
each line with orjson. With `--times 3` the file is written three times with other words (see `tests.speed.triple`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from tests.speed import readme
from tests.speed.generate import write as write_generated
from tests.speed.timing import HERE, CommandError, Timing, interleaved, machine, measure, median, versions
from tests.speed.triple import multiply

READ: Final = """\
import gzip, sys, orjson
with (gzip.open if sys.argv[1].endswith(".gz") else open)(sys.argv[1], "rb") as file:
    for line in file:
        orjson.loads(line)
"""
COMMAND: Final = "python -m tests.speed.compare_reference"
_WARM_UP_ARTICLES: Final = 200


def scan_command(source: Path, out: Path) -> list[str]:
    """Return the command that scans a file."""
    return [sys.executable, "-m", "dedup", "scan", str(source), "-o", str(out), "--quiet"]


def warm_up(folder: Path) -> None:
    """Scan a few articles once: what is compiled and cached on the first run of a machine is not measured."""
    few = folder / "few.jsonl"
    write_generated(few, _WARM_UP_ARTICLES)
    measure(scan_command(few, folder / "few"))


def compare(source: Path, folder: Path, runs: int, *, reference: bool) -> dict[str, Timing]:
    """Return the medians of `dedup`, `reading` and, if wanted, the `reference` script on one file."""
    commands = {
        "dedup": scan_command(source, folder / "out"),
        "reading": [sys.executable, "-c", READ, str(source)],
    }
    if reference:
        script = [sys.executable, str(HERE / "reference.py"), str(source), str(folder / "reference.csv")]
        commands["reference"] = script
    warm_up(folder)
    return {name: median(timings) for name, timings in interleaved(commands, runs).items()}


def ratios(taken: dict[str, Timing]) -> dict[str, float]:
    """Return how many times longer than reading `dedup` takes, and how many times shorter than the reference.

    >>> ratios({"dedup": Timing(6, 10, 0), "reading": Timing(2, 2, 0), "reference": Timing(90, 80, 0)})
    {'times reading': 3.0, 'times faster than the reference': 15.0, 'times less processor time': 8.0}
    """
    dedup = taken["dedup"]
    found = {"times reading": dedup.wall_s / taken["reading"].wall_s}
    if "reference" in taken:
        found["times faster than the reference"] = taken["reference"].wall_s / dedup.wall_s
        found["times less processor time"] = taken["reference"].user_s / dedup.user_s
    return found


@click.command(help=__doc__)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--times", default=1, show_default=True, type=click.IntRange(1, 20), help="How often to write the file.")
@click.option("--runs", default=5, show_default=True, type=click.IntRange(min=1), help="Runs of each command.")
@click.option("--reference/--no-reference", default=True, show_default=True, help="Run the script as well.")
@click.option("--write", is_flag=True, help="Put the table into the README, beside that of another --times.")
def main(file: Path, times: int, runs: int, reference: bool, write: bool) -> None:
    with TemporaryDirectory() as name:
        folder, source = Path(name), file.resolve()
        if times > 1:
            source = folder / f"times{times}.jsonl.gz"
            multiply(file, source, times)
        try:
            taken = compare(source, folder, runs, reference=reference)
        except CommandError as error:
            raise click.ClickException(str(error)) from error
    rows = [
        [name, f"{timing.wall_s:.2f}", f"{timing.user_s:.2f}", f"{timing.peak_bytes / 1e6:,.0f} MB"]
        for name, timing in taken.items()
    ]
    call = f"{COMMAND} {file.name} --times {times}"
    told = "; ".join(f"{ratio:.1f} {what}" for what, ratio in ratios(taken).items())
    used = versions("news-dedup", "datasketch", "scikit-learn", "numpy", "numba")
    head = ["command", "seconds", "processor seconds", "peak memory"]
    content = f"{machine()}; {used}. `{call} --runs {runs}`, {told}:\n\n{readme.table(head, rows)}"
    click.echo(content)
    if write:
        readme.write(f"{COMMAND} --times {times}", content)


if __name__ == "__main__":
    main()
