from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from dedup.article import Article
from dedup.cli import main
from dedup.errors import MissingExtraError
from dedup.exits import Exit
from dedup.records import Report, Story
from dedup.report.export import EXPORTS
from dedup.report.export.gexf import gexf
from dedup.report.export.graphml import graphml
from dedup.report.export.markdown import digest_of_the_day
from dedup.report.export.parquet import articles_parquet, pairs_parquet
from dedup.report.export.rss import rss
from tests.report.builders import report_of

NEWS = Path(__file__).resolve().parents[2] / "corpus" / "news"
HOSTILE = 'Rates\x00 up]](javascript:x) <script>"&\u2028# *2*'


@pytest.fixture
def hostile(report: Report) -> Report:
    articles = tuple(
        replace(article, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)") for article in report.articles
    )
    return replace(report, articles=articles)


def test_stories_without_a_date_come_behind_those_of_any_year_in_the_feed() -> None:
    days = [date(1960, 1, 2), None, date(1970, 1, 1), date(1980, 3, 4)]
    articles = [
        Article(title=f"{day}", text="x", published=day, location=f"{day}-{k}") for day in days for k in range(2)
    ]
    stories = tuple(Story((2 * k, 2 * k + 1), 2 * k, None) for k in range(len(days)))
    root = ElementTree.fromstring("".join(rss(replace(report_of(articles), stories=stories))))
    titles = [item.findtext("title") for item in root.iter("item")]
    assert titles == ["1980-03-04", "1970-01-01", "1960-01-02", "None"]


def test_graphml_holds_articles_and_the_pairs_of_stories(report: Report) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.parse_graphml("".join(graphml(report)))
    assert list(graph) == [article.location for article in report.articles]
    assert graph.nodes["b.txt"]["role"] == "copy"
    assert graph.nodes["d.txt"]["story"] == 1
    assert graph.edges["a.jsonl#1", "b.txt"]["verdict"] == "near-duplicate"
    assert graph.edges["a.jsonl#1", "b.txt"]["jaccard"] == 0.9123
    assert "probability" not in graph.edges["c.txt", "d.txt"]  # it is unknown


def test_gexf_holds_the_same_graph(report: Report) -> None:
    root = ElementTree.fromstring("".join(gexf(report)))
    name = "{http://gexf.net/1.3}"
    nodes, edges = root.findall(f".//{name}node"), root.findall(f".//{name}edge")
    assert [node.get("id") for node in nodes] == [article.location for article in report.articles]
    assert nodes[4].get("label") == "e.txt"  # without a title
    assert [(edge.get("source"), edge.get("target")) for edge in edges] == [
        ("a.jsonl#1", "b.txt"),
        ("a.jsonl#1", "c.txt"),
        ("c.txt", "d.txt"),
    ]
    assert [edge.get("weight") for edge in edges] == ["0.9990", "0.6100", None]  # the last is unknown


@pytest.mark.parametrize("form", [graphml, gexf, rss])
def test_titles_stay_text_in_xml(hostile: Report, form: type) -> None:
    root = ElementTree.fromstring("".join(form(hostile)))
    assert not root.findall(".//script")
    assert "<script>" in "".join(root.itertext()) or any(HOSTILE[-5:] in value for value in all_values(root))


def all_values(root: ElementTree.Element) -> list[str]:
    return [value for element in root.iter() for value in element.attrib.values()]


def test_the_digest_tells_the_stories_of_the_last_day(report: Report) -> None:
    told = "".join(digest_of_the_day(replace(report, articles=(*report.articles[:4], *undated(report)))))
    assert told.startswith("# 4 May 2031: 1 story\n\n## [Ferry runs aground")
    assert "(<https://harbour.example/ferry>)" in told
    assert "1 of 4 articles on this day" in told
    assert "New." not in told  # it began the day before
    assert "- Tidewater Radio: Ferry" in told
    assert "- Copies: 2 of one text, likely from Harbour Post" in told


def undated(report: Report) -> list[Article]:
    return [replace(article, published=None) for article in report.articles[4:]]


def test_the_digest_keeps_marks_and_links_of_titles_as_text(hostile: Report) -> None:
    early = tuple(replace(article, published=hostile.articles[0].published) for article in hostile.articles)
    told = "".join(digest_of_the_day(replace(hostile, articles=early)))
    assert "](" not in told.replace("\\]", "")
    assert "<script" not in told.replace("\\<", "")


def test_a_run_without_dates_has_no_day() -> None:
    assert "No article has a date" in "".join(digest_of_the_day(report_of([Article(text="a")])))


def test_the_feed_has_a_stable_item_for_each_story(report: Report) -> None:
    root = ElementTree.fromstring("".join(rss(report)))
    (item,) = root.findall("./channel/item")
    assert item.findtext("title") == report.articles[0].title
    assert item.findtext("link") == "https://harbour.example/ferry"
    assert item.findtext("pubDate") == "Sat, 03 May 2031 09:12:00 +0000"
    assert len(item.findtext("guid") or "") == 16


def test_parquet_holds_the_tables_with_their_types(report: Report) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow: pip install '.[parquet]'")
    articles = parquet.read_table(io.BytesIO(b"".join(articles_parquet(report)))).to_pylist()
    assert [row["article"] for row in articles] == [article.location for article in report.articles]
    assert (articles[0]["story"], articles[2]["copies"], articles[4]["title"]) == (1, None, None)
    pairs = parquet.read_table(io.BytesIO(b"".join(pairs_parquet(report)))).to_pylist()
    assert pairs[0]["jaccard"] == 0.9123  # as in `pairs.csv`


def test_parquet_without_pyarrow_names_the_command_that_installs_it(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"Parquet needs pyarrow: pip install 'news-dedup\[parquet\]'"):
        next(articles_parquet(report))


def test_scan_and_report_write_the_exports_that_are_named(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(
        main, ["scan", str(NEWS), "-o", str(out), "--quiet", "--export", "rss", "--export", "gexf"]
    )
    assert done.exit_code == Exit.DONE
    assert {"stories.rss", "graph.gexf"} <= {path.name for path in out.iterdir()}
    assert not (out / "digest.md").exists()
    feed = (out / "stories.rss").read_bytes()
    (out / "stories.rss").unlink()
    done = CliRunner().invoke(main, ["report", str(out), "--export", "rss", "--export", "markdown"])
    assert done.exit_code == Exit.DONE
    assert (out / "stories.rss").read_bytes() == feed
    assert (out / "digest.md").exists()


def test_an_export_needs_a_folder() -> None:
    done = CliRunner().invoke(main, ["scan", str(NEWS), "--export", "rss"])
    assert done.exit_code == Exit.USAGE
    assert "name a folder with -o" in done.stderr


def test_every_export_can_be_chosen() -> None:
    shown = CliRunner().invoke(main, ["scan", "--help"]).output
    assert f"[{'|'.join(EXPORTS)}]" in shown
