from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dedup.article import Article
from dedup.clean import clean
from dedup.errors import SettingsError
from dedup.settings import Settings

from .invented import LETTERS, articles, kept, passages, sentence, story

MENUS = {
    "latin": "Sign up for the Courier's evening letter",
    "cyrillic": "Подпишитесь на вечернее письмо нашей газеты",
    "arabic": "اشترك في النشرة المسائية لصحيفتنا",
    "chinese": "订阅本报晚间通讯",
    "japanese": "夕刊メールに登録する",
}


@pytest.mark.parametrize("script", LETTERS)
def test_a_menu_on_every_page_is_set_aside(script: str) -> None:
    found = articles([f"{MENUS[script]}\n{story(script, str(n))}" for n in range(6)])
    spans, rows = clean(found, Settings())
    assert [(row.passage, row.n_articles, row.reason) for row in rows] == [
        (MENUS[script], 6, "recurs over the outlet's pages")
    ]
    assert kept(found[3], spans, 3).strip() == story(script, "3")


@pytest.mark.parametrize("script", LETTERS)
@pytest.mark.parametrize("n_copies", [3, 5, 40])
def test_copies_of_one_story_are_never_boilerplate(script: str, n_copies: int) -> None:
    texts = [story(script, str(n)) for n in range(6)] + [story(script, "copied")] * n_copies
    assert passages(clean(articles(texts), Settings())[1]) == set()


@pytest.mark.parametrize("script", LETTERS)
def test_updated_copies_of_one_story_are_never_boilerplate(script: str) -> None:
    texts = [f"{story(script, 'copied', 8)}\n{sentence(script, f'update {n}')}" for n in range(8)]
    assert passages(clean(articles(texts), Settings())[1]) == set()


def test_a_menu_is_told_from_the_copies_that_carry_it() -> None:
    menu = MENUS["latin"]
    texts = [f"{story('latin', str(n))}\n{menu}" for n in range(5)] + [f"{story('latin', 'copied')}\n{menu}"] * 5
    found = articles(texts)
    spans, rows = clean(found, Settings())
    assert passages(rows) == {menu}
    assert kept(found[7], spans, 7).strip() == story("latin", "copied")


def test_the_headline_over_each_part_of_a_story_is_not_boilerplate() -> None:
    headline = "Harbour bridge at Quillton to close"
    parts = [
        f"{headline}\n{story('latin', f'part {n}')}\nThe harbour bridge at Quillton, {sentence('latin', f'close {n}')}"
        for n in range(5)
    ]
    others = [story("latin", str(n)) for n in range(12)]
    assert passages(clean(articles(parts + others), Settings())[1]) == set()


def test_a_passage_is_boilerplate_whatever_its_digits_case_and_spaces() -> None:
    texts = [f"{story('latin', str(n))}\n{'UPDATED' if n % 2 else 'Updated'}  at {n}:0{n} pm" for n in range(6)]
    _, rows = clean(articles(texts), Settings())
    assert [row.n_articles for row in rows] == [6]


def test_a_long_paragraph_asks_for_more_contexts_than_a_menu_item() -> None:
    paragraph = " ".join(sentence("latin", f"long {n}") for n in range(4))
    texts = [f"{story('latin', str(n))}\n{paragraph}" for n in range(4)]
    assert passages(clean(articles(texts), Settings())[1]) == set()
    texts = [f"{story('latin', str(n))}\n{paragraph}" for n in range(20)]
    assert passages(clean(articles(texts), Settings())[1]) == {paragraph}


def test_text_without_line_breaks_loses_the_sentence_that_ends_every_page() -> None:
    notice = "The Courier keeps all rights in this page."
    texts = [f"{story('latin', str(n))} {notice}".replace("\n", " ") for n in range(8)]
    found = articles(texts)
    spans, rows = clean(found, Settings())
    assert passages(rows) == {notice}
    assert kept(found[0], spans, 0).strip() == story("latin", "0").replace("\n", " ")


def test_lines_wrapped_in_the_middle_of_sentences_are_not_passages() -> None:
    def wrapped(seed: str) -> str:
        words = story("latin", seed).lower().split()
        return "\n".join(["and", *(" ".join(words[n : n + 5]) for n in range(0, len(words), 5))])

    assert passages(clean(articles([wrapped(str(n)) for n in range(6)]), Settings())[1]) == set()


def test_a_table_whose_every_line_recurs_is_kept_whole() -> None:
    texts = [f"Wheat up {n} to {n}0\nBarley down {n} to {n}1\nRye at {n}2" for n in range(9)]
    texts += [f"{text}\n{story('latin', str(n))}" for n, text in enumerate(texts)]
    found = articles(texts)
    spans, rows = clean(found, Settings())
    assert [row.n_articles for row in rows] == [9, 9, 9]
    assert kept(found[4], spans, 4) == texts[4]


def test_two_outlets_do_not_learn_from_each_other() -> None:
    menu = MENUS["latin"]
    texts = [f"{story('latin', str(n))}\n{menu}" for n in range(4)]
    assert (
        passages(clean(articles(texts[:2], "North Post") + articles(texts[2:], "South Post"), Settings())[1]) == set()
    )


def test_the_domain_stands_for_an_outlet_that_is_unknown() -> None:
    found = [
        replace(article, outlet="", url=f"https://www.quillton.example/{n}")
        for n, article in enumerate(articles([f"{story('latin', str(n))}\n{MENUS['latin']}" for n in range(5)]))
    ]
    assert [(row.outlet, row.passage) for row in clean(found, Settings())[1]] == [("quillton.example", MENUS["latin"])]


def test_the_folder_stands_for_an_outlet_that_is_unknown_altogether() -> None:
    texts = [f"{story('latin', str(n))}\n{MENUS['latin']}" for n in range(5)]
    found = [replace(article, outlet="", location=f"quillton/{n}.txt") for n, article in enumerate(articles(texts))]
    assert [(row.outlet, row.passage) for row in clean(found, Settings())[1]] == [("", MENUS["latin"])]


def records(texts: Sequence[str], file: str) -> list[Article]:
    """Return the records of one file, of unknown outlet."""
    found = enumerate(articles(texts), 1)
    return [replace(article, outlet="", location=f"{file}#{number}") for number, article in found]


def test_the_file_stands_for_the_outlet_of_its_records_that_is_unknown_altogether() -> None:
    texts = [f"{story('latin', str(n))}\n{MENUS['latin']}" for n in range(4)]
    assert passages(clean(records(texts, "all.jsonl"), Settings())[1]) == {MENUS["latin"]}
    in_two = records(texts[:2], "all.jsonl") + records(texts[2:], "all.csv")
    assert passages(clean(in_two, Settings())[1]) == set()


@pytest.mark.parametrize("script", LETTERS)
def test_the_wire_that_records_of_many_outlets_carry_in_their_own_articles_is_kept(script: str) -> None:
    wire = story(script, "wire", 8)
    texts = [f"{story(script, f'own {n}', 3)}\n{wire}\n{sentence(script, f'end {n}')}" for n in range(12)]
    texts += [story(script, str(n)) for n in range(12)]
    assert passages(clean(records(texts, "all.jsonl"), Settings())[1]) == set()


def test_a_file_whose_name_has_a_number_sign_is_no_record_of_another() -> None:
    texts = [f"{story('latin', str(n))}\n{MENUS['latin']}" for n in range(5)]
    found = [
        replace(article, outlet="", location=f"quay/No. #{n} of May.txt") for n, article in enumerate(articles(texts))
    ]
    assert passages(clean(found, Settings())[1]) == {MENUS["latin"]}


def test_what_stands_on_every_page_needs_few_contexts_however_long_it_is() -> None:
    paragraph = " ".join(sentence("latin", f"long {n}") for n in range(4))
    texts = [f"{story('latin', str(n))}\n{paragraph}" for n in range(6)]
    assert passages(clean(articles(texts), Settings())[1]) == {paragraph}
    texts += [story("latin", str(n)) for n in range(6, 12)]
    assert paragraph not in passages(clean(articles(texts), Settings())[1])


def test_min_boilerplate_share_is_the_least_part_of_the_pages() -> None:
    texts = [story("latin", str(n)) for n in range(36)]
    texts += [f"{story('latin', str(n))}\n{MENUS['latin']}" for n in range(36, 40)]
    assert passages(clean(articles(texts), Settings(min_boilerplate_share=0.1))[1]) == {MENUS["latin"]}
    assert passages(clean(articles(texts), Settings(min_boilerplate_share=0.11))[1]) == set()


@pytest.mark.parametrize("share", [0.0, -0.1, 1.1])
def test_min_boilerplate_share_outside_its_range_is_refused(share: float) -> None:
    with pytest.raises(SettingsError, match="min_boilerplate_share"):
        Settings(min_boilerplate_share=share)


@pytest.mark.parametrize("script", LETTERS)
def test_a_notice_beneath_all_short_articles_is_set_aside_though_it_is_the_longer_part(script: str) -> None:
    notice = story(script, "notice", 8)
    found = articles([f"{sentence(script, str(n), 50)}\n{notice}" for n in range(8)])
    spans, rows = clean(found, Settings())
    assert passages(rows) == set(notice.split("\n"))
    assert kept(found[3], spans, 3).strip() == sentence(script, "3", 50)


@pytest.mark.parametrize("script", LETTERS)
def test_the_background_beneath_all_updates_on_one_event_is_kept(script: str) -> None:
    background, name = story(script, "background", 8), sentence(script, "name", 4)
    texts = [f"{name} {sentence(script, f'update {n}', 40)}\n{background}" for n in range(8)]
    assert passages(clean(articles(texts), Settings())[1]) == set()
