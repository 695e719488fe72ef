from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from dedup.read import read_folders
from dedup.read.page_worker import WORKER
from dedup.settings import Settings

from .builders import BODY, TEXTS, Read, article, skipped


def page(head: str = "", body: str = "", url: str = "https://www.post.example/2031/pier") -> str:
    paragraphs = body or f"<p>{BODY}</p><p>{TEXTS['de']}</p>"
    return (
        f'<!DOCTYPE html><html><head><title>Pier to be rebuilt</title><link rel="canonical" href="{url}">{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Pier to be rebuilt</h1>{paragraphs}</article></body></html>"
    )


def test_title_text_and_address_are_found_and_the_menu_is_not(read: Read) -> None:
    found = article(read("a.html", page()))
    assert (found.title, found.text) == ("Pier to be rebuilt", f"{BODY}\n{TEXTS['de']}")
    assert (found.url, found.outlet) == ("https://www.post.example/2031/pier", "post.example")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="Example Post">',
        '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Example Post"}}</script>',
        '<script type="application/ld+json">{"@graph":[{"publisher":{"name":"Example Post"}}]}</script>',
        '<script type="application/ld+json">{broken</script><meta property="og:site_name" content="Example Post">',
    ],
)
def test_the_outlet_is_what_the_page_calls_itself(read: Read, head: str) -> None:
    assert article(read("a.html", page(head))).outlet == "Example Post"


@pytest.mark.parametrize(
    "json_ld",
    [
        "{broken",
        '{"publisher": "Example Post"}',
        '[{"publisher": {"name": 5}}]',
        "[" * 50 + "]" * 50,
        '{"@graph": 7}',
        "null",
    ],
)
def test_json_ld_that_names_no_publisher_leaves_the_domain(read: Read, json_ld: str) -> None:
    assert (
        article(read("a.html", page(f'<script type="application/ld+json">{json_ld}</script>'))).outlet == "post.example"
    )


@pytest.mark.parametrize(
    ("told", "authors"),
    [
        ('[{"@type":"Person","name":"Ann Chapman"},{"@type":"Organization","name":"AP"}]', "Ann Chapman, AP"),
        ('{"@type":"NewsMediaOrganization","name":["Nordwire"]}', "Nordwire"),
        ('[{"@type":"Person","name":"Ида Холм"},"ТАСС"]', "Ида Холм, ТАСС"),
        ('["Example Post", "https://nordwire.example", 7, {"name":{"name":null}}]', ""),
    ],
)
def test_the_authors_are_the_persons_and_agencies_that_search_engines_are_told(
    read: Read, told: str, authors: str
) -> None:
    json_ld = f'{{"@context":"https://schema.org","@type":"NewsArticle","author":{told}}}'
    name = '<meta property="og:site_name" content="Example Post">'
    found = article(read("a.html", page(f'{name}<script type="application/ld+json">{json_ld}</script>')))
    assert (found.author, found.outlet) == (authors, "Example Post")


@pytest.mark.parametrize(
    ("head", "byline", "authors"),
    [
        ('<meta name="author" content="Nordwire">', "", "Nordwire"),
        ('<meta name="author" content="Nordwire">', "By Ann Example and Nordwire", "Ann Example, Nordwire"),
        ('<meta property="article:author" content="https://nordwire.example/ann">', "", ""),
        ("", "By Ann Example", "Ann Example"),
        ("", "", ""),
    ],
)
def test_the_authors_are_those_the_page_names(read: Read, head: str, byline: str, authors: str) -> None:
    shown = f'<p class="byline">{byline}</p>' if byline else ""
    assert article(read("a.html", page(head, f"{shown}<p>{BODY}</p><p>{TEXTS['de']}</p>"))).author == authors


def test_the_outlet_is_cut_from_the_title(read: Read) -> None:
    head = """<meta property="og:site_name" content="Example Post">
        <meta property="og:title" content="Pier up | Example Post">"""
    assert article(read("a.html", page(head))).title == "Pier up"


def test_the_hour_comes_from_the_metadata(read: Read) -> None:
    head = '<meta property="article:published_time" content="2021-03-04T09:05:00+02:00">'
    expected = datetime(2021, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=2)))
    assert article(read("a.html", page(head))).published == expected


@pytest.mark.parametrize("written", ["05/03/2031", "5/3/2031 10:00", "05-03-2031", "05/03/31"])
@pytest.mark.parametrize("shown", ['<meta name="date" content="{}">', '<time datetime="{}">', '<p class="date">{}</p>'])
def test_a_day_that_reads_either_way_is_unknown_unless_the_page_tells_it_otherwise(
    read: Read, shown: str, written: str
) -> None:
    unclear = shown.format(written)
    assert article(read("a.html", page(unclear))).published is None
    for told in ("2031-03-05", "2031-05-03"):
        head = f'{unclear}<meta property="article:published_time" content="{told}">'
        assert article(read("a.html", page(head))).published == date.fromisoformat(told)


def test_the_day_of_a_change_does_not_tell_how_another_reads(read: Read) -> None:
    head = '<meta name="date" content="05/03/2031"><meta property="article:modified_time" content="2031-08-09">'
    assert article(read("a.html", page(head))).published is None


@pytest.mark.parametrize(("written", "day"), [("25/03/2031", 25), ("03/03/2031", 3), ("05.03.2031", 5)])
def test_a_day_that_reads_one_way_is_that_day(read: Read, written: str, day: int) -> None:
    assert article(read("a.html", page(f'<meta name="date" content="{written}">'))).published == date(2031, 3, day)


def test_a_year_in_the_footer_is_no_date(read: Read) -> None:
    body = f"<p>{BODY}</p><footer>Copyright 1998-2012 Example Post</footer>"
    assert article(read("a.html", page(body=body, url="https://post.example/pier"))).published is None


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-16"])
def test_pages_are_decoded_before_they_are_parsed(read: Read, encoding: str) -> None:
    content = page(body=f"<p>{TEXTS['ru']}</p>" * 3).encode(encoding)
    assert article(read("a.htm", content)).text.startswith(TEXTS["ru"])


@pytest.mark.parametrize(
    "fragment",
    [
        "<html><body><ul><li>News</li><li>Sport and weather</li></ul><p>All rights reserved!</p></body></html>",
        "<div><p>The colour is <del>blue</del> red.</p><h1>a heading</h1></div>",
        "<html><body><p>首页 新闻</p><p>体育 天气</p></body></html>",
    ],
)
def test_a_fragment_without_title_and_sentence_is_no_article(read: Read, fragment: str) -> None:
    assert skipped(read("a.html", fragment)).reason == "not an article"


@pytest.mark.parametrize("language", TEXTS)
def test_a_fragment_with_a_sentence_is_an_article_in_any_language(read: Read, language: str) -> None:
    assert article(read("a.html", f"<html><body><p>{TEXTS[language]}</p></body></html>")).text == TEXTS[language]


@pytest.mark.parametrize("content", ["<html><body></body></html>", "<script>go()</script>", ""])
def test_a_page_without_text_is_skipped(read: Read, content: str) -> None:
    assert skipped(read("a.html", content)).reason == "no text"


@pytest.mark.parametrize("content", ["<div>" * 20_000 + f"<p>{BODY}", f"<p>{BODY}</p>" * 3_000, "<" * 50_000])
def test_hostile_pages_neither_crash_nor_hang(read: Read, content: str) -> None:
    assert len(read("a.html", content)) == 1


def test_a_page_that_nests_too_deep_or_takes_too_long_costs_itself_only(tmp_path: Path) -> None:
    pages = {
        "a.html": page(body="<div>" * 300 + f"<p>{BODY}"),
        "b.html": page(body="<p>Tide</p>" * 99_999),
        "c.html": page(),
    }
    for name, content in pages.items():
        (tmp_path / name).write_text(content)
    articles, left_out = read_folders([tmp_path], Settings(max_page_seconds=1))
    assert [each.location for each in articles] == ["c.html"]
    assert [(each.location, each.reason) for each in left_out] == [
        ("a.html", "nested too deeply"),
        ("b.html", "took too long"),
    ]


def test_elements_that_end_by_themselves_scripts_and_comments_do_not_nest(read: Read) -> None:
    body = (
        f"{'<p>' * 300}{BODY}<script>{'<div>' * 300}</script><!--{'<div>' * 300}-->{'<br>' * 300}<p>{TEXTS['de']}</p>"
    )
    assert BODY in article(read("a.html", page(body=body))).text


def test_a_record_whose_page_cannot_be_parsed_says_why(read: Read) -> None:
    record = json.dumps({"title": "Pier", "html": page(body="<div>" * 300)})
    assert skipped(read("a.jsonl", record)).reason == "nested too deeply"


def test_the_parser_crashing_costs_the_page_alone(read: Read) -> None:
    assert article(read("a.html", page()))
    process = WORKER._process
    assert process
    process.kill()
    process.wait()
    assert skipped(read("b.html", page())).reason == "damaged page"
    assert article(read("c.html", page()))


PARTS = ('div class="post-content"', 'div itemprop="articleBody"', 'section class="article-body__section"')


@pytest.mark.parametrize("part", PARTS)
def test_a_body_is_read_whole_where_advertisements_part_it(read: Read, part: str) -> None:
    parts = ["".join(f"<p>{text}</p>" for text in TEXTS.values()), f"<p>{BODY}</p><p>{LEAD}</p>", f"<p>{LEAD} 2</p>"]
    body = "<div>Advertisement</div>".join(f"<{part}>{each}</{part.split()[0]}>" for each in parts)
    text = article(read("a.html", page(body=body))).text
    assert text.endswith("\n".join([*TEXTS.values(), BODY, LEAD, f"{LEAD} 2"]))


@pytest.mark.parametrize(
    "teaser",
    [
        "<h3><a href='/a'>{0}</a></h3><p>{0} {0}</p>",
        "<a href='/a'><h3>{0}</h3></a><p>{0} {0}</p>",
        "<p>{0} {0}</p><p><a href='/a'>{0}</a></p>",
    ],
)
@pytest.mark.parametrize("part", PARTS)
def test_teasers_named_like_the_body_are_no_parts_of_it(read: Read, teaser: str, part: str) -> None:
    mark = "Lighthouse keeper retires"
    parts = ["".join(f"<p>{text}</p>" for text in TEXTS.values()), teaser.format(mark), teaser.format(mark)]
    body = "".join(f"<{part}>{each}</{part.split()[0]}>" for each in parts)
    assert mark not in article(read("a.html", page(body=body))).text


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>港湾<rp>（</rp><rt>こうわん</rt><rp>）</rp></ruby>",
        "<ruby>港<rt>こう</rt>湾<rt>わん</ruby>",
        "<ruby><rb>港湾</rb><rtc><rt>こうわん</rt></rtc></ruby>",
    ],
)
def test_the_readings_of_words_are_no_text(read: Read, ruby: str) -> None:
    assert article(read("a.html", page(body=f"<p>{TEXTS['ja']}</p><p>{ruby}{TEXTS['ja']}</p>"))).text.endswith(
        f"\n港湾{TEXTS['ja']}"
    )


def test_a_page_of_the_wayback_machine_is_of_the_site_it_keeps(read: Read) -> None:
    kept = page(url="https://web.archive.org/web/20310304090500/https://www.post.example/2031/pier")
    assert article(read("a.html", kept)).outlet == "post.example"


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0034)https://www.gazette.example/2031/7 -->",
        "<!--\n Page saved with SingleFile \n url: https://www.gazette.example/2031/7 \n saved date: Tue\n-->",
    ],
)
def test_a_saved_page_that_names_no_address_has_the_one_it_was_saved_from(read: Read, note: str) -> None:
    saved = page().replace("<html>", f"<html>\r\n{note}")
    assert article(read("a.html", saved)).url == "https://www.post.example/2031/pier"
    found = article(read("a.html", saved.replace("canonical", "stylesheet")))
    assert (found.url, found.outlet) == ("https://www.gazette.example/2031/7", "gazette.example")


def test_where_trafilatura_finds_nothing_all_text_of_the_page_is_taken(read: Read) -> None:
    found = article(
        read("a.html", f"<html><head><title>Pier</title></head><body><select><option>{BODY}</option></select>")
    )
    assert BODY in found.text


def test_a_declared_language_counts_only_where_the_words_do_not_tell(read: Read) -> None:
    assert article(read("a.html", page().replace("<html>", '<html lang="fr">'))).language == "en"
    assert (
        article(read("b.html", "<html lang='fr'><title>Quai 9</title><article><p>Quai 9</p></article>")).language
        == "fr"
    )


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (
            '<meta property="og:site_name" content="Example Post">',
            "https://news.post.co.uk/a",
            ("Example Post", "page"),
        ),
        ("", "https://news.post.co.uk/a", ("post.co.uk", "url")),
    ],
)
def test_the_outlet_says_where_it_comes_from(read: Read, head: str, url: str, expected: tuple[str, str]) -> None:
    found = article(read("a.html", page(head, url=url)))
    assert (found.outlet, found.outlet_from) == expected


LEAD = "The northern pier is to be rebuilt before the winter storms return, the harbour council decided on Tuesday"


@pytest.mark.parametrize("described", [LEAD, LEAD[:90] + "…", LEAD[:90] + "..."])
@pytest.mark.parametrize("name", ["name='description'", "property='og:description'"])
def test_a_lead_above_the_article_is_part_of_its_text(read: Read, name: str, described: str) -> None:
    head = f'<meta {name} content="{described}">'
    whole = page(head).replace("<article>", f"<header><div><h2>{LEAD}</h2></div></header><article>")
    assert article(read("a.html", whole)).text == f"{LEAD}\n{BODY}\n{TEXTS['de']}"


def test_a_description_that_the_page_does_not_show_is_no_text(read: Read) -> None:
    assert LEAD not in article(read("a.html", page(f'<meta name="description" content="{LEAD}">'))).text


def test_a_lead_in_the_article_is_not_repeated(read: Read) -> None:
    found = article(read("a.html", page(f'<meta name="description" content="{BODY}">')))
    assert found.text.count(BODY) == 1


def test_a_page_that_scripts_would_fill_is_known_by_its_description(read: Read) -> None:
    empty = f"<html><head><title>Pier</title><meta name='description' content='{LEAD}'></head><body></body></html>"
    assert article(read("a.html", empty)).text == LEAD


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    "shell",
    [
        "<nav><a href='/'>Start</a><a href='/news'>Nachrichten</a></nav><h1>{title}</h1><div id='app'></div>",
        "<noscript>Bitte erlauben Sie <b>diese</b> Skripte, damit wir Ihnen diese Seite zeigen.</noscript>",
        "<div><noscript><p>このアプリケーションを実行するにはスクリプトを有効にしてください</p></noscript></div>",
    ],
)
def test_a_page_without_a_sentence_is_known_by_its_description(read: Read, shell: str, language: str) -> None:
    title = "The harbour council of Kingsmoor votes for a new pier"
    described = (TEXTS[language] + " ") * 2
    head = f"<head><title>{title}</title><meta name='description' content='{described}'></head>"
    found = article(read("a.html", f"<html>{head}<body>{shell.format(title=title)}</body></html>"))
    assert found.text == described.strip()


@pytest.mark.parametrize("language", TEXTS)
def test_a_short_report_goes_before_its_description(read: Read, language: str) -> None:
    head = f"<head><title>Pier</title><meta name='description' content='{LEAD}'></head>"
    found = article(read("a.html", f"<html>{head}<body><p>{TEXTS[language]}</p></body></html>"))
    assert found.text == TEXTS[language]


@pytest.mark.parametrize("wrapped", ["{}", "[{}]", '{{"@graph": [{}]}}'])
def test_a_text_for_search_engines_counts_where_the_page_shows_little_of_it(read: Read, wrapped: str) -> None:
    paragraphs = [f"{number}. {TEXTS['de']}" for number in range(9)]
    body = json.dumps({"@type": "NewsArticle", "articleBody": "".join(f"<p>{each}</p>" for each in paragraphs)})
    told = f'<script type="application/ld+json">{wrapped.format(body)}</script>'
    assert article(read("a.html", page(told))).text == "\n".join(paragraphs)
    assert article(read("a.html", page(told, "".join(f"<p>{each} {BODY}</p>" for each in paragraphs)))).text.count(BODY)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("application/ld+json; charset=utf-8", "{}"),
        (" application/ld+json", "\n{}\n"),
        ("application/ld+json", "//<![CDATA[\n{}\n//]]>"),
        ("application/ld+json", "/* <![CDATA[ */ {} /* ]]> */"),
        ("application/ld+json", "<!--\n{}\n-->"),
        ("application/ld+json", '{{"@type": "WebPage", "mainEntity": {}}}'),
        ("application/ld+json", '[{{"@type": "WebPage", "description": "two\nlines\tand a tab"}}, {}]'),
    ],
)
@pytest.mark.parametrize("publisher", ['{"name": "Example Post"}', '[{"@id": "#1"}, {"name": "Example Post"}]'])
def test_what_search_engines_are_told_is_read_as_sites_write_it(
    read: Read, kind: str, written: str, publisher: str
) -> None:
    told = written.format(f'{{"@type": "NewsArticle", "author": {{"name": "Ida Holm"}}, "publisher": {publisher}}}')
    found = article(read("a.html", page(f'<script type="{kind}">{told}</script>')))
    assert (found.outlet, found.author) == ("Example Post", "Ida Holm")


@pytest.mark.parametrize("kind", ['"NewsArticle"', '["Thing", "https://schema.org/Report"]', '"LiveBlogPosting"'])
def test_what_a_page_tells_of_its_article_goes_before_what_it_tells_of_a_video(read: Read, kind: str) -> None:
    video = '{"@type": "VideoObject", "author": "Bo Lund", "datePublished": "2031-03-04T20:00:00+00:00"}'
    told = f'{{"@type": {kind}, "author": "Ida Holm", "datePublished": "2031-03-04T09:05:00+00:00"}}'
    found = article(read("a.html", page(f'<script type="application/ld+json">[{video}, {told}]</script>')))
    assert (found.author, found.published) == ("Ida Holm", datetime(2031, 3, 4, 9, 5, tzinfo=timezone.utc))
    alone = article(read("a.html", page(f'<script type="application/ld+json">{video}</script>')))
    assert alone.author == "Bo Lund"


@pytest.mark.parametrize("intro", ["", f"{LEAD} and again: {LEAD}"])
def test_the_updates_of_a_live_blog_are_its_text(read: Read, intro: str) -> None:
    texts = [f"{number}. {text}" for number in range(2) for text in TEXTS.values()]
    updates = [{"@type": "BlogPosting", "articleBody": text} for text in [*texts, *([LEAD] if intro else [])]]
    told = {"@type": "LiveBlogPosting", "articleBody": intro, "liveBlogUpdate": [*updates, 7, {"articleBody": None}]}
    head = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    assert article(read("a.html", page(head, f"<p>{LEAD}</p>"))).text == "\n".join([*filter(None, [intro]), *texts])


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_paragraphs_that_search_engines_are_told_keep_their_line_ends(read: Read, line_end: str) -> None:
    paragraphs = [f"{number}. {TEXTS['de']}" for number in range(9)]
    told = f'{{"@type": "NewsArticle", "articleBody": "{line_end.join(paragraphs)}"}}'
    found = article(read("a.html", page(f'<script type="application/ld+json">{told}</script>')))
    assert found.text == "\n".join(paragraphs)


@pytest.mark.parametrize("wrapped", ["{}", "[{}]", '{{"@graph": [{}]}}'])
def test_the_hour_is_found_in_what_search_engines_are_told(read: Read, wrapped: str) -> None:
    told = wrapped.format('{"@type": "NewsArticle", "datePublished": "2031-03-04T09:05:00+02:00"}')
    head = f'<meta name="date" content="2031-03-04"><script type="application/ld+json">{told}</script>'
    assert article(read("a.html", page(head))).published == datetime(
        2031, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=2))
    )


@pytest.mark.parametrize(
    "told",
    [
        '"5"',
        "[1]",
        '{"datePublished": 5, "articleBody": ["x"]}',
        "{broken",
        "[[[[[[{}]]]]]]",
        "[" * 5_000 + '"\n"' + "]" * 5_000,
        f'{{"articleBody": "\\ud83d\n{LEAD * 9}"}}',
        "<!--" + " " * 50_000,
    ],
)
def test_what_search_engines_are_told_may_be_anything(read: Read, told: str) -> None:
    head = f'<meta name="date" content="2031-03-04"><script type="application/ld+json">{told}</script>'
    assert article(read("a.html", page(head))).published == date(2031, 3, 4)


@pytest.mark.parametrize(
    ("shown", "told", "hours"),
    [
        ("2031-03-04T09:05:00", "2031-03-04T09:05:07.368+02:00", 2),
        ("2031-03-04T09:05:00", "2031-03-04T07:05:00Z", 2),
        ("2031-03-04T09:05:00+01:00", "2031-03-04T09:05:00+02:00", 1),
        ("2031-03-04T09:05:00", "2031-03-04T09:35:00+02:00", 0),
        ("2031-03-04T09:05:00", "2031-03-05T09:05:00+02:00", 0),
        ("2031-03-04T09:05:00", "2031-03-04T09:05:00", 0),
    ],
)
def test_an_hour_without_a_zone_has_that_of_the_same_moment_told_with_one(
    read: Read, shown: str, told: str, hours: int
) -> None:
    json_ld = json.dumps({"@type": "NewsArticle", "datePublished": told})
    head = f'<meta name="date" content="{shown}"><script type="application/ld+json">{json_ld}</script>'
    published = article(read("a.html", page(head))).published
    assert isinstance(published, datetime)
    assert published.replace(second=0, microsecond=0) == datetime(2031, 3, 4, 9 - hours, 5, tzinfo=timezone.utc)
