"""`python -m tests.speed.check`: how fast `dedup` is on a small corpus, beside what was recorded; CI runs it.

Ratios to other programs in the same run travel from machine to machine better than seconds do, and still they are noise
on a busy one: whatever they are, the check prints them and ends well. It fails where they cannot be measured: where a
command fails, or does not write what it should. `--record` writes them into `ratios.json`.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from tests.speed.compare_reference import compare, ratios
from tests.speed.generate import write as write_generated
from tests.speed.timing import CommandError, machine

RECORD: Final = Path(__file__).with_name("ratios.json")
ARTICLES: Final = 2000
RUNS: Final = 2


@dataclass(frozen=True, slots=True)
class Record:
    """Ratios, and what they were measured on."""

    articles: int
    machine: str
    ratios: dict[str, float]


def measured(articles: int, runs: int) -> Record:
    """Return the ratios on so many generated articles; `CommandError` where a command does not do its work."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "news.jsonl"
        write_generated(source, articles)
        taken = compare(source, folder, runs, reference=True)
        _need_rows(folder / "out" / "articles.csv", articles)
        _need_rows(folder / "reference.csv", 1)
    return Record(articles, machine(), {what: round(ratio, 2) for what, ratio in ratios(taken).items()})


def recorded() -> Record:
    """Return what was recorded last."""
    return Record(**json.loads(RECORD.read_text(encoding="utf-8")))


def beside(now: Record, before: Record) -> list[str]:
    """Return a line for each ratio, now and before.

    >>> beside(Record(9, "here", {"times reading": 3.0}), Record(9, "there", {"times reading": 4.0}))
    ['times reading                         3.00 now,     4.00 recorded (-25%)']
    """
    return [
        f"{what:<34}{ratio:8.2f} now, {before.ratios[what]:8.2f} recorded ({ratio / before.ratios[what] - 1:+.0%})"
        for what, ratio in now.ratios.items()
    ]


def _need_rows(path: Path, least: int) -> None:
    rows = -1
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
    if rows < least:
        raise CommandError(
            f"{path.name} has {max(rows, 0)} rows, and {least} at least are needed: nothing was measured"
        )


@click.command(help=__doc__)
@click.option("--record", is_flag=True, help="Write what is measured into ratios.json.")
@click.option("--articles", default=ARTICLES, show_default=True, type=click.IntRange(min=50))
@click.option("--runs", default=RUNS, show_default=True, type=click.IntRange(min=1))
def main(record: bool, articles: int, runs: int) -> None:
    try:
        now = measured(articles, runs)
    except CommandError as error:
        raise click.ClickException(str(error)) from error
    if record:
        RECORD.write_text(json.dumps(asdict(now), indent=2) + "\n", encoding="utf-8")
    before = recorded()
    click.echo(f"{articles:,} generated articles, {now.machine}; recorded with {before.articles:,} on {before.machine}")
    click.echo("\n".join(beside(now, before)))


if __name__ == "__main__":
    main()
