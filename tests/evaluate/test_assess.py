from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.evaluate import assess

ARTICLES = """article,id,title,story
news/pier/vote.txt,,Council votes,1
news/ferry.jsonl#1,n1,"Ferry, aground",1
news/ferry.jsonl#2,n2,Lady Isolde stuck,2
news/valley/melons.txt,,Melons,3
"""
PAIRS = """left,right,verdict,probability
news/ferry.jsonl#1,news/ferry.jsonl#2,related,0.4
news/pier/vote.txt,news/ferry.jsonl#1,same story,0.9
news/pier/vote.txt,news/valley/melons.txt,related,0.3
"""
BY_ARTICLE = "article,story\npier/vote.txt,pier\nferry.jsonl#1,ferry\nferry.jsonl#2,ferry\n"
RUN_HEADER = ("a title,,single", "title,copies,role", 1)
DATA = '{"id": "n1", "text": "Aground.", "story": "ferry"}\n{"id": "n2", "text": "Stuck.", "story": "ferry"}\n'


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "articles.csv").write_text(ARTICLES, encoding="utf-8")
    (folder / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    return folder


def labels(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content.encode()) if name.endswith(".gz") else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("labels.csv", BY_ARTICLE),
        ("labels.csv.gz", BY_ARTICLE),
        ("labels.csv", BY_ARTICLE.replace("story", "label")),
        ("labels.csv", BY_ARTICLE.replace("article,story", "Article, Story")),
        ("articles.csv", re.sub("$", ",a title,,single", BY_ARTICLE.strip(), flags=re.M).replace(*RUN_HEADER)),
        ("labels.tsv", BY_ARTICLE.replace(",", "\t")),
        ("labels.csv", BY_ARTICLE.replace(",", ";")),
        ("labels.csv", "\ufeff" + BY_ARTICLE.replace("\n", "\r\n")),
        ("labels.csv", BY_ARTICLE.replace("ferry.jsonl", "/home/ana/news/ferry.jsonl")),
        ("labels.csv", BY_ARTICLE.replace("ferry.jsonl", "../../news/ferry.jsonl")),
        ("labels.csv", "id,article,story\nn1,,ferry\nn2,,ferry\n,pier/vote.txt,pier\n"),
        (
            "labels.jsonl",
            '{"id": "n2", "story": "ferry"}\n{"id": "n1", "label": "ferry"}\n{"article": "vote.txt", "label": 7}\n',
        ),
    ],
)
def test_lists_of_labels_find_their_articles(run: Path, tmp_path: Path, name: str, content: str) -> None:
    evaluation = assess(labels(tmp_path, name, content), run).evaluation
    assert (evaluation.pairs_right, evaluation.pairs_wrong, evaluation.pairs_missed) == (0, 1, 1)
    assert evaluation.only_labelled == ()
    assert evaluation.only_found == ("news/valley/melons.txt",)


@pytest.mark.parametrize("name", ["news/ferry.jsonl", "elsewhere/other.jsonl"])
def test_labelled_articles_are_found_by_location_or_id(run: Path, tmp_path: Path, name: str) -> None:
    evaluation = assess(labels(tmp_path, name, DATA), run).evaluation
    assert (evaluation.n_articles, evaluation.pairs_missed) == (2, 1)


def test_a_folder_of_labelled_articles_will_do(run: Path, tmp_path: Path) -> None:
    labels(tmp_path, "news/ferry.jsonl", DATA)
    labels(tmp_path, "news/readme.txt", "These are invented.")
    assert assess(tmp_path / "news", run).evaluation.n_articles == 2


def test_articles_at_one_place_with_two_ids_are_not_the_same(run: Path, tmp_path: Path) -> None:
    data = DATA.replace("n1", "m1") + '{"text": "Vote.", "id": "m3", "story": "pier"}\n'
    evaluation = assess(labels(tmp_path, "news/ferry.jsonl", data), run).evaluation
    assert evaluation.n_articles == 1
    assert len(evaluation.only_labelled) == 2


def test_the_reliability_is_that_of_pairs_with_two_labels(run: Path, tmp_path: Path) -> None:
    table = assess(labels(tmp_path, "labels.csv", BY_ARTICLE), run).reliability
    assert [(found.low, found.n_pairs, found.observed) for found in table.bins] == [(0.4, 1, 1.0), (0.9, 1, 0.0)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("article,story\nelsewhere.txt,pier\n", "no article of .* has a label"),
        ("article,story\n", "has no labels"),
        ("article,outlet\nvote.txt,Harbour Post\n", "has no labels"),
        ("article,story\nvote.txt,pier\npier/vote.txt,ferry\n", "two labels: pier and ferry"),
    ],
)
def test_labels_that_cannot_be_used_are_an_error(run: Path, tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        assess(labels(tmp_path, "labels.csv", content), run)


def test_a_label_for_one_of_several_articles_is_an_error(run: Path, tmp_path: Path) -> None:
    with (run / "articles.csv").open("a") as file:
        file.write("news/town/vote.txt,,Another vote,4\n")
    assert assess(labels(tmp_path, "labels.csv", BY_ARTICLE), run).evaluation.n_articles == 3
    with pytest.raises(InputError, match="could be for"):
        assess(labels(tmp_path, "labels.csv", "article,story\nvote.txt,pier\n"), run)


@pytest.mark.parametrize("content", ["", "article,id\na.txt,1\n", "article,id,story\na.txt,1,one\n", "\xff"])
def test_a_folder_that_is_no_run_is_an_error(run: Path, tmp_path: Path, content: str) -> None:
    (run / "articles.csv").write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match=r"cannot be read: .*dedup scan -o"):
        assess(labels(tmp_path, "labels.csv", BY_ARTICLE), run)


def test_missing_labels_and_a_missing_run_are_errors(run: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.csv"):
        assess(tmp_path / "missing.csv", run)
    with pytest.raises(InputError, match="missing"):
        assess(labels(tmp_path, "labels.csv", BY_ARTICLE), tmp_path / "missing")
