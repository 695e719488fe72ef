from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import click
import pytest
from wcwidth import width as columns

from dedup.article import Article
from dedup.records import Confidence, Copies, Link, Report, SetAside, Skipped, Source, Story
from dedup.report.reason_words import weakest_reasons
from dedup.report.text import report_text, summary_line

from .builders import report_of, with_reasons

LONG = "Council approves the tram line after nine hours of debate, a walkout and two adjournments " * 3


def text(report: Report, width: int = 80, top: int = 10) -> str:
    return click.unstyle(report_text(report, width=width, top=top))


def story_of(*articles: Article, copies: tuple[Copies, ...] = ()) -> Report:
    numbers = tuple(range(len(articles)))
    return replace(report_of(list(articles)), stories=(Story(numbers, 0, Link(0, 1, 0.7)),), copies=copies)


def test_the_whole_summary(report: Report) -> None:
    assert text(report) == (
        "Articles    6 from 3 outlets; 2 of unknown outlet\n"
        "Languages   en (3), unknown (2), de (1)\n"
        "Period      3 May - 7 May 2031; 1 article without a date\n"
        "Stories     1 story of two or more articles, 4 in all; 2 articles stand alone\n"
        "Copies      1 group of copies, 2 articles in all; 1 to drop, keeping the best of\n"
        "            each\n"
        "Skipped     3 files and records\n"
        "              2  too short\n"
        "                 such as h.txt: 3 words\n"
        "              1  not text\n"
        "                 g.png: a PNG image\n"
        "Set aside   1,290 characters of page furniture, in 2 passages that no comparison\n"
        "            counts\n"
        "              1,200  Harbour Post\n"
        "                 90  unknown outlet\n"
        "\n"
        "Largest stories\n"
        "\n"
        "1. Ferry runs aground off Marrow Point, all 214 aboard safe\n"
        "   4 articles from 2 outlets, 3 May 09:12 - 4 May 18:00 UTC\n"
        "   Harbour Post (2), Tidewater Radio, unknown outlet\n"
        "   2 of them are copies of one text\n"
        "   likely source (high confidence): Harbour Post, a.jsonl#1\n"
        "   weakest link 0.61: a.jsonl#1 - c.txt\n"
    )


def test_the_weakest_link_says_why(report: Report) -> None:
    report = with_reasons(report, names=["Marrow"])
    lines = text(report).splitlines()
    (place,) = [k for k, line in enumerate(lines) if "weakest link" in line]
    said = " ".join(line.strip() for line in lines[place + 1 :])
    assert said == f"strongest reasons: {'; '.join(weakest_reasons(report)[1])}"


def test_no_articles_read_sensibly() -> None:
    report = replace(report_of([]), skipped=(Skipped("a.png", "not text"),))
    assert text(report) == (
        "Articles    none\n"
        "Skipped     1 file or record\n"
        "              1  not text\n"
        "                 a.png\n"
        "Set aside   nothing\n"
    )


def test_what_to_install_is_told_once_for_each_extra_and_never_cut_off() -> None:
    skipped = tuple(
        Skipped(f"{number}{'a' * 90}", "extra not installed", f"needs {library}: pip install 'news-dedup[{extra}]'")
        for number, (library, extra) in enumerate([("warcio", "warc"), ("striprtf", "exports"), ("warcio", "warc")])
    )
    shown = text(replace(report_of([]), skipped=skipped))
    assert (
        "Skipped     3 files and records\n"
        "              3  extra not installed\n"
        "                 needs striprtf: pip install 'news-dedup[exports]'\n"
        "                 needs warcio: pip install 'news-dedup[warc]'\n"
    ) in shown


def test_articles_without_any_match_read_sensibly() -> None:
    assert text(report_of([Article(text="Tram")])) == (
        "Articles    1, all of unknown outlet\n"
        "Languages   unknown (1)\n"
        "Period      unknown: no article has a date\n"
        "Stories     none: no two articles match\n"
        "Copies      none: no two articles are one text\n"
        "Skipped     nothing\n"
        "Set aside   nothing\n"
    )


@pytest.mark.parametrize("place", [0, None])
def test_the_name_of_a_source_takes_no_more_than_a_line(place: int | None) -> None:
    article = Article(text=LONG, outlet=LONG, location="a.txt")
    report = story_of(article, article, copies=(Copies((0, 1), 0, Link(0, 1, 1.0)),))
    shown = text(replace(report, sources={0: Source(place, LONG, Confidence.HIGH, "")}), 80)
    source = shown.partition("likely source ")[2].partition("least alike")[0]
    assert " ".join(source.split()).startswith(f"(high confidence): {LONG[:70]}")
    assert source.count("\n") <= 3


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("title", [LONG, "渡轮在马罗角搁浅" * 20, "جنوح عبّارة قبالة رأس مارو " * 10, "x" * 500, ""])
def test_no_line_is_wider_than_the_terminal(title: str, width: int) -> None:
    article = Article(text=LONG, title=title, outlet=title, location="news/" + title.replace(" ", "/") + ".txt")
    report = replace(story_of(article, article), skipped=(Skipped(article.location, "not text", LONG),))
    assert max(columns(line) for line in text(report, width).split("\n")) <= width


def test_a_long_title_is_cut_visibly_after_two_lines() -> None:
    lines = text(story_of(Article(text="", title=LONG), Article(text=""))).split("\n")
    title = lines.index("1. " + "Council approves the tram line after nine hours of debate, a walkout and two")
    assert lines[title + 1].endswith("…")
    assert lines[title + 2].startswith("   2 articles")


def test_a_title_cannot_drive_the_terminal_or_break_the_line() -> None:
    shown = report_text(
        story_of(Article(text="", title="Tram\x1b[2J\r\n\u202eline"), Article(text="")), width=80, top=1
    )
    assert "Tram [2J line" in shown
    assert "\x1b[2J" not in shown


def test_without_a_title_the_text_begins_the_story() -> None:
    assert "1. (no title) Tram line approved\n" in text(story_of(Article(text="Tram line\napproved"), Article(text="")))


def test_the_number_of_stories_shown_is_said_where_some_are_not() -> None:
    report = report_of([Article(text="Tram")] * 6)
    report = replace(report, stories=tuple(Story((n, n + 1), n, None) for n in (0, 2, 4)))
    assert "Largest stories (2 of 3)" in text(report, top=2)
    assert "3. (no title)" not in text(report, top=2)
    assert "Largest stories\n" in text(report, top=3)
    assert "Largest" not in text(report, top=0)


def test_years_are_shown_where_the_articles_span_several() -> None:
    articles = [Article(text="", published=datetime(year, 1, 2, 3, 4, tzinfo=timezone.utc)) for year in (2030, 2031)]
    assert "2 Jan 2030 03:04 - 2 Jan 2031 03:04 UTC" in text(story_of(*articles))


@pytest.mark.parametrize(
    ("n_articles", "groups", "words"),
    [
        (2, ((0, 1),), "both are copies of one text"),
        (3, ((0, 1, 2),), "all are copies of one text"),
        (3, ((0, 1),), "2 of them are copies of one text"),
        (5, ((0, 1), (2, 3)), "4 of them are copies, of 2 texts"),
        (2, (), "no copies"),
    ],
)
def test_copies_are_told_in_words(n_articles: int, groups: tuple[tuple[int, ...], ...], words: str) -> None:
    copies = tuple(Copies(group, group[0], Link(group[0], group[1], 1.0)) for group in groups)
    assert f"   {words}\n" in text(story_of(*[Article(text="Tram")] * n_articles, copies=copies))


def test_of_a_story_that_is_one_text_the_least_alike_are_shown() -> None:
    articles = [Article(text="Tram", location=f"{name}.txt") for name in "abc"]
    all_of_them = Copies((0, 1, 2), 0, Link(0, 2, 0.84))
    shown = text(story_of(*articles, copies=(all_of_them,)))
    assert "   least alike, Jaccard 0.84: a.txt - c.txt\n" in shown
    assert "weakest link" not in shown
    some_of_them = Copies((0, 1), 0, Link(0, 1, 0.9))
    shown = text(story_of(*articles, copies=(some_of_them,)))
    assert "weakest link" in shown
    assert "least alike" not in shown


def test_locations_too_long_for_one_line_have_one_each_and_keep_their_ends() -> None:
    articles = [Article(text="", location=f"{'deep/' * 20}{name}.txt") for name in ("left", "right")]
    shown = text(story_of(*articles), width=60)
    assert "/left.txt\n" in shown
    assert "/right.txt\n" in shown


def test_outlets_with_little_furniture_are_counted_only() -> None:
    passages = tuple(SetAside(outlet, "list of teasers", 1, 10 - n, "a.txt", "More") for n, outlet in enumerate("WXYZ"))
    shown = text(replace(report_of([]), set_aside=passages))
    assert shown.endswith("   8  Y\n                  +1 more outlet\n")


def test_the_run_in_one_line(report: Report) -> None:
    assert summary_line(report) == "6 articles, 1 story of two or more, 1 group of copies, 3 skipped"
