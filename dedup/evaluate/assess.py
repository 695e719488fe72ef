"""A file of labels and the output folder of a run -> everything `dedup evaluate` reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dedup.errors import InputError
from dedup.evaluate.join import join
from dedup.evaluate.labels import read_label_list
from dedup.evaluate.reliability import Reliability, reliability
from dedup.evaluate.run import RunPair, read_run
from dedup.evaluate.scores import Evaluation, evaluate


@dataclass(frozen=True, slots=True)
class Assessment:
    """What labels say of a run."""

    evaluation: Evaluation
    reliability: Reliability
    """Of the pairs that the run reports and whose articles both have a label."""


def assess(labels: Path, run: Path) -> Assessment:
    """Return how the run in the output folder `run` agrees with the labels in the file or folder `labels`.

    Raises:
        InputError: where one of them cannot be used, or they have no article in common.
    """
    articles, pairs = read_run(run)
    story_of = join(read_label_list(labels), articles)
    found = {article.location: article.story for article in articles}
    if not story_of.keys() & found.keys():
        example = f"{min(story_of)} and {articles[0].location}" if articles else "the run has none"
        raise InputError(f"no article of {run} has a label in {labels}: neither location nor id agree, as in {example}")
    return Assessment(evaluate(story_of, found), _reliability(story_of, pairs))


def _reliability(story_of: Mapping[str, str], pairs: Iterable[RunPair]) -> Reliability:
    labelled = [pair for pair in pairs if pair.left in story_of and pair.right in story_of]
    same = [story_of[pair.left] == story_of[pair.right] for pair in labelled]
    return reliability(np.array([pair.probability for pair in labelled], np.float64), np.array(same, np.bool_))
