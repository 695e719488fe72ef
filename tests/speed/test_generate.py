from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from dedup.article import Article
from dedup.evaluate import evaluate
from dedup.pipeline import scan_articles
from tests.speed.generate import generate, main
from tests.speed.words import FUNCTION_WORDS, N_FUNCTION

N = 4000
MEAN_WORDS = 200


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return list(generate(N, mean_words=MEAN_WORDS))


@pytest.fixture(scope="module")
def words(records: list[dict[str, Any]]) -> list[list[str]]:
    return [re.findall(r"\w+", record["text"].lower()) for record in records]


def written(path: Path, *arguments: str) -> bytes:
    done = CliRunner().invoke(main, [arguments[0], str(path), *arguments[1:]], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return path.read_bytes()


def test_same_options_give_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl", "200", "--words", "50")
    assert first.count(b"\n") == 200
    assert first == written(tmp_path / "b.jsonl", "200", "--words", "50")
    assert first != written(tmp_path / "c.jsonl", "200", "--words", "50", "--seed", "2")


def test_more_articles_are_the_same_and_others_after_them(records: list[dict[str, Any]]) -> None:
    assert list(islice(generate(N + 50, mean_words=MEAN_WORDS), 300)) == records[:300]


def test_undated_articles_are_the_same_without_dates(tmp_path: Path) -> None:
    dated = written(tmp_path / "a.jsonl", "50")
    undated = written(tmp_path / "b.jsonl", "50", "--undated")
    assert undated == re.sub(rb'"date":"[^"]+"', b'"date":null', dated) != dated


def test_every_record_is_whole(records: list[dict[str, Any]]) -> None:
    keys = ["id", "title", "text", "outlet", "date", "url", "lang", "label", "copy_of"]
    assert all(list(record) == keys for record in records)
    assert [record["id"] for record in records] == [f"{number:07d}" for number in range(N)]
    assert all(record["title"] and record["text"] and record["outlet"] for record in records)


def test_texts_have_sentences_paragraphs_and_the_length_asked_for(words: list[list[str]], records: Any) -> None:
    # Furniture and datelines come on top of the text.
    assert MEAN_WORDS * 0.95 < np.mean([len(each) for each in words]) < MEAN_WORDS * 1.15
    text = "\n\n".join(record["text"] for record in records[:200])
    sentences = re.findall(r"[^.]+\.(?:\s|$)", text)
    assert 12 < np.mean([len(sentence.split()) for sentence in sentences]) < 24
    assert all(sentence.strip()[0].isupper() or sentence.strip()[0].isdigit() for sentence in sentences)
    assert not re.search(r"\n\n\s| \n|  |\n\n\n", text)


def test_a_tenth_of_the_articles_are_copies_within_days_of_their_source(records: list[dict[str, Any]]) -> None:
    by_id = {record["id"]: record for record in records}
    copies = [record for record in records if record["copy_of"] in by_id]
    assert 0.06 < len(copies) / N < 0.16
    for copy in copies:
        source = by_id[copy["copy_of"]]
        apart = datetime.fromisoformat(copy["date"][:-1]) - datetime.fromisoformat(source["date"][:-1])
        assert 0 <= apart.total_seconds() < 7 * 86400
        assert copy["label"] == source["label"]
        assert source["copy_of"] is None


def test_copies_share_text_with_their_source_and_other_reports_do_not(records: Any, words: list[list[str]]) -> None:
    shingles = [{tuple(each[k : k + 5]) for k in range(len(each) - 4)} for each in words]
    numbers = {record["id"]: number for number, record in enumerate(records)}
    shared = defaultdict(list)
    for number, record in enumerate(records):
        if record["copy_of"] in numbers:
            source = numbers[record["copy_of"]]
            small = min(len(shingles[number]), len(shingles[source]))
            shared["copies"].append(len(shingles[number] & shingles[source]) / small)
    reports = defaultdict(list)
    for number, record in enumerate(records):
        if record["copy_of"] is None:
            reports[record["label"]].append(number)
    for first, second, *_ in (numbers for numbers in reports.values() if len(numbers) > 1):
        small = min(len(shingles[first]), len(shingles[second]))
        shared["reports"].append(len(shingles[first] & shingles[second]) / small)
    # Half of the copies are whole; a report shares quotes with others, and an edited copy loses five shingles an edit.
    assert np.median(shared["copies"]) > 0.9
    assert np.quantile(shared["copies"], 0.05) > 0.5
    assert np.quantile(shared["reports"], 0.95) < 0.3


def test_words_follow_zipf_and_the_vocabulary_keeps_growing(words: list[list[str]]) -> None:
    counts = np.sort(list(Counter(word for each in words for word in each).values()))[::-1]
    places = np.array([128, 256, 512, 1024, 2048, 4096])
    slope = np.polyfit(np.log(places), np.log(counts[places]), 1)[0]
    assert -1.25 < slope < -0.85
    half, whole = (len({word for each in part for word in each}) for part in (words[: N // 2], words))
    assert 0.4 < np.log2(whole / half) < 0.6


def test_function_words_are_as_many_as_ranks_say() -> None:
    assert len(FUNCTION_WORDS) == len(set(FUNCTION_WORDS)) == N_FUNCTION


def test_stories_can_be_found_but_not_for_nothing(records: list[dict[str, Any]]) -> None:
    few = records[:800]
    articles = [
        Article(
            text=record["text"],
            title=record["title"],
            outlet=record["outlet"],
            published=datetime.fromisoformat(f"{record['date'][:-1]}+00:00"),
            language="en",
            location=record["id"],
        )
        for record in few
    ]
    report = scan_articles(articles)
    found = {report.articles[i].location: number for number, story in enumerate(report.stories) for i in story.articles}
    labels = {record["id"]: record["label"] for record in few}
    scores = evaluate(labels, found)
    alone = evaluate(labels, dict(zip(labels, range(len(labels)), strict=True)))
    assert scores.b_cubed.precision > 0.95
    assert 0.8 < scores.b_cubed.f1 < 1
    assert alone.b_cubed.f1 < scores.b_cubed.f1 - 0.05
