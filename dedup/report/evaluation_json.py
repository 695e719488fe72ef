"""Assessment -> one JSON object."""

from __future__ import annotations

from dataclasses import asdict

from dedup.evaluate import Assessment, Reliability, Scores, StoryScore
from dedup.report import json


def evaluation_json(assessment: Assessment, *, worst: int) -> str:
    """Return all scores with their counts, the `worst` stories that cost most, and the reliability table."""
    evaluation = assessment.evaluation
    return json.pretty(
        {
            "articles": evaluation.n_articles,
            "labelled_stories": evaluation.n_labels,
            "found_stories": evaluation.n_stories,
            "b_cubed": _scores(evaluation.b_cubed),
            "pairwise": _scores(evaluation.pairwise)
            | {
                "pairs_right": evaluation.pairs_right,
                "pairs_wrong": evaluation.pairs_wrong,
                "pairs_missed": evaluation.pairs_missed,
            },
            "adjusted_rand": json.rounded(evaluation.adjusted_rand),
            "only_labelled": evaluation.only_labelled,
            "only_found": evaluation.only_found,
            "worst_stories": [_story(story) for story in evaluation.stories[:worst] if story.lost],
            "reliability": reliability_table(assessment.reliability),
        }
    )


def reliability_table(table: Reliability) -> dict[str, object]:
    """Return a reliability table for JSON."""
    return {
        "pairs": table.n_pairs,
        "expected_calibration_error": json.rounded(table.calibration_error),
        "bins": [
            asdict(found)
            | {
                "mean_probability": json.rounded(found.mean_probability),
                "observed": json.rounded(found.observed),
            }
            for found in table.bins
        ],
    }


def _scores(scores: Scores) -> dict[str, float | int | None]:
    return {
        "f1": json.rounded(scores.f1),
        "precision": json.rounded(scores.precision),
        "recall": json.rounded(scores.recall),
    }


def _story(story: StoryScore) -> dict[str, object]:
    return {
        "label": story.label,
        "articles": story.n_articles,
        "b_cubed": _scores(story.b_cubed),
        "lost": json.rounded(story.lost),
        "parts": [asdict(fragment) for fragment in story.fragments],
    }
