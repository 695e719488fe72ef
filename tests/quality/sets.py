"""The labelled sets in the folder `shared` beside the checkout: which there are, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from dedup.article import Article
from dedup.settings import Settings
from dedup.train import read_labelled

DATA: Final = Path(__file__).resolve().parents[3] / "shared" / "data"
CORPUS: Final = Path(__file__).resolve().parents[1] / "corpus"

TESTED: Final = ("ecbplus", "g5w1h", "gva", "vi_mds", "energy", "allsides", "neus")
"""The sets that are left out in turn."""
TRAINED: Final = (*TESTED, "multiling11", "onestop")
"""The sets a model learns from; parallel translations and simplified texts are no test of news."""
SIBLINGS: Final = {"allsides": "neus", "neus": "allsides"}
"""Both are made of AllSides round-ups of the same years, so neither is unseen by a model that learnt the other."""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The articles of one set, and the label of each."""

    name: str
    articles: list[Article]
    labels: list[str]


def is_present() -> bool:
    """Return whether the sets are there: a clone of the project alone has none."""
    return DATA.is_dir()


def path_of(name: str) -> Path:
    """Return the file of a set."""
    return DATA / f"{name}.jsonl.gz"


@cache
def labelled_set(name: str) -> LabelledSet:
    """Return a set; it is read once."""
    return LabelledSet(name, *read_labelled(path_of(name), Settings()))


def train_without(name: str, *, keep_sibling: bool = False) -> tuple[str, ...]:
    """Return the sets to learn from for a model that is tested on the set `name`.

    >>> "allsides" in train_without("neus"), "allsides" in train_without("neus", keep_sibling=True)
    (False, True)
    """
    left_out = {name} if keep_sibling else {name, SIBLINGS.get(name, name)}
    return tuple(other for other in TRAINED if other not in left_out)
