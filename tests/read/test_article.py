from __future__ import annotations

import json
from datetime import date, datetime, timezone
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from dedup.read import read_file
from dedup.read.values import paragraphs
from dedup.settings import Settings

from .builders import BODY, TEXTS, Read, article, articles, skipped


def one(read: Read, **values: Any) -> Any:
    return article(read("a.json", json.dumps(values)))


@pytest.mark.parametrize(
    "name", ["title", "Headline", "headline_text", "webTitle", "og:title", "Überschrift", "标题", "Τίτλος"]
)
def test_titles_have_many_names(read: Read, name: str) -> None:
    assert one(read, **{name: "Pier", "text": BODY}).title == "Pier"


@pytest.mark.parametrize(
    "name",
    [
        *("text", "BODY", "maintext", "article_body", "articleBody", "full-text", "document", "正文", "Nội dung"),
        *("Texte de l'article", "Cuerpo de la noticia", "Текст новости"),
    ],
)
def test_texts_have_many_names(read: Read, name: str) -> None:
    assert one(read, **{name: BODY}).text == BODY


@pytest.mark.parametrize("second", ["", "Quay to be rebuilt"])
def test_of_names_that_differ_in_case_and_punctuation_the_first_that_has_a_value_counts(
    read: Read, second: str
) -> None:
    record = {"TITLE": "", "Title": "Pier to be rebuilt", "_title": second, "title": "", "Text": BODY, "text": ""}
    found = one(read, **record)
    assert (found.title, found.text) == ("Pier to be rebuilt", BODY)


@pytest.mark.parametrize(
    "value",
    [
        ["One.", "Two."],
        {"rendered": "<p>One.</p>\n<p>Two.</p>"},
        [{"type": "kicker", "content": "World"}, *({"subtype": "paragraph", "content": x} for x in ("One.", "Two."))],
        [{"contenttype": "text/html", "value": "<p>no</p>"}, {"contenttype": "text/plain", "value": "One.\n\nTwo."}],
        {"sections": [{"paragraphs": ["One."]}, {"paragraphs": ["Two."]}]},
        "<div><p>One.</p><script>x()</script><p>Two.</p></div>",
    ],
)
def test_nested_texts_become_paragraphs(read: Read, value: object) -> None:
    assert one(read, content=value).text == "One.\n\nTwo."


def test_markup_and_entities_in_titles_are_resolved(read: Read) -> None:
    assert one(read, title={"rendered": "Pier &amp; <em>quay</em>"}, text=BODY).title == "Pier & quay"


def test_a_less_than_sign_is_no_markup(read: Read) -> None:
    assert one(read, title="Is 3 < 4 & 5 > 4?", text="If a < b then b > a.").text == "If a < b then b > a."


def test_a_summary_stands_in_only_where_there_is_no_body(read: Read) -> None:
    assert one(read, description="In short.", text=BODY).text == BODY
    assert one(read, description="In short.", text="").text == "In short."
    assert one(read, headline="Pier", short_description="In short.").text == "In short."


@pytest.mark.parametrize("none", ["nan", "NaN", "None", " None ", "null", "NULL", "N/A", "n/a", "[]", "{}"])
def test_what_programs_write_for_no_value_is_none(read: Read, none: str) -> None:
    names = ("source", "author", "lang", "id", "date", "url")
    found = one(read, title=none, headline="Pier", text=none, description=BODY, **dict.fromkeys(names, none))
    assert (found.title, found.text, found.outlet, found.author, found.id) == ("Pier", BODY, "", "", "")
    assert (found.language, found.published, found.url) == ("en", None, "")


@pytest.mark.parametrize(
    ("value", "author"),
    [
        *((7, ""), ("7", ""), ([3, 7], ""), ("https://faces.example/ada.quill", ""), ("[]", "")),
        ("['Ada Quill', \"Bo O'Rand\"]", "Ada Quill, Bo O'Rand"),
        ('["Ада Перо","송보라"]', "Ада Перо, 송보라"),
        ("['Ada Quill']", "Ada Quill"),
        (["https://faces.example/bo", "Ada Quill"], "Ada Quill"),
        ("[Agency] 'Ada' Quill", "[Agency] 'Ada' Quill"),
    ],
)
def test_authors_are_names_and_a_list_of_them_may_be_written_as_text(read: Read, value: object, author: str) -> None:
    assert one(read, text=BODY, author=value).author == author


@pytest.mark.parametrize("plans", ["PAID PLANS", "CORPORATE PLANS", "PROFESSIONAL AND CORPORATE PLANS"])
def test_what_a_plan_does_not_give_is_no_text(read: Read, plans: str) -> None:
    withheld = f"ONLY AVAILABLE IN {plans}"
    records = [{"title": "Pier", "content": withheld, "ai_summary": withheld, "description": TEXTS["ko"]}] * 2
    assert [each.text for each in articles(read("a.json", json.dumps({"results": records})))] == [TEXTS["ko"]] * 2


@pytest.mark.parametrize("name", ["Nan", "NONE", "NA", "Nonesuch"])
def test_names_that_look_like_no_value_stay_names(read: Read, name: str) -> None:
    assert one(read, text=BODY, author=name, source=name).author == name


@pytest.mark.parametrize(
    "names",
    [
        ("News Headline", "News Date", "Newspaper Name"),
        ("Überschrift", "Erscheinungsdatum", "Medium"),
        ("Titre de l'article", "Date de publication", "Journal"),
        ("Titular", "Fecha de publicación", "Periódico"),
        ("Titolo", "Data di pubblicazione", "Testata"),
        ("Título", "Data de publicação", "Veículo"),
        ("Заголовок", "Дата публикации", "СМИ"),
        ("标题", "发布日期", "媒体"),
        ("Başlık", "Yayın tarihi", "Kaynak"),
    ],
)
def test_columns_of_press_reviews_are_known_in_many_languages(read: Read, names: tuple[str, str, str]) -> None:
    found = one(read, **dict(zip(names, ("Pier", "2031-03-05", "Example Post"), strict=True)), text=BODY)
    assert (found.title, found.published, found.outlet) == ("Pier", date(2031, 3, 5), "Example Post")


def test_a_whole_page_gives_what_the_record_lacks(read: Read) -> None:
    page = f"<html><head><title>Other</title></head><body><article><p>{BODY}</p></article></body></html>"
    found = one(read, title="Pier", html=page)
    assert (found.title, found.text) == ("Pier", BODY)


@pytest.mark.parametrize("page", [f"<p>{BODY}</p>", f"<div><p>{BODY}</p></div>", BODY])
def test_a_part_of_a_page_is_read_as_a_whole_one_is(read: Read, page: str) -> None:
    assert one(read, title="Pier", html=page).text == BODY


def test_a_headline_alone_is_an_article_without_text(read: Read) -> None:
    found = one(read, headline="Harbour council votes to rebuild the pier")
    assert (found.text, found.language) == ("", "en")


@pytest.mark.parametrize(
    ("values", "outlet"),
    [
        ({"source": {"id": "ep", "name": "Example Post"}, "url": "https://wire.example/a"}, "Example Post"),
        ({"publisher": {"@type": "Organization", "name": "Example Post"}}, "Example Post"),
        ({"source": "https://www.post.example/a"}, "post.example"),
        ({"source_domain": "www.post.example"}, "post.example"),
        ({"link": "https://www.post.example/a"}, "post.example"),
        ({"author": "Ann Example"}, ""),
        ({"_source": {"title": "Pier", "source": "Example Post"}}, "Example Post"),
    ],
)
def test_the_outlet_is_named_by_the_record_or_its_address(read: Read, values: dict[str, Any], outlet: str) -> None:
    assert one(read, text=BODY, **values).outlet == outlet


def test_the_id_of_a_nested_source_is_not_the_articles(read: Read) -> None:
    assert one(read, text=BODY, source={"id": "ep", "name": "Example Post"}).id == ""


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({"date": "2031-03-04", "dateTime": "2031-03-04T09:05:00Z"}, datetime(2031, 3, 4, 9, 5, tzinfo=timezone.utc)),
        ({"publishedAt": "soon", "date": "2031-03-04"}, date(2031, 3, 4)),
        ({"published": {"$date": {"$numberLong": "1930381500000"}}}, datetime(2031, 3, 4, 9, 5, tzinfo=timezone.utc)),
        (
            {"date": "2031-03-04T10:05:00", "date_gmt": "2031-03-04T09:05:00"},
            datetime(2031, 3, 4, 9, 5, tzinfo=timezone.utc),
        ),
        ({"date_download": "2031-03-04", "scraped_at": "2031-03-04"}, None),
        ({"date": "not a date"}, None),
    ],
)
def test_the_best_date_that_can_be_read_is_taken(read: Read, values: dict[str, Any], published: date | None) -> None:
    assert one(read, text=BODY, **values).published == published


def test_mongo_ids_are_read(read: Read) -> None:
    assert one(read, _id={"$oid": "65a0"}, text=BODY).id == "65a0"


def test_a_language_the_record_does_not_know_is_identified(read: Read) -> None:
    assert one(read, text=BODY, lang="xx").language == "en"
    assert one(read, text=BODY, lang="eng").language == "en"
    assert one(read, text=BODY, lang="fr-CA").language == "fr"


def test_the_title_is_taken_off_the_top_of_the_text(read: Read) -> None:
    found = one(read, title="The pier's return", text=f"The pier’s return\n\n{BODY}")
    assert found.text == BODY


def test_only_the_outlets_own_name_is_cut_from_a_title(read: Read) -> None:
    assert one(read, title="Pier up | Example Post", outlet="Example Post", text=BODY).title == "Pier up"
    assert one(read, title="Pier up | Storms", outlet="Example Post", text=BODY).title == "Pier up | Storms"


def test_labels_never_become_text_or_anything_else(read: Read) -> None:
    found = one(read, title="Pier", text=BODY, story="s-17", label="s-17", topic="s-17")
    assert "s-17" not in repr(found)


def test_a_record_whose_names_are_not_known_is_skipped_with_what_they_are(read: Read) -> None:
    found = skipped(read("a.json", json.dumps({"kopfzeile": "Pier", "tags": [], "wortlaut": BODY, "date": "2031"})))
    assert found.reason == "no text"
    assert found.detail == "neither title nor body; --map tells which they are among kopfzeile, wortlaut"


def test_a_record_in_an_object_is_skipped_with_the_map_that_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {"source": {"title": "Example Post"}, "data": {"id": "7", "title": "Pier", "selftext": "", "body": BODY}}
    path.write_text(json.dumps(record))
    assert skipped(list(read_file(path))).detail == (
        "neither title nor body; --map title=data.title --map text=data.body reads what is in an object"
    )
    found = article(list(read_file(path, Settings(map=("title=data.title", "text=data.body")))))
    assert (found.title, found.text) == ("Pier", BODY)


@pytest.mark.parametrize("text", [f"{BODY} {BODY}", TEXTS["zh"] * 2, TEXTS["th"]])
def test_a_text_under_a_name_that_is_not_known_is_not_lost_for_a_headline(read: Read, text: str) -> None:
    found = skipped(read("a.json", json.dumps({"title": "Pier", "wortlaut": text, "n": 5})))
    assert found.reason == "no text"
    assert found.detail == "a title alone, but wortlaut may be its text: --map text=wortlaut takes it so"


def test_a_text_in_an_object_whose_name_is_not_known_is_not_lost_either(read: Read) -> None:
    found = skipped(read("a.json", json.dumps({"title": "Pier", "meta": {"wortlaut": f"{BODY} {BODY}", "n": 5}})))
    assert found.detail == "a title alone, but meta.wortlaut may be its text: --map text=meta.wortlaut takes it so"


@pytest.mark.parametrize(
    "other", [{"key": "x" * 999}, {"tags": "pier, quay, harbour"}, {"lead": BODY, "note": BODY * 3}]
)
def test_a_headline_with_other_values_stays_one(read: Read, other: dict[str, str]) -> None:
    assert one(read, title="Pier", **other).text == other.get("lead", "")


def test_tags_that_never_end_are_read_once() -> None:
    start = perf_counter()
    paragraphs("<p " * 100_000)
    assert perf_counter() - start < 5  # half a minute where each is read to the end of the text
