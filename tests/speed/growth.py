"""`python -m tests.speed.growth`: how time and memory grow with the number of articles, dated and undated.

Each size is made by `tests.speed.generate` and scanned by a whole command, in turns; medians. Printed are seconds, the
ratio to those of the size before, the seconds of each stage in the last run, and peak memory beside the bound: 400 MB
and the bytes of the texts. `--sizes 1000000 --runs 1` measures a million.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from tests.speed import readme
from tests.speed.compare_reference import scan_command, warm_up
from tests.speed.generate import write as write_generated
from tests.speed.timing import CommandError, Timing, interleaved, machine, median
from tests.speed.triple import read_records

COMMAND: Final = "python -m tests.speed.growth"
BASE_BYTES: Final = 400_000_000
BYTES_FOR_TEXT_BYTE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of articles, and what a scan of it may take."""

    articles: int
    dated: bool
    path: Path
    out: Path
    text_bytes: int

    @property
    def name(self) -> str:
        """Return what it is called in the table."""
        return f"{self.articles:,} {'dated' if self.dated else 'undated'}"

    @property
    def bound_bytes(self) -> float:
        """Return the memory that a scan may take."""
        return BASE_BYTES + BYTES_FOR_TEXT_BYTE * self.text_bytes


def make(folder: Path, articles: int, words: float, *, dated: bool) -> Corpus:
    """Write a corpus into `folder`."""
    stem = f"{articles}-{'dated' if dated else 'undated'}"
    path = folder / f"{stem}.jsonl"
    write_generated(path, articles, mean_words=words, dated=dated)
    text_bytes = sum(len(record["text"].encode()) for record in read_records(path))
    return Corpus(articles, dated, path, folder / stem, text_bytes)


def rows(corpora: list[Corpus], taken: dict[str, Timing]) -> list[list[str]]:
    """Return a row for each corpus; the ratio is to the one before if that is dated, or not, alike."""
    result = []
    for place, corpus in enumerate(corpora):
        timing = taken[corpus.name]
        before = corpora[place - 1] if place and corpora[place - 1].dated == corpus.dated else None
        ratio = f"{timing.wall_s / taken[before.name].wall_s:.2f}" if before else ""
        stages = json.loads((corpus.out / "run.json").read_text(encoding="utf-8"))["seconds"]
        result.append(
            [
                corpus.name,
                f"{timing.wall_s:.1f}",
                f"{timing.user_s:.1f}",
                ratio,
                ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in stages.items()),
                f"{timing.peak_bytes / 1e6:,.0f} MB",
                f"{corpus.bound_bytes / 1e6:,.0f} MB",
            ]
        )
    return result


@click.command(help=__doc__)
@click.option("--sizes", default="10000,40000,160000", show_default=True, help="Numbers of articles, ascending.")
@click.option("--words", default=300.0, show_default=True, type=click.FloatRange(min=20), help="Mean words of a text.")
@click.option("--runs", default=3, show_default=True, type=click.IntRange(min=1), help="Scans of each corpus.")
@click.option("--dates", default="both", show_default=True, type=click.Choice(["both", "dated", "undated"]))
@click.option("--write", is_flag=True, help="Put the table into the README.")
def main(sizes: str, words: float, runs: int, dates: str, write: bool) -> None:
    kinds = [True, False] if dates == "both" else [dates == "dated"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        corpora = [make(folder, int(size), words, dated=dated) for dated in kinds for size in sizes.split(",")]
        try:
            warm_up(folder)
            timings = interleaved({each.name: scan_command(each.path, each.out) for each in corpora}, runs)
        except CommandError as error:
            raise click.ClickException(str(error)) from error
        table = rows(corpora, {corpus: median(taken) for corpus, taken in timings.items()})
    head = [
        "articles",
        "seconds",
        "processor seconds",
        "times the size before",
        "seconds of the stages",
        "peak memory",
        "bound",
    ]
    call = f"{COMMAND} --sizes {sizes} --words {words:g} --runs {runs} --dates {dates}"
    content = f"{machine()}. `{call}`:\n\n{readme.table(head, table)}"
    click.echo(content)
    if write:
        readme.write(COMMAND, content)


if __name__ == "__main__":
    main()
