"""Assessment -> text for a terminal: the scores, the stories that cost most, and the reliability table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from dedup.evaluate import Assessment, Evaluation, Reliability, Scores, StoryScore
from dedup.report.terminal import columns, cut, cut_start, wrap
from dedup.report.wording import counted

LABEL = 10  # columns: the longest label, "Articles" or "Pairwise", and a gap
EXAMPLES = 5
"""Articles named that only one side has, and fragments shown of a split story; the JSON form has all of them."""
LEAST_LOCATION = 16  # columns; a shorter end of a path does not identify the article


def evaluation_text(assessment: Assessment, *, width: int, worst: int) -> str:
    """Return the scores, the `worst` stories that cost most, and the reliability table, `width` columns wide."""
    evaluation = assessment.evaluation
    lines = [*_scores(evaluation, width), *_one_sided(evaluation, width)]
    shown = [story for story in evaluation.stories[:worst] if story.lost]
    imperfect = sum(story.lost > 0 for story in evaluation.stories)
    if shown:
        heading = f"Worst stories ({len(shown):,} of {imperfect:,} that are not perfect), the costliest first"
        lines += ["", *_bold(heading, width)]
        for story in shown:
            lines += _story(story, width)
    lines += ["", *_bold("Reliability of the probabilities", width), *reliability_lines(assessment.reliability)]
    note = (
        "Only pairs of two labelled articles that the run reports: pairs less probable than its --min-related "
        "are not in pairs.csv, unless they share text."
    )
    return "\n".join([*lines, *(f"  {line}" for line in wrap(note, width - 2))]) + "\n"


def reliability_lines(table: Reliability) -> Iterator[str]:
    """Yield the rows of a reliability table, and the expected calibration error."""
    if table.n_pairs:
        yield f"  {'probability':<12}{'pairs':>10}{'mean':>8}{'observed':>10}"
    for found in table.bins:
        bounds = f"{found.low:.1f} - {found.high:.1f}"
        yield f"  {bounds:<12}{found.n_pairs:>10,}{found.mean_probability:>8.3f}{found.observed:>10.3f}"
    yield f"  {counted(table.n_pairs, 'pair')}, expected calibration error {table.calibration_error:.3f}"


def _bold(text: str, width: int) -> list[str]:
    return [click.style(line, bold=True) for line in wrap(text, width)]


def _scores(evaluation: Evaluation, width: int) -> Iterator[str]:
    pairs = (
        f"{evaluation.pairs_right:,} right, {evaluation.pairs_wrong:,} wrong, {evaluation.pairs_missed:,} missed pairs"
    )
    labelled = counted(evaluation.n_labels, "labelled story", "labelled stories")
    for label, value in (
        ("Articles", counted(evaluation.n_articles, "article") + " with a label and a found story"),
        ("Stories", f"{labelled}, {evaluation.n_stories:,} found"),
        ("B-cubed", _measures(evaluation.b_cubed)),
        ("Pairwise", f"{_measures(evaluation.pairwise)}; {pairs}"),
        ("ARI", f"{evaluation.adjusted_rand:.3f} (adjusted Rand index)"),
    ):
        first, *rest = wrap(value, width - LABEL)
        yield click.style(f"{label:<{LABEL}}", bold=True) + first
        yield from (" " * LABEL + line for line in rest)


def _measures(scores: Scores) -> str:
    return f"F1 {scores.f1:.3f}, precision {scores.precision:.3f}, recall {scores.recall:.3f}"


def _one_sided(evaluation: Evaluation, width: int) -> Iterator[str]:
    for locations, what in (
        (evaluation.only_labelled, "with a label, but not in the run"),
        (evaluation.only_found, "in the run, but without a label"),
    ):
        if locations:
            yield ""
            yield from _bold(f"{counted(len(locations), 'article')} {what}", width)
            yield from (f"  {cut_start(location, width - 2)}" for location in locations[:EXAMPLES])
            yield from _more(locations, "  ")


def _more(items: Sequence[object], indent: str) -> Iterator[str]:
    if len(items) > EXAMPLES:
        yield f"{indent}and {len(items) - EXAMPLES:,} more"


def _story(story: StoryScore, width: int) -> Iterator[str]:
    head = f"{story.label}: {counted(story.n_articles, 'article')}, {_measures(story.b_cubed)}"
    if len(story.fragments) > 1:
        head += f"; split into {len(story.fragments):,}"
    first, *rest = wrap(head, width - 2)
    yield f"  {first}"
    yield from (f"    {line}" for line in rest)
    for fragment in story.fragments[:EXAMPLES]:
        yield _example(f"    {fragment.n_articles:,} in story {fragment.story}", fragment.example, width)
        for other in fragment.others:
            yield _example(f"      with {other.n_articles:,} of {other.label}", other.example, width)
        unnamed = fragment.n_others - sum(other.n_articles for other in fragment.others)
        if unnamed:
            yield f"      with {unnamed:,} of other stories"
    yield from _more(story.fragments, "    ")


def _example(head: str, location: str, width: int) -> str:
    """Return a line with the end of a location where it fits, and without it where too little would be left."""
    indent = " " * (len(head) - len(head.lstrip()))
    head = indent + cut(head, width - len(indent))
    room = width - columns(head) - 2
    return f"{head}: {cut_start(location, room)}" if room >= LEAST_LOCATION else head
