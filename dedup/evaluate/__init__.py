"""A run + labels -> how good its stories are, which are worst, and whether its probabilities can be trusted."""

from dedup.evaluate.assess import Assessment, assess
from dedup.evaluate.reliability import Bin, Reliability, reliability
from dedup.evaluate.scores import Evaluation, Fragment, Others, Scores, StoryScore, evaluate

__all__ = [
    "Assessment",
    "Bin",
    "Evaluation",
    "Fragment",
    "Others",
    "Reliability",
    "Scores",
    "StoryScore",
    "assess",
    "evaluate",
    "reliability",
]
