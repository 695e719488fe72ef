"""What must hold on real articles, which are not part of the project: see `SHARED` in conftest.py."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from dedup.features.extract import extract
from dedup.match.near_duplicates import first_of_identical, near_duplicates
from dedup.matches import Verdict
from dedup.pipeline import scan
from dedup.read import read_folders, read_labels
from dedup.records import Report, Spans
from dedup.settings import Settings
from tests.conftest import SHARED
from tests.corpus.labels import b_cubed_f1

pytestmark = pytest.mark.shared

SEED, DATA = SHARED / "seed", SHARED / "data"
ALCOHOL = """Wales to set a floor under the price of alcohol

Drinkers in Wales face paying at least 50p a unit under a bill that ministers in Cardiff Bay publish this afternoon.
Public health minister Rebecca Evans said the measure would cut hospital admissions by 1,400 a year. Shopkeepers in
Wrexham fear that customers will drive across the border, and the brewers' association wants a review after five years.
"""


def data(name: str) -> Path:
    return DATA / f"{name}.jsonl.gz"


def stories(report: Report) -> list[set[str]]:
    return [{Path(report.articles[i].location).name for i in story.articles} for story in report.stories]


def test_seed_articles_are_one_story_in_other_words() -> None:
    report = scan([SEED])
    (match,) = report.matches
    assert match.verdict is Verdict.SAME_STORY
    assert report.copies == ()
    assert len(report.stories) == 1
    assert [article.outlet for article in report.articles] == ["CNN", ""]


def test_article_on_a_teased_story_is_not_matched(tmp_path: Path) -> None:
    (tmp_path / "alcohol.txt").write_text(ALCOHOL, encoding="utf-8")
    report = scan([SEED, tmp_path])
    assert {path.name for path in SEED.iterdir()} in stories(report)
    assert {"alcohol.txt"} in stories(report)
    assert [match.verdict for match in report.matches] == [Verdict.SAME_STORY]


def test_seed_articles_stay_a_story_of_two_among_three_thousand_others() -> None:
    report = scan([SEED, data("ecbplus"), data("energy"), data("gva")])
    assert len(report.articles) + len(report.skipped) == 3107
    assert {path.name for path in SEED.iterdir()} in stories(report)


@pytest.mark.parametrize(("name", "floor"), [("g5w1h", 0.89), ("ecbplus", 0.86)])
def test_stories_of_a_labelled_set_are_found(name: str, floor: float) -> None:
    report, labels = scan([data(name)]), read_labels(data(name))
    found = {report.articles[i].location: n for n, story in enumerate(report.stories) for i in story.articles}
    assert b_cubed_f1(found, labels) >= floor


def test_near_duplicates_of_a_wire_archive_are_those_of_brute_force() -> None:
    articles, _ = read_folders([data("speed-reuters")], Settings())
    features, _ = extract(articles, Spans.whole(articles), Settings())
    pairs = near_duplicates(features, first_of_identical(features, Settings.min_words), Settings())
    found = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    expected = brute_force([article.text for article in articles])
    assert len(expected) > 500
    assert len(found & expected) >= 0.98 * len(expected)
    assert found <= expected


def brute_force(texts: list[str]) -> set[tuple[int, int]]:
    """Return every pair of texts of five words or more whose five-word shingles have a Jaccard of at least 0.8."""
    columns: dict[tuple[str, ...], int] = {}
    indices: list[int] = []
    bounds = [0]
    for text in texts:
        words = re.findall(r"[^\W_]+", text.casefold())
        shingles = {tuple(words[k : k + 5]) for k in range(len(words) - 4)}
        indices += [columns.setdefault(shingle, len(columns)) for shingle in shingles]
        bounds.append(len(indices))
    table = csr_array((np.ones(len(indices), np.int32), indices, bounds), (len(texts), len(columns)))
    sizes = np.diff(bounds)
    found: set[tuple[int, int]] = set()
    for start in range(0, len(texts), 500):
        shared = (table[start : start + 500] @ table.T).tocoo()
        left, right = shared.coords[0] + start, shared.coords[1]
        near = (left < right) & (shared.data >= 0.8 * (sizes[left] + sizes[right] - shared.data))
        found |= set(zip(left[near].tolist(), right[near].tolist(), strict=True))
    return found
