"""The page as a reader meets it, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from dedup.article import Article
from dedup.cluster.roles import roles
from dedup.matches import Passage, Verdict
from dedup.pipeline import scan_articles
from dedup.records import Report, Story
from dedup.report.dates import iso_date
from dedup.report.folder import write_folder
from dedup.report.meanings import SENTENCES
from dedup.report.page.outlets import flows, outlet_facts
from tests.report.builders import report_of

from .browser import Opened, write_page

BLAZE = "agencies/nordwire.jsonl.gz#1"
"""The first report of a fire that others copied."""


def number(report: Report, ending: str) -> int:
    (found,) = [i for i, article in enumerate(report.articles) if article.location.endswith(ending)]
    return found


def larger(report: Report) -> list[Story]:
    """The stories of two articles or more: those that the page lists unless asked for others."""
    return [story for story in report.stories if len(story.articles) > 1]


def story_of(report: Report, article: int) -> Story:
    (found,) = [story for story in report.stories if article in story.articles]
    return found


def title_of_fire(news: Report) -> str:
    return news.articles[story_of(news, number(news, BLAZE)).central].title


def passages_of(report: Report, row: int) -> list[Passage]:
    assert report.passages is not None
    return list(report.passages.of(row, report.articles[report.matches[row].left]))


def links(page: Page) -> list[str]:
    return [link.get_attribute("href") or "" for link in page.locator(".card-link").all()]


def titles(page: Page) -> list[str]:
    return page.locator(".card h3").all_inner_texts()


def test_the_first_view_has_the_figures_and_the_largest_stories_first(opened: Opened, news: Report) -> None:
    page = opened.go()
    stories = larger(news)
    expect(page.locator("h1")).to_have_text(f"{len(stories)} stories in 106 articles")
    n_dropped = sum(not decision.is_kept for decision in news.decisions.values())
    assert page.locator("#figures dd").all_inner_texts() == ["106", "21", str(len(stories)), str(n_dropped), "2"]
    expect(page.locator("#period")).to_contain_text("5 Mar – 16 Apr 2031")
    expect(page.locator(".card")).to_have_count(len(stories))
    assert titles(page) == [news.articles[story.central].title for story in stories]
    for size, story in zip(page.locator(".card-size").all_inner_texts(), stories, strict=True):
        outlets = {news.articles[i].outlet for i in story.articles} - {""}
        assert size.startswith(f"{len(story.articles)} articles")
        assert f" {len(outlets)} outlets" in size or len(outlets) < 2
    page.locator("#colophon details summary").click()
    expect(page.locator("#colophon")).to_contain_text("min_jaccard 0.8")


def test_search_narrows_with_each_letter_and_stays_in_the_address(opened: Opened, news: Report) -> None:
    page = opened.go()
    page.keyboard.press("/")
    page.keyboard.type("FAHRE")  # neither case nor accents matter
    assert titles(page) == ["Fähre läuft vor Norwegen auf Grund"]
    assert page.url.endswith("#q=FAHRE")
    n_stories = len(larger(news))
    expect(page.locator("#announcement")).to_contain_text(f"1 story of {n_stories}")
    page.get_by_role("link", name="Clear search and filters").click()
    expect(page.locator(".card")).to_have_count(n_stories)


def has_reprints(report: Report, story: Story) -> bool:
    pairs = [match for match in report.matches if match.left in story.articles and match.right in story.articles]
    return any(match.verdict is Verdict.REPRINT for match in pairs)


def days(report: Report, story: Story) -> list[str]:
    return [iso_date(report.articles[i])[:10] for i in story.articles if report.articles[i].published]


@pytest.mark.parametrize(
    ("name", "value", "lets_through"),
    [
        ("outlet", "Merrow TV", lambda r, story: "Merrow TV" in {r.articles[i].outlet for i in story.articles}),
        ("size", "5", lambda _, story: len(story.articles) >= 5),
        ("size", "alone", lambda _, story: len(story.articles) == 1),
        ("verdict", "reprint", has_reprints),
        ("from", "2031-04-10", lambda r, story: max(days(r, story), default="") >= "2031-04-10"),
        ("to", "2031-03-06", lambda r, story: min(days(r, story), default="9") <= "2031-03-06"),
    ],
)
def test_filters_let_through_what_they_say(
    opened: Opened, news: Report, name: str, value: str, lets_through: Callable[[Report, Story], bool]
) -> None:
    page = opened.go()
    page.get_by_text("Filters", exact=True).click()
    field = page.locator(f".fields [name={name}]")
    if name in ("from", "to"):
        field.fill(value)
    else:
        field.select_option(value)
    stories = [story for story in news.stories if value == "alone" or len(story.articles) > 1]
    expected = [story for story in stories if lets_through(news, story)]
    assert 0 < len(expected) < len(stories) or value == "alone"
    while (more := page.get_by_role("button", name="Show")).is_visible():
        more.click()
    assert [link.split("story=")[1].split("&")[0] for link in links(page)] == [
        str(news.stories.index(story) + 1) for story in expected
    ]


def test_a_story_that_is_one_text_shows_its_least_alike_copies(opened: Opened, news: Report) -> None:
    group = next(
        each for each in news.copies if each.articles in {tuple(sorted(story.articles)) for story in news.stories}
    )
    page = opened.go(f"#story={news.stories.index(story_of(news, group.representative)) + 1}")
    expect(page.locator(".facts")).to_contain_text(f"a Jaccard similarity of {group.weakest.strength:.2f}")
    link = page.locator(f".facts a[href='#pair={group.weakest.left}-{group.weakest.right}']")
    expect(link).to_have_count(1)
    expect(page.locator(".facts")).not_to_contain_text("fall apart")


def test_sorting_changes_the_order(opened: Opened, news: Report) -> None:
    page = opened.go("#sort=newest")
    newest = titles(page)[0]
    page.get_by_label("Order").select_option("oldest")
    assert titles(page)[0] == title_of_fire(news) != newest
    assert page.url.endswith("#sort=oldest")


def test_a_story_opens_with_its_timeline_terms_weakest_link_and_related_stories(opened: Opened, news: Report) -> None:
    story, title = story_of(news, number(news, BLAZE)), title_of_fire(news)
    assert story.weakest is not None
    page = opened.go()
    page.get_by_role("link", name=title).click()
    expect(page.locator("h2")).to_have_text(title)
    expect(page.locator("h2")).to_be_focused()
    assert page.locator(".entry h4 .title").count() == len(story.articles)
    times = page.locator(".entry time").all_inner_texts()
    assert times[0] == "5 Mar 2031, 08:52 UTC"
    assert times[-1] == "no date"
    assert page.locator(".timeline .dot").count() == len(story.articles)
    n_copies = sum(len(copies.articles) - 1 for copies in news.copies if set(copies.articles) <= set(story.articles))
    assert page.locator(".timeline .tie").count() == n_copies > 0  # each to its source
    assert page.locator(".terms a").all_inner_texts() == list(story.terms) != []
    expect(page.locator(".facts")).to_contain_text(f"probability {story.weakest.strength:.2f}")
    weakest = page.locator(f".facts a[href='#pair={story.weakest.left}-{story.weakest.right}']")
    expect(weakest).to_have_count(1)
    expect(page.get_by_role("heading", name="Related stories")).to_be_visible()
    page.go_back()
    expect(page.locator(".card")).to_have_count(len(larger(news)))


def test_a_dot_of_the_timeline_leads_to_its_article(opened: Opened, news: Report) -> None:
    blaze = number(news, BLAZE)
    page = opened.go(f"#story={news.stories.index(story_of(news, blaze)) + 1}")
    page.locator(".timeline .dot.original").click()
    expect(page.locator(".entry.open h4")).to_have_text(f"{news.articles[blaze].title} original")
    expect(page.locator(".entry.open .article-text")).to_be_visible()


def test_any_two_articles_are_compared_by_choosing_one_after_the_other(opened: Opened, news: Report) -> None:
    batteries = story_of(news, number(news, "batteries-krone.md"))
    page = opened.go(f"#story={news.stories.index(batteries) + 1}")
    page.locator(".entry").nth(0).get_by_role("link", name="Compare").click()
    expect(page.locator("#picked")).to_contain_text(f"Comparing {news.articles[batteries.articles[0]].title}")
    page.get_by_role("link", name="← All stories").click()  # the choice stays from story to story
    page.get_by_role("link", name=title_of_fire(news)).click()
    page.locator(".entry").nth(0).get_by_role("link", name="Compare with this").click()
    expect(page.locator("h2")).to_have_text("The run reports no match between these two.")
    expect(page.locator("#picked")).to_be_hidden()


def test_side_by_side_marks_the_shared_passages_in_both_texts(opened: Opened, news: Report) -> None:
    match, passages = next(
        (match, passages)
        for row, match in enumerate(news.matches)
        if len(passages := passages_of(news, row)) > 1 and all(passage.n_articles > 2 for passage in passages)
    )
    page = opened.go(f"#pair={match.left}-{match.right}")
    expect(page.locator("h2")).to_have_text(SENTENCES[match.verdict])
    first = min(passages, key=lambda passage: passage.left_start)  # the page numbers them as the left text has them
    for side in ("first-child", "last-child"):
        marked = page.locator(f".row .cell:{side} mark[data-passage='1']").all_inner_texts()
        assert " ".join(marked).casefold().split()[-5:] == first.text.casefold().split()[-5:]
    page.locator("#passage-0-1").click()
    expect(page.locator("#passage-1-1")).to_be_focused()
    expect(page.locator("mark.carried[data-passage='1']").first).to_contain_text(f"1 · in {first.n_articles}")
    own = page.locator(".adds").all_inner_texts()
    assert all("words of" in text for text in own)


def test_a_pair_on_one_story_has_its_chance_and_the_threshold_in_words(opened: Opened, news: Report) -> None:
    match = next(match for match in news.matches if match.verdict is Verdict.SAME_STORY)
    page = opened.go(f"#pair={match.left}-{match.right}")
    expect(page.locator("h2")).to_contain_text("Same story")
    expect(page.locator(".verdict")).to_contain_text(f"is {match.probability:.0%}, and 50% are enough")


def test_what_corresponds_stands_in_one_row(opened: Opened, news: Report) -> None:
    left, right = number(news, "nordwire.jsonl.gz#6"), number(news, "norwegen-faehre.txt")
    page = opened.go(f"#pair={left}-{right}")
    for row in page.locator(".row:not(.heads)").all():
        sides = [
            {mark.get_attribute("data-passage") for mark in cell.locator("mark").all()}
            for cell in row.locator(".cell").all()
        ]
        assert not all(sides) or sides[0] & sides[1]
    page.get_by_label("Show only what each adds").check()
    expect(page.locator(".cell p.shared").first).to_be_hidden()


def test_outlets_show_who_has_text_from_whom(opened: Opened, news: Report) -> None:
    page = opened.go("#view=outlets")
    matrix = page.locator(".matrix")
    assert matrix.locator("tbody th").all_inner_texts() == sorted({flow.source for flow in flows(news)}) != []
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Nordwire")).last
    facts = next(facts for facts in outlet_facts(news, roles(news)) if facts.outlet == "Nordwire")
    assert row.get_by_role("cell").all_inner_texts() == ["10", "–", "100%", f"{facts.first} of {facts.stories}"]


def test_copies_say_which_one_to_keep_and_why(opened: Opened, news: Report) -> None:
    page = opened.go("#view=copies")
    expect(page.locator(".group")).to_have_count(len(news.copies))
    for group, copies in zip(page.locator(".group").all(), news.copies, strict=True):
        (kept,) = [i for i in copies.articles if news.decisions[i].is_kept]
        expect(group.locator(".keep p").last).to_contain_text(news.decisions[kept].reason)
        expect(group.locator(".keep p").last).to_contain_text(news.articles[kept].location)
        assert group.locator("li.drop").count() == len(copies.articles) - 1


def test_every_skipped_file_has_its_reason(opened: Opened) -> None:
    page = opened.go("#view=skipped")
    assert page.locator("tbody tr").count() == 2
    page.get_by_role("link", name="too short").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("page-missing.txt")


def test_a_link_to_nothing_says_so(opened: Opened) -> None:
    for fragment in ("#story=9999", "#pair=1-99999", "#pair=<b>-x"):
        expect(opened.go(fragment).locator("h2")).to_have_text("Not in this page")


def test_texts_are_set_in_their_language_and_direction(opened: Opened, news: Report) -> None:
    article = number(news, "ship-fire.html")
    page = opened.go(f"#story={news.stories.index(story_of(news, article)) + 1}&article={article}")
    heading = page.locator("h2")
    assert (heading.get_attribute("lang"), heading.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator(".entry.open .article-text").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("dir") is None


def test_the_theme_follows_the_system_and_the_reader(opened: Opened) -> None:
    opened.page.emulate_media(color_scheme="dark")
    page = opened.go()
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Theme").click()
    light = page.evaluate(ground)
    assert dark != light
    page.get_by_role("button", name="Theme: light").click()
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Theme: dark").click()


def test_the_keyboard_reaches_the_content_and_a_story(opened: Opened, news: Report) -> None:
    page = opened.go()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("link", name=title_of_fire(news)).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h2")).to_have_text(title_of_fire(news))


def test_on_a_phone_nothing_is_wider_than_the_screen(opened: Opened, news: Report) -> None:
    opened.page.set_viewport_size({"width": 360, "height": 740})
    for fragment in (*FRAGMENTS, f"#pair={number(news, 'nordwire.jsonl.gz#1')}-{number(news, 'charger-blamed.md')}"):
        page = opened.go(fragment)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, fragment


def test_a_timeline_without_hours_names_no_day_twice(browser: BrowserContext, tmp_path: Path) -> None:
    text = "The council voted nine to two on Monday to close the old bridge, and asked the ferry to run all night. " * 3
    for n_days, ticks in ((1, ["5 Mar", "6 Mar"]), (2, ["5 Mar", "6 Mar", "7 Mar"])):
        days = (date(2031, 3, 5), date(2031, 3, 5 + n_days))
        articles = [Article(text=text, title="Bridge", published=day, location=f"{day}.txt") for day in days]
        opened = Opened(browser, write_page(scan_articles(articles), tmp_path))
        assert opened.go("#story=1").locator(".timeline .tick").all_text_contents() == ticks
        opened.page.close()


def test_outlets_with_long_names_widen_nothing(browser: BrowserContext, tmp_path: Path) -> None:
    text = "The council voted nine to two on Monday to close the old bridge, and asked the ferry to run all night. " * 3
    names = {name * 150: f"{name}.txt" for name in ("Ż", "x", "y")}
    articles = [Article(text=text, title="Bridge", outlet=name, location=place) for name, place in names.items()]
    write_folder(scan_articles(articles), tmp_path)
    opened = Opened(browser, tmp_path / "report.html")
    for fragment in (*FRAGMENTS, "#pair=0-1"):
        assert opened.go(fragment).evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, fragment
    opened.page.close()


def test_it_prints_without_its_controls(opened: Opened, tmp_path: Path) -> None:
    page = opened.go("#story=1")
    page.pdf(path=tmp_path / "story.pdf")
    assert (tmp_path / "story.pdf").read_bytes().startswith(b"%PDF-")
    page.emulate_media(media="print")
    expect(page.locator(".tabs")).to_be_hidden()
    expect(page.locator(".entry-actions").first).to_be_hidden()
    expect(page.locator(".timeline")).to_be_visible()


FRAGMENTS = ("", "#story=1", "#story=20", "#view=outlets", "#view=copies", "#view=skipped", "#q=nothing+at+all")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_object_to_in_any_view(opened: Opened, news: Report, scheme: str) -> None:
    opened.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    pair = f"#pair={number(news, 'batteries-like-bottles.txt')}-{number(news, 'batteries-krone.md')}"
    for fragment in (*FRAGMENTS, pair, "#pair=0-5", "#story=1&article=8&pick=30"):
        found = Axe().run(opened.go(fragment)).response["violations"]
        assert not [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found], fragment


def test_every_verdict_has_a_reason_in_words(opened: Opened, news: Report) -> None:
    seen = set()
    for match in news.matches:
        if match.verdict not in seen:
            seen.add(match.verdict)
            lead = opened.go(f"#pair={match.left}-{match.right}").locator(".verdict .lead").inner_text()
            assert lead.startswith(match.verdict.value)
            assert len(lead.split()) > 8
    assert Verdict.RELATED in seen


def test_a_run_without_stories_dates_outlets_or_texts_has_every_view(browser: BrowserContext, tmp_path: Path) -> None:
    report = report_of([Article(text="", title="One", location="a.txt"), Article(text="Two", location="b.txt")])
    opened = Opened(browser, write_page(report, tmp_path))
    expect(opened.go().locator(".empty")).to_have_text("No two articles of this run are on the same story.")
    expect(opened.page.locator("#period")).to_have_text("No article has a date")
    for fragment in ("#size=1", "#story=1", "#story=2&article=1", "#pair=0-1", *FRAGMENTS[3:]):
        expect(opened.go(fragment).locator("h2")).to_be_visible()
    expect(opened.go("#story=2").locator("h2")).to_have_text("(no title) Two")
    opened.check()
    opened.page.close()
