"""The figures below which quality must not fall: what is measured with the shipped model, and `floors.json`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from dedup.read import read_folders
from dedup.settings import Settings

from .judged_pairs import correlations
from .leave_one_out import leave_each_out, mean
from .scoring import score
from .sets import CORPUS, labelled_set

FLOORS: Final = Path(__file__).with_name("floors.json")

SCANNED: Final = ("ecbplus", "g5w1h", "vi_mds", "energy", "multiling11")
"""The sets that are scanned in seconds. The shipped model has learnt from them, so their floors guard against breakage;
how well it does on news it has not seen is what `leave_one_out` says."""

MARGIN: Final = 0.01
"""A floor lies this far below what was measured. Results are the same on every run of one machine, but other versions
of the libraries round otherwise, and two articles more or fewer together move a set of 100 by about 0.01."""


def measure_invented() -> Iterator[tuple[str, float]]:
    """Yield the figures of the invented articles that come with the project."""
    with (CORPUS / "labels.csv").open(encoding="utf-8", newline="") as file:
        story_of = {row["article"]: row["story"] for row in csv.DictReader(file) if row["story"]}
    articles, _ = read_folders([CORPUS / "news"], Settings())
    place = f"{(CORPUS / 'news').as_posix()}/"
    labelled = [article for article in articles if article.location.removeprefix(place) in story_of]
    labels = [story_of[article.location.removeprefix(place)] for article in labelled]
    yield "invented: B-cubed F1", score(labelled, labels, None).b_cubed.f1


def measure_shared() -> Iterator[tuple[str, float]]:
    """Yield the figures of the labelled sets that are kept beside the project."""
    for name in SCANNED:
        labelled = labelled_set(name)
        yield f"{name}: B-cubed F1", score(labelled.articles, labelled.labels, None).b_cubed.f1
    for language, correlation in correlations().items():
        if language in ("en", "mean"):
            yield f"judged pairs, {language}: correlation", correlation


def measure_left_out() -> Iterator[tuple[str, float]]:
    """Yield the figures of each set that is left out of training in turn; it takes minutes."""
    results = leave_each_out()
    for result in results:
        yield f"left out, {result.name}: B-cubed F1", result.b_cubed_f1
    yield "left out, mean: B-cubed F1", mean(results, "b_cubed_f1")


def read_floors() -> dict[str, float]:
    """Return the floor of every figure."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def write_floors(floors: Mapping[str, float]) -> None:
    """Write the floors, in the order of their names."""
    FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=2) + "\n", encoding="utf-8")


def fallen(floors: Mapping[str, float], measured: Mapping[str, float]) -> list[str]:
    """Return what is below its floor, or has none, each in a line.

    >>> fallen({"energy": 0.9, "gva": 0.8}, {"energy": 0.95, "gva": 0.75, "neus": 0.9})
    ['gva is 0.750, its floor 0.800', 'neus has no floor']
    """
    return [
        f"{name} is {value:.3f}, its floor {floors[name]:.3f}" if name in floors else f"{name} has no floor"
        for name, value in measured.items()
        if value < floors.get(name, 2)
    ]


def repinned(
    floors: Mapping[str, float], measured: Mapping[str, float], *, allow_regression: bool = False
) -> dict[str, float]:
    """Return the floors for what was measured, those of figures that were not measured unchanged.

    A floor is never lowered unless `allow_regression` is true.

    >>> repinned({"energy": 0.9, "gva": 0.8}, {"energy": 0.95, "gva": 0.75})
    {'energy': 0.94, 'gva': 0.8}
    >>> repinned({"energy": 0.9, "gva": 0.8}, {"gva": 0.75}, allow_regression=True)
    {'energy': 0.9, 'gva': 0.74}
    """
    pinned = {name: round(value - MARGIN, 3) for name, value in measured.items()}
    if not allow_regression:
        pinned = {name: max(floor, floors.get(name, floor)) for name, floor in pinned.items()}
    return {**floors, **pinned}
