"""`python -m tests.quality.leave_one_out`: every set scored by a model that learnt from the others alone.

Each labelled set is measured once and serves all trainings it is part of; everything runs with default settings.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import click
import numpy as np

from dedup.cluster.agreement import log_odds_shift
from dedup.evaluate import Reliability, reliability
from dedup.match.model import StoryModel, chance
from dedup.match.training import LabelledPairs, fit_model
from dedup.pipeline import measure
from dedup.report import json
from dedup.report.evaluation_text import reliability_lines
from dedup.report.model_file import write_model
from dedup.settings import Settings
from dedup.train import labelled_folders

from .judged_pairs import correlations
from .scoring import SMALL, score, score_small, score_unrelated
from .sets import SIBLINGS, TESTED, TRAINED, LabelledSet, is_present, labelled_set, train_without

MEASURES: Final = ("b_cubed_f1", "b_cubed_precision", "b_cubed_recall", "pairwise_f1", "adjusted_rand")


KINDS: Final = ("small", "unrelated")
"""The fields of `LeftOut` that hold a figure for each size of small folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How well a set was found by a model that had not seen it."""

    name: str
    trained_on: tuple[str, ...]
    n_articles: int
    b_cubed_f1: float
    b_cubed_precision: float
    b_cubed_recall: float
    pairwise_f1: float
    adjusted_rand: float
    candidates: Reliability
    """Of all candidate pairs."""
    small: dict[int, float]
    """The mean B-cubed F1 of small folders of whole stories by their number of articles."""
    unrelated: dict[int, float]
    """The same of folders of unrelated articles."""

    @property
    def calibration_errors(self) -> tuple[float, float]:
        """The expected calibration error of all candidate pairs, and that of those which a run reports."""
        bins = [each for each in self.candidates.bins if each.low >= Settings().min_related]
        distances = [each.n_pairs * abs(each.mean_probability - each.observed) for each in bins]
        return self.candidates.calibration_error, sum(distances) / max(sum(each.n_pairs for each in bins), 1)


def measure_sets() -> dict[str, list[LabelledPairs]]:
    """Return the candidate pairs of each set, the whole set first, then the folders it is trained on in."""
    measured = {}
    for name in TRAINED:
        labelled = labelled_set(name)
        measured[name] = list(labelled_folders(labelled.articles, labelled.labels, Settings()))
        click.echo(f"measured {name}: {len(measured[name])} folders", err=True)
    return measured


def leave_out(name: str, sets: Sequence[str], measured: dict[str, list[LabelledPairs]], folder: Path) -> LeftOut:
    """Return the scores on the set `name` of a model that learns from `sets`; its file is left in `folder`."""
    model = fit_model([pairs for other in sets for pairs in measured[other]], {"files": list(sets)})
    path = folder / f"without-{'-'.join(other for other in TRAINED if other not in sets)}.json"
    write_model(model, path)
    labelled = labelled_set(name)
    found = score(labelled.articles, labelled.labels, path)
    click.echo(f"scored {name}: {found.b_cubed.f1:.3f}", err=True)
    return LeftOut(
        name=name,
        trained_on=tuple(sets),
        n_articles=found.n_articles,
        b_cubed_f1=found.b_cubed.f1,
        b_cubed_precision=found.b_cubed.precision,
        b_cubed_recall=found.b_cubed.recall,
        pairwise_f1=found.pairwise.f1,
        adjusted_rand=found.adjusted_rand,
        candidates=_reliability_of(labelled, model),
        small={size: score_small(labelled, size, path) for size in SMALL if size < len(labelled.articles)},
        unrelated={size: score_unrelated(labelled, size, path) for size in SMALL if size <= len(set(labelled.labels))},
    )


def _reliability_of(labelled: LabelledSet, model: StoryModel) -> Reliability:
    """Return that of all candidate pairs, measured as a scan does: a model learns from others, see `measure`."""
    measured, settings = measure(labelled.articles, Settings()), Settings()
    log_odds, label = model.log_odds(measured.values), np.array(labelled.labels)
    shift = log_odds_shift(measured.pairs, log_odds, measured.paired, measured.are_copies, settings.min_probability)
    return reliability(chance(log_odds + shift), label[measured.pairs.left] == label[measured.pairs.right])


def leave_each_out(*, keep_siblings: bool = False) -> list[LeftOut]:
    """Return the scores of each of `TESTED`; with `keep_siblings` also with the set's sibling learnt from."""
    measured = measure_sets()
    with tempfile.TemporaryDirectory() as folder:
        results = [leave_out(name, train_without(name), measured, Path(folder)) for name in TESTED]
        if keep_siblings:
            for name in SIBLINGS:
                sets = train_without(name, keep_sibling=True)
                results.append(leave_out(name, sets, measured, Path(folder)))
    return results


def strictly(results: Sequence[LeftOut]) -> list[LeftOut]:
    """Return those whose model learnt from no sibling of the set either."""
    return [result for result in results if SIBLINGS.get(result.name) not in result.trained_on]


def mean(results: Sequence[LeftOut], measure: str) -> float:
    """Return the mean over sets of one of `MEASURES`."""
    return float(np.mean([getattr(result, measure) for result in results]))


def table(results: Sequence[LeftOut]) -> Iterator[str]:
    """Yield the lines of the table of scores, and of the reliability tables."""
    yield (
        f"{'set':<12}{'articles':>9}{'B3 F1':>8}{'prec':>7}{'rec':>7}{'pair F1':>9}{'ARI':>7}{'ECE':>7}{'of .2+':>8}"
        + "".join(f"{f'{kind}@{size}':>9}" for kind in ("F1", "alone") for size in SMALL)
    )
    for result in results:
        name = result.name if result in strictly(results) else f"{result.name} *"
        scores = [getattr(result, measure) for measure in MEASURES]
        yield _row(
            name,
            f"{result.n_articles:,}",
            [*scores, *result.calibration_errors],
            result.small,
            result.unrelated,
        )
    unseen = strictly(results)
    errors = np.mean([result.calibration_errors for result in unseen], axis=0)
    small, unrelated = (_means([getattr(result, kind) for result in unseen]) for kind in KINDS)
    yield _row("mean", "", [*(mean(unseen, name) for name in MEASURES), *errors], small, unrelated)
    if len(unseen) < len(results):
        yield "* its sibling was learnt from; not in the mean"
    for result in unseen:
        yield f"\n{result.name}: reliability of all candidate pairs"
        yield from reliability_lines(result.candidates)


def _means(of_sets: Sequence[dict[int, float]]) -> dict[int, float]:
    """Return the mean for each size of folder over the sets that have it."""
    return {size: float(np.mean([of_set[size] for of_set in of_sets if size in of_set])) for size in SMALL}


def _row(name: str, n_articles: str, scores: Sequence[float], *folders: dict[int, float]) -> str:
    widths = (8, 7, 7, 9, 7, 7, 8)
    shown = "".join(f"{value:>{width}.3f}" for value, width in zip(scores, widths, strict=True))
    small = "".join(f"{some[size]:>9.3f}" if size in some else f"{'':>9}" for some in folders for size in SMALL)
    return f"{name:<12}{n_articles:>9}{shown}{small}"


def _by_name(of_sizes: dict[int, float]) -> dict[str, float]:
    return {str(size): value for size, value in of_sizes.items()}


@click.command()
@click.option("--json", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures here, too.")
@click.option("--siblings", is_flag=True, help="Also score sets with a sibling by models that learnt the sibling.")
def main(output: Path | None, siblings: bool) -> None:
    """Score every labelled set by a model trained without it, and the shipped model on judged pairs."""
    if not is_present():
        raise click.ClickException("the labelled sets are not there: they belong in the folder `shared`, see sets.py")
    results = leave_each_out(keep_siblings=siblings)
    judged = correlations()
    for line in table(results):
        click.echo(line)
    click.echo("\njudged pairs, Pearson correlation: " + ", ".join(f"{k} {v:.3f}" for k, v in judged.items()))
    if output:
        sets = [asdict(result) | {kind: _by_name(getattr(result, kind)) for kind in KINDS} for result in results]
        means = {name: mean(strictly(results), name) for name in MEASURES}
        output.write_text(json.pretty({"sets": sets, "mean": means, "judged_pairs": judged}), encoding="utf-8")


if __name__ == "__main__":
    main()
