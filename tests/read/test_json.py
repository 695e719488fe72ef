from __future__ import annotations

import gzip
import json

import pytest

from dedup.article import Article
from dedup.records import Skipped

from .builders import BODY, TEXTS, Read, article, articles, skipped

PIER = {"title": "Pier", "text": BODY}
QUAY = {"title": "Quay", "text": TEXTS["de"]}


def test_one_object_is_one_article_at_the_path_itself(read: Read) -> None:
    found = article(read("a.json", json.dumps(PIER)))
    assert (found.title, found.text) == ("Pier", BODY)
    assert found.location.endswith("/a.json")


@pytest.mark.parametrize(
    "document",
    [
        [PIER, QUAY],
        {"articles": [PIER, QUAY]},
        {"status": "ok", "response": {"results": [PIER, QUAY]}},
        {"articles": {"page": 1, "results": [PIER, QUAY]}},
        {"hits": {"total": 2, "hits": [{"_id": "1", "_source": PIER}, {"_id": "2", "_source": QUAY}]}},
        {"version": "1.1", "title": "A feed", "items": [PIER, QUAY]},
        {"Artikel": [PIER, QUAY], "n": 2},
        {"title": {"0": "Pier", "1": "Quay"}, "text": {"0": BODY, "1": TEXTS["de"]}},
        {"title": ["Pier", "Quay"], "text": [BODY, TEXTS["de"]], "date": [None, "2031-03-04"]},
        {"data": {"title": ["Pier", "Quay"], "text": [BODY, TEXTS["de"]]}},
        {"0": PIER, "1": QUAY},
        {"columns": ["title", "text"], "index": [0, 1], "data": [["Pier", BODY], ["Quay", TEXTS["de"]]]},
    ],
)
def test_lists_are_found_where_apis_and_exports_keep_them(read: Read, document: object) -> None:
    found = articles(read("a.json", json.dumps(document)))
    assert [(each.title, each.text) for each in found] == [("Pier", BODY), ("Quay", TEXTS["de"])]
    assert [each.location.rpartition("#")[2] for each in found] == ["1", "2"]


def test_lists_of_one_length_are_columns_unless_they_may_be_paragraphs_of_one_text(read: Read) -> None:
    columns = {"title": ["Pier", "Quay", "Dock"], "text": ["One.", "Two.", "Three."]}
    assert [each.title for each in articles(read("a.json", json.dumps(columns)))] == columns["title"]
    for title in ("Pier", ["Pier"], ["Pier", "Quay"]):
        found = article(read("a.json", json.dumps({**columns, "title": title})))
        assert (found.title, found.text) == ("Pier", "One.\n\nTwo.\n\nThree.")


@pytest.mark.parametrize(
    ("told", "url", "expected"),
    [
        ({"home_page_url": "https://post.example/news/"}, "/pier", "https://post.example/pier"),
        ({"home_page_url": "/", "feed_url": "https://post.example/feed.json"}, "pier", "https://post.example/pier"),
        ({"home_page_url": "https://post.example/"}, "https://wire.example/pier", "https://wire.example/pier"),
        ({"home_page_url": "https://post.example/"}, None, ""),
        ({"home_page_url": ["https://post.example/"], "feed_url": 5}, "/pier", "https://post.example/pier"),
        ({}, "/pier", ""),
    ],
)
def test_the_items_of_a_json_feed_have_whole_addresses(
    read: Read, told: dict[str, object], url: object, expected: str
) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", **told, "items": [{**PIER, "url": url}]}
    assert article(read("a.json", json.dumps(feed))).url == expected


def test_lists_of_other_things_make_no_articles(read: Read) -> None:
    others = {"title": "The pier at dawn", "text": "A photograph"}
    document = {**PIER, "tags": [others], "items": [others], "results": [others], "data": others}
    assert article(read("a.json", json.dumps(document))).title == "Pier"


@pytest.mark.parametrize("key", ["data", "article", "result"])
def test_an_article_in_a_wrapper_is_unwrapped(read: Read, key: str) -> None:
    found = article(read("a.json", json.dumps({"status": {"code": 200}, key: PIER})))
    assert (found.title, found.text) == ("Pier", BODY)


def test_a_body_in_parts_is_read_with_its_lead_and_headings(read: Read) -> None:
    sections = [{"headline": [], "paragraphs": ["One.", "Two."]}, {"headline": ["Heading"], "paragraphs": ["Three."]}]
    told = {"title": "Pier", "body": {"summary": ["Lead."], "sections": sections}}
    found = article(read("a.json", json.dumps({**told, "publishing_date": "2031-03-04 09:05:00+02:00", "lang": "de"})))
    assert found.text == "Lead.\n\nOne.\n\nTwo.\n\nHeading\n\nThree."
    assert found.published
    assert (found.published.isoformat(), found.language) == ("2031-03-04T09:05:00+02:00", "de")


def test_a_null_in_a_list_is_skipped_by_itself(read: Read) -> None:
    found = read("a.json", json.dumps({"articles": [None, PIER]}))
    assert [each.title for each in articles(found)] == ["Pier"]
    assert skipped(found).detail == "null where an object was expected"


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jl", "a.json"])
def test_lines_are_numbered_as_an_editor_does(read: Read, name: str) -> None:
    found = read(name, f"{json.dumps(PIER)}\n\n{json.dumps(QUAY)}\n")
    assert [each.location.rpartition("#")[2] for each in found] == ["1", "3"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"title": "cut of', "bad JSON"),
        ("[" * 100_000, "bad JSON"),
        ("[1, 2]", "not an article"),
        ("null", "not an article"),
        ('{"id": 5, "text": null}', "no text"),
    ],
)
def test_a_bad_line_is_skipped_and_the_next_is_read(read: Read, line: str, reason: str) -> None:
    bad, good = read("a.jsonl", f"{line}\n{json.dumps(PIER)}\n")
    assert isinstance(bad, Skipped)
    assert (bad.reason, bad.location[-2:]) == (reason, "#1")
    assert isinstance(good, Article)


def test_what_orjson_refuses_is_still_read(read: Read) -> None:
    lines = b'{"text": "caf\xe9 by the pier", "score": NaN}\n{"text": "\\ud83d alone"}\n\xef\xbb\xbf'
    found = articles(read("a.jsonl", lines))
    assert [each.text for each in found] == ["café by the pier", "\ufffd alone"]


@pytest.mark.parametrize(
    ("name", "form"), [("a.jsonl", "{}"), ("a.json", "[{}]"), ("a.json", '{{"data": {{"articles": [{}]}}}}')]
)
def test_an_id_that_is_a_long_number_keeps_its_digits(read: Read, name: str, form: str) -> None:
    number = "123456789012345678901234567890"
    record = f'{{"id": {number}, "score": 0.5, "tags": ["pier"], "text": "by the pier"}}'
    assert article(read(name, form.format(record))).id == number


def test_half_a_surrogate_pair_costs_a_record_no_more_than_that_character(read: Read) -> None:
    html = "<div><p>The ferry is back \\ud83d at the pier \\ud83d\\ude00 of Brackwater.</p></div>"
    found = article(read("a.jsonl", f'{{"title": "Ferry \\udc00 back", "html": "{html}"}}'))
    assert (found.title, found.text) == (
        "Ferry \ufffd back",
        "The ferry is back \ufffd at the pier \U0001f600 of Brackwater.",
    )


def test_unicode_line_separators_do_not_split_a_line(read: Read) -> None:
    assert article(read("a.jsonl", '{"text": "one\u2028two\u0085three"}')).text == "one\u2028two\u0085three"


@pytest.mark.parametrize("between", ["", " ", ",", "\x1e"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_objects_one_after_another_are_each_read(read: Read, name: str, indent: int | None, between: str) -> None:
    found = articles(read(name, between.join(json.dumps(each, indent=indent) for each in (PIER, QUAY))))
    assert [(each.title, each.location[-2:]) for each in found] == [("Pier", "#1"), ("Quay", "#2")]


def test_answers_one_after_another_give_the_articles_of_each(read: Read) -> None:
    answer = json.dumps({"status": "ok", "articles": [PIER, QUAY]})
    assert [each.location[-2:] for each in articles(read("a.json", answer * 2))] == ["#1", "#2", "#3", "#4"]


@pytest.mark.parametrize("bad", ['{"title": "cut of', '{"title": "x", "tags": [{"a": 1}, {"b": 2}], }', "{" * 100_000])
def test_a_bad_object_between_others_costs_itself_only(read: Read, bad: str) -> None:
    found = read("a.json", json.dumps(PIER) + bad + "}" + json.dumps(QUAY))
    assert [each.title for each in articles(found)] == ["Pier", "Quay"]
    assert (skipped(found).reason, skipped(found).location[-2:]) == ("bad JSON", "#2")


def test_a_list_that_ends_early_gives_what_is_whole(read: Read) -> None:
    found = read("a.json", json.dumps([PIER, QUAY, PIER])[:-9])
    assert [each.title for each in articles(found)] == ["Pier", "Quay"]
    assert (skipped(found).reason, skipped(found).location[-2:]) == ("bad JSON", "#3")


def test_of_a_damaged_compressed_list_what_precedes_the_damage_is_read(read: Read) -> None:
    packed = gzip.compress(json.dumps([{"title": f"Pier {n}", "text": f"{n * n} {BODY}"} for n in range(500)]).encode())
    found = read("a.json.gz", packed[: len(packed) // 2])
    assert len(articles(found)) > 100
    assert skipped(found).reason == "damaged file"


@pytest.mark.parametrize("document", [PIER, [PIER]])
def test_one_document_called_json_lines_is_read_as_what_it_is(read: Read, document: object) -> None:
    assert article(read("a.jsonl", json.dumps(document, indent=2))).title == "Pier"


@pytest.mark.parametrize("content", ["[" * 100_000, "{", '{"title": "Pier", "tags": [{"title": "a"}, {"title": "b"'])
def test_a_broken_file_is_skipped_whole(read: Read, content: str) -> None:
    assert skipped(read("a.json", content)).reason == "bad JSON"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("content", ["", "\n\n", "[]"])
def test_a_file_without_records_is_not_passed_over(read: Read, name: str, content: str) -> None:
    assert len(read(name, content)) == 1


@pytest.mark.parametrize("shape", ['{"content": %s, "total": 2}', '{"articles": {"article": %s}}'])
def test_articles_that_stand_where_a_text_might_are_read_one_by_one(read: Read, shape: str) -> None:
    items = [{"title": "Pier", "body": BODY}, {"title": "Ferry", "body": BODY}]
    found = articles(read("a.json", shape % json.dumps(items)))
    assert [(each.title, each.text) for each in found] == [("Pier", BODY), ("Ferry", BODY)]


def test_sections_of_an_article_stay_its_text(read: Read) -> None:
    sections = [{"title": "Before", "body": BODY}, {"title": "After", "body": BODY}]
    assert article(read("a.json", json.dumps({"title": "Pier", "content": sections}))).title == "Pier"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("&#8220;Caf&eacute;s &amp; bars&#8221; &#x2013; open", "“Cafés & bars” – open"),
        ('He said <b>no</b> to <a href="https://x.example/a">all</a> of it', "He said no to all of it"),
        *[(plain, plain) for plain in ("The ticker <B> stays", "rock&reggae, R&D and 3 < 4")],
        ("&amp;lt; is decoded once", "&lt; is decoded once"),
    ],
)
def test_a_text_in_lines_has_no_inline_markup(read: Read, written: str, text: str) -> None:
    assert article(read("a.json", json.dumps({"title": "Pier", "text": written}))).text == text
