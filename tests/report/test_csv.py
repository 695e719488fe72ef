from __future__ import annotations

import csv
import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.article import Article
from dedup.read.spreadsheet import guarded, unguarded
from dedup.records import Report
from dedup.report.csv import articles_csv, csv_lines, pairs_csv, set_aside_csv, skipped_csv

from .builders import report_of


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_article_has_its_story_its_copies_and_its_role(report: Report) -> None:
    header, *rows = read("".join(articles_csv(report)))
    assert header == [
        *("article", "id", "title", "outlet", "published", "url", "language", "story", "copies", "role"),
        *("source", "source_confidence", "source_reason", "keep", "in_favour_of", "keep_reason"),
        *("outlet_from", "digest", "author"),
    ]
    shown = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["article"], row["story"], row["copies"], row["role"]) for row in shown] == [
        ("a.jsonl#1", "1", "1", "original"),
        ("b.txt", "1", "1", "copy"),
        ("c.txt", "1", "", "excerpt"),
        ("d.txt", "1", "", "single"),
        ("e.txt", "2", "", "single"),
        ("f.txt", "3", "", "single"),
    ]
    assert shown[0]["id"] == "h1"
    assert shown[0]["url"] == "https://harbour.example/ferry"
    assert shown[0]["language"] == "en"


def test_every_article_has_its_source_and_whether_it_is_kept(report: Report) -> None:
    header, *rows = read("".join(articles_csv(report)))
    assert [row[header.index("source") : header.index("outlet_from")] for row in rows] == [
        ["a.jsonl#1", "high", "1 of 2 copies credits Harbour Post", "drop", "b.txt", "near-duplicate of the best copy"],
        ["a.jsonl#1", "high", "1 of 2 copies credits Harbour Post", "keep", "", "best copy (of 2)"],
        ["dpa", "medium", "it credits this source", "keep", "", "no copy: only copies are dropped, not excerpts"],
        ["", "", "", "keep", "", "in no group of copies"],
        ["", "", "", "keep", "", "in no group of copies"],
        ["", "", "", "keep", "", "in no group of copies"],
    ]


def test_the_digest_of_an_article_tells_its_title_and_text(report: Report) -> None:
    header, first, *_ = read("".join(articles_csv(report)))
    article = report.articles[0]
    expected = hashlib.sha256(f"{article.title}\n{article.text}".encode()).hexdigest()[:16]
    assert first[header.index("digest")] == expected


def test_dates_are_iso_with_their_zone_or_bare_or_empty(report: Report) -> None:
    published = [row[4] for row in read("".join(articles_csv(report)))[1:]]
    assert published[1] == "2031-05-04T21:00:00+03:00"
    assert published[4] == "2031-05-07"
    assert published[5] == ""


def test_pairs_have_four_decimals_and_an_unknown_measure_is_empty(report: Report) -> None:
    assert "".join(pairs_csv(report)) == (
        "left,right,verdict,jaccard,containment,cosine,probability\n"
        "a.jsonl#1,b.txt,near-duplicate,0.9123,0.9500,0.9700,0.9990\n"
        "a.jsonl#1,c.txt,same story,0.0000,0.0000,0.4000,0.6100\n"
        "c.txt,d.txt,excerpt,0.5000,0.9000,0.8000,\n"
    )


def test_skipped_files_are_listed_with_reason_and_detail(report: Report) -> None:
    assert read("".join(skipped_csv(report)))[:2] == [
        ["article", "reason", "detail"],
        ["g.png", "not text", "a PNG image"],
    ]


def test_passages_set_aside_are_listed(report: Report) -> None:
    assert "".join(set_aside_csv(report)) == (
        "outlet,reason,articles,characters,example,passage\n"
        'Harbour Post,recurs over the outlet\'s pages,2,1200,a.jsonl#1,"Sign up, free"\n'
        ",list of teasers,1,90,c.txt,More on this\n"
    )


@pytest.mark.parametrize(
    "title",
    [
        "=1+1",
        "@tide",
        "'=1",
        "'tis",
        "\t=1",
        "＝1+1",
        "-3 degrees",
        'the "Marrow"',
        "a,b",
        "a\rb",
        "a\nb",
        "a\r\nb",
        " 渡轮 ",
    ],
)
def test_titles_come_back_exactly(title: str) -> None:
    report = report_of([Article(text="", title=title, location="a.txt")])
    shown = read("".join(articles_csv(report)))[1][2]
    assert unguarded(shown) == title
    assert shown[0] not in "=+-@\t\r"


CELLS = st.one_of(st.text("ab1,\"\r\n='-＝ "), st.text(), st.integers(), st.none())


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_cells_are_written_as_the_standard_library_writes_them(rows: list[tuple[object, object]]) -> None:
    assert "".join(csv_lines(["one", "other"], rows)) == "one,other\n" + "".join(map(by_the_standard_library, rows))


def by_the_standard_library(row: tuple[object, object]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")  # with "\n" Python 3.11 leaves a bare "\r" without quotes
    writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()[:-2] + "\n"


def test_an_empty_report_has_headers_alone() -> None:
    empty = report_of([])
    for lines in (articles_csv, pairs_csv, skipped_csv, set_aside_csv):
        assert len(list(lines(empty))) == 1
