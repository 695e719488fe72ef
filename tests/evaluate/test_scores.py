from __future__ import annotations

import gc
import time
from itertools import combinations
from math import isclose
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score
from sklearn.metrics.cluster import pair_confusion_matrix

from dedup.errors import InputError
from dedup.evaluate import Evaluation, Others, evaluate

LABELS = {"a": "pier", "b": "pier", "c": "pier", "d": "ferry", "e": "ferry", "f": "melons"}
PERFECT = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 3}
MIXED = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2, "f": 3}


@st.composite
def groupings(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, int]]:
    """Two partitions of the same articles."""
    cells = draw(st.lists(st.tuples(st.sampled_from("pqrst"), st.integers(1, 5)), min_size=1, max_size=25))
    labels = {f"{place}.txt": label for place, (label, _) in enumerate(cells)}
    return labels, {f"{place}.txt": story for place, (_, story) in enumerate(cells)}


def columns(labels: dict[str, str], found: dict[str, int]) -> tuple[list[str], list[int]]:
    articles = sorted(labels)
    return [labels[article] for article in articles], [found[article] for article in articles]


@given(groupings())
def test_b_cubed_is_that_of_each_article_counted_out(grouping: tuple[dict[str, str], dict[str, int]]) -> None:
    labels, found = grouping
    precision = recall = 0.0
    for article in labels:
        labelled = {other for other in labels if labels[other] == labels[article]}
        with_it = {other for other in found if found[other] == found[article]}
        precision += len(labelled & with_it) / len(with_it) / len(labels)
        recall += len(labelled & with_it) / len(labelled) / len(labels)
    b_cubed = evaluate(labels, found).b_cubed
    assert isclose(b_cubed.precision, precision)
    assert isclose(b_cubed.recall, recall)
    assert isclose(b_cubed.f1, 2 * precision * recall / (precision + recall))


@given(groupings())
def test_pairs_are_those_of_all_pairs_counted_out(grouping: tuple[dict[str, str], dict[str, int]]) -> None:
    labels, found = grouping
    right = wrong = missed = 0
    for a, b in combinations(labels, 2):
        right += labels[a] == labels[b] and found[a] == found[b]
        wrong += labels[a] != labels[b] and found[a] == found[b]
        missed += labels[a] == labels[b] and found[a] != found[b]
    evaluation = evaluate(labels, found)
    assert (evaluation.pairs_right, evaluation.pairs_wrong, evaluation.pairs_missed) == (right, wrong, missed)
    assert evaluation.pairwise.precision == (right / (right + wrong) if right + wrong else 1)
    assert evaluation.pairwise.recall == (right / (right + missed) if right + missed else 1)


@given(groupings())
def test_counts_and_rand_index_are_those_of_scikit_learn(grouping: tuple[dict[str, str], dict[str, int]]) -> None:
    evaluation = evaluate(*grouping)
    truth, found = columns(*grouping)
    (_, wrong), (missed, right) = pair_confusion_matrix(truth, found).tolist()
    assert isclose(evaluation.adjusted_rand, adjusted_rand_score(truth, found), abs_tol=1e-12)
    assert [2 * n for n in (evaluation.pairs_right, evaluation.pairs_wrong, evaluation.pairs_missed)] == [
        right,
        wrong,
        missed,
    ]


@given(groupings(), st.randoms())
def test_neither_order_nor_the_numbers_of_stories_matter(
    grouping: tuple[dict[str, str], dict[str, int]], random: Random
) -> None:
    labels, found = grouping
    articles = sorted(labels)
    random.shuffle(articles)
    evaluation = evaluate(labels, found)
    assert evaluate({a: labels[a] for a in articles}, {a: found[a] for a in articles}) == evaluation
    renumbered = evaluate(labels, {article: 9 - story for article, story in found.items()})
    assert scores(renumbered) == scores(evaluation)


@given(groupings())
def test_the_same_partition_is_perfect(grouping: tuple[dict[str, str], dict[str, int]]) -> None:
    labels, _ = grouping
    number = {label: n for n, label in enumerate(sorted(set(labels.values())))}
    evaluation = evaluate(labels, {article: number[label] for article, label in labels.items()})
    assert scores(evaluation) == (1, 1, 1, 1, 1)
    assert [story for story in evaluation.stories if story.lost] == []


def test_a_split_story_lists_its_parts_and_a_merged_one_what_it_was_merged_with() -> None:
    evaluation = evaluate(LABELS, MIXED)
    pier = next(story for story in evaluation.stories if story.label == "pier")
    found = [(each.story, each.n_articles, each.example) for each in pier.fragments]
    assert found == [(1, 2, "a"), (2, 1, "c")]
    assert [fragment.others for fragment in pier.fragments] == [(), (Others("ferry", 2, "d"),)]


def test_worst_stories_come_first_and_perfect_ones_last() -> None:
    stories = evaluate(LABELS, MIXED).stories
    assert [story.label for story in stories] == ["pier", "ferry", "melons"]
    assert stories[0].lost > stories[1].lost > stories[2].lost == 0


def test_of_many_stories_merged_into_one_the_largest_are_named_and_all_are_counted() -> None:
    labels = {f"{label}{n}": label for size, label in enumerate("vwxyz", 1) for n in range(size)}
    worst = evaluate(labels, dict.fromkeys(labels, 1)).stories
    (fragment,) = next(story for story in worst if story.label == "z").fragments
    assert [other.label for other in fragment.others] == ["y", "x", "w"]
    assert fragment.n_others == 10


def test_articles_that_only_one_side_has_are_listed_and_not_scored() -> None:
    evaluation = evaluate(LABELS | {"lost": "pier"}, PERFECT | {"new": 1})
    assert scores(evaluation) == (1, 1, 1, 1, 1)
    assert evaluation.only_labelled == ("lost",)
    assert evaluation.only_found == ("new",)
    assert evaluation.n_articles == 6


def test_nothing_in_common_is_an_error() -> None:
    with pytest.raises(InputError, match="both"):
        evaluate({"a": "pier"}, {"b": 1})


@pytest.mark.parametrize("n_found_in_each", [40_000, 2, 1])
def test_time_grows_with_the_number_of_articles(n_found_in_each: int) -> None:
    def seconds(n: int) -> float:
        labels = {f"{place}.txt": f"story {place % (n // 2)}" for place in range(n)}
        found = {f"{place}.txt": place // n_found_in_each for place in range(n)}

        def once() -> float:
            start = time.process_time()
            evaluate(labels, found)
            return time.process_time() - start

        return min(once() for _ in range(3))  # the least: what else the machine does only adds

    gc.collect()
    gc.freeze()  # or Python would search what all tests before this one left, more often where there are more articles
    ratio = seconds(40_000) / seconds(2_500)
    gc.unfreeze()
    assert ratio < 64  # 16 times the articles: measured 20 to 36, quadratic is 256


def scores(evaluation: Evaluation) -> tuple[float, ...]:
    b_cubed, pairwise = evaluation.b_cubed, evaluation.pairwise
    measures = (b_cubed.precision, b_cubed.recall, pairwise.precision, pairwise.recall, evaluation.adjusted_rand)
    return tuple(round(measure, 9) for measure in measures)
