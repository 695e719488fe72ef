"""Labels and found stories -> B-cubed, pairwise and adjusted Rand scores, in time linear in the number of articles.

References:
    Bagga and Baldwin (1998), Algorithms for scoring coreference chains: B-cubed.
    Amigó, Gonzalo, Artiles and Verdejo (2009), A comparison of extrinsic clustering evaluation metrics: why B-cubed.
    Hubert and Arabie (1985), Comparing partitions: the adjusted Rand index.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import comb
from typing import Final

from dedup.errors import InputError

SHOWN_OTHERS: Final = 3
"""Stories named of those merged into one: in a found story of thousands, each would name all the others."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision and recall, 0 to 1, and what they make together."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0.

        >>> Scores(precision=0.5, recall=1.0).f1
        0.6666666666666666
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Others:
    """The articles of another labelled story in one found story."""

    label: str
    n_articles: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The articles of one labelled story in one found story."""

    story: int
    """The number of the found story."""
    n_articles: int
    example: str
    n_others: int
    """Articles of other labelled stories in the same found story."""
    others: tuple[Others, ...]
    """Where they come from: the `SHOWN_OTHERS` with most articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScore:
    """One labelled story: how well it was found, and where its articles went."""

    label: str
    n_articles: int
    b_cubed: Scores
    """The mean over its articles."""
    lost: float
    """What is missing from a precision and a recall of 1, summed over its articles: what it costs the whole."""
    fragments: tuple[Fragment, ...]
    """Most articles first: more than one where the story was split."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well found stories agree with labels, over the articles that have both."""

    n_articles: int
    n_labels: int
    n_stories: int
    """Found stories with a labelled article; articles without a label do not count as members of any."""
    b_cubed: Scores
    pairwise: Scores
    pairs_right: int
    """Pairs of one labelled story in one found story."""
    pairs_wrong: int
    """Pairs of two labelled stories in one found story."""
    pairs_missed: int
    """Pairs of one labelled story in two found stories."""
    adjusted_rand: float
    """1 for the same partition, 0 on average for one by chance."""
    stories: tuple[StoryScore, ...]
    """Those that cost most first, then by label."""
    only_labelled: tuple[str, ...] = ()
    """Articles that have a label but are not in the run, sorted."""
    only_found: tuple[str, ...] = ()
    """Articles of the run without a label, sorted."""


def evaluate(labels: Mapping[str, str], found: Mapping[str, int]) -> Evaluation:
    """Return how well `found`, article -> number of its story, agrees with `labels`, article -> labelled story.

    Where no pair was found, pairwise precision is 1, and where none is labelled, recall is: nothing is wrong or missed.

    Raises:
        InputError: where no article has both.
    """
    both = sorted(labels.keys() & found.keys())
    if not both:
        raise InputError("no article has both a label and a found story")
    cells: dict[tuple[str, int], list[str]] = defaultdict(list)
    for article in both:
        cells[labels[article], found[article]].append(article)
    in_label = Counter(labels[article] for article in both)
    in_found = Counter(found[article] for article in both)
    right = _pairs(len(articles) for articles in cells.values())
    wrong, missed = _pairs(in_found.values()) - right, _pairs(in_label.values()) - right
    stories = _stories(cells, in_label, in_found)
    return Evaluation(
        n_articles=len(both),
        n_labels=len(in_label),
        n_stories=len(in_found),
        b_cubed=_mean(stories),
        pairwise=Scores(_share(right, right + wrong), _share(right, right + missed)),
        pairs_right=right,
        pairs_wrong=wrong,
        pairs_missed=missed,
        adjusted_rand=_adjusted_rand(right, wrong, missed, comb(len(both), 2)),
        stories=tuple(sorted(stories, key=lambda story: (-round(story.lost, 9), story.label))),
        only_labelled=tuple(sorted(labels.keys() - found.keys())),
        only_found=tuple(sorted(found.keys() - labels.keys())),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(stories: list[StoryScore]) -> Scores:
    n = sum(story.n_articles for story in stories)
    return Scores(
        sum(story.b_cubed.precision * story.n_articles for story in stories) / n,
        sum(story.b_cubed.recall * story.n_articles for story in stories) / n,
    )


def _adjusted_rand(right: int, wrong: int, missed: int, total: int) -> float:
    """Return the index from the counts of pairs; 1 where both partitions are the same, however trivial."""
    if not wrong and not missed:
        return 1.0
    apart = total - right - wrong - missed
    whole = (right + missed) * (missed + apart) + (right + wrong) * (wrong + apart)
    return 2 * (right * apart - missed * wrong) / whole


def _stories(
    cells: Mapping[tuple[str, int], list[str]], in_label: Mapping[str, int], in_found: Mapping[int, int]
) -> list[StoryScore]:
    members: dict[int, list[Others]] = defaultdict(list)
    for (label, story), articles in cells.items():
        members[story].append(Others(label, len(articles), articles[0]))
    # One more than are shown: the story itself may be among them.
    largest = {
        story: sorted(others, key=lambda other: (-other.n_articles, other.label))[: SHOWN_OTHERS + 1]
        for story, others in members.items()
    }
    fragments: dict[str, list[Fragment]] = defaultdict(list)
    for (label, story), articles in cells.items():
        others = tuple(other for other in largest[story] if other.label != label)[:SHOWN_OTHERS]
        n = len(articles)
        fragment = Fragment(story=story, n_articles=n, example=articles[0], n_others=in_found[story] - n, others=others)
        fragments[label].append(fragment)
    return [_story(label, in_label[label], fragments[label]) for label in sorted(fragments)]


def _story(label: str, n: int, fragments: list[Fragment]) -> StoryScore:
    precision = sum(fragment.n_articles**2 / (fragment.n_articles + fragment.n_others) for fragment in fragments) / n
    recall = sum(fragment.n_articles**2 for fragment in fragments) / n**2
    by_size = sorted(fragments, key=lambda fragment: (-fragment.n_articles, fragment.story))
    lost = n * (2 - precision - recall)
    return StoryScore(label=label, n_articles=n, b_cubed=Scores(precision, recall), lost=lost, fragments=tuple(by_size))
