from __future__ import annotations

import pytest

from dedup.clean.furniture import furniture

from .cut import split_page
from .invented import LETTERS, sentence, story

BODY = story("latin", "body")


def found(text: str, title: str = "") -> dict[str, str]:
    return {text[mark.start : mark.end]: mark.reason for mark in furniture(split_page(text), title)}


@pytest.mark.parametrize("script", LETTERS)
def test_teasers_after_the_last_paragraph_are_set_aside_with_their_heading_and_what_follows(script: str) -> None:
    teasers = [sentence(script, f"teaser {n}").rstrip(".。") + "..." for n in range(3)]
    end = sentence(script, "end", 4).rstrip(".。")
    heading = sentence(script, "heading", 4).rstrip(".。")
    text = "\n".join([story(script, "body"), heading, *teasers, end])
    assert found(text) == dict.fromkeys([heading, *teasers, end], "list of teasers")


def test_a_quote_that_trails_away_is_no_teaser() -> None:
    assert found(f'{BODY}\n"I do not know what to say, it is so..."\nShe paused...') == {}


@pytest.mark.parametrize("script", LETTERS)
@pytest.mark.parametrize(
    ("opening", "closing"),
    [('"', '..."'), ("“", "…”"), ("„", "…“"), ("« ", "… »"), ("»", "…«"), ("「", "……」"), ("— ", "…")],
)
def test_quotes_that_trail_away_are_no_teasers_however_many(script: str, opening: str, closing: str) -> None:
    quotes = [opening + sentence(script, f"quote {n}").rstrip(".。") + closing for n in range(4)]
    assert found("\n".join([story(script, "body"), *quotes])) == {}


def test_teasers_that_break_off_in_a_quote_or_have_a_quote_in_them_are_set_aside() -> None:
    teasers = ['The mayor said: "We will not...', '"Enough" was the word of the...', "- The pier opens on Mon [...]"]
    assert found("\n".join([BODY, *teasers])) == dict.fromkeys(teasers, "list of teasers")


def test_teasers_before_the_last_paragraph_stay() -> None:
    assert found("One is cut...\nTwo is cut...\nThree is cut...\n" + BODY) == {}


@pytest.mark.parametrize("script", LETTERS)
def test_every_copy_of_a_caption_is_set_aside(script: str) -> None:
    caption = sentence(script, "caption", 6).rstrip(".。")
    text = f"{story(script, 'a')}\n{caption}\n\n  {caption}\n{caption} 11:15\n{story(script, 'b')}"
    assert found(text) == dict.fromkeys([caption, f"{caption} 11:15"], "repeated on the page")


def test_one_copy_of_a_line_that_stands_there_twice_stays() -> None:
    marks = list(furniture(split_page(f"Bridge closes\nBridge closes\n{BODY}")))
    assert [(mark.start, mark.reason) for mark in marks] == [(14, "repeated on the page")]


def test_one_copy_of_a_repeated_paragraph_stays() -> None:
    paragraph = sentence("latin", "twice")
    text = f"{paragraph}\n{paragraph}\n{BODY}"
    marks = list(furniture(split_page(text)))
    assert [(mark.start, mark.reason) for mark in marks] == [(len(paragraph) + 1, "repeated on the page")]


@pytest.mark.parametrize(
    "line",
    [
        "Image copyright Quillton Press",
        "The mayorImage copyright Quillton Press",
        "Foto: Mira Quell",
        "The old mill | Foto: Mira Quell",
        "© 2020 Quillton Press",
        "Фото: Мира Квелл",
        "图片来源：晨报",
        "写真：朝刊",
        "صورة: وكالة",
    ],
)
def test_a_line_that_credits_an_image_is_set_aside(line: str) -> None:
    assert found(f"{BODY}\n{line}\n{BODY}") == {line: "image caption or credit"}


@pytest.mark.parametrize("line", ["Photo finish at the Quillton races", "Image is all that counts for the mayor"])
def test_a_headline_that_starts_like_a_credit_stays(line: str) -> None:
    assert found(f"{BODY}\n{line}\n{BODY}") == {}


@pytest.mark.parametrize(
    "line",
    ["Read more", "[Lesen Sie auch: Die Mühle am Bach]", "Читайте также:", "続きを読む", "اقرأ أيضا: الميناء", "SHARE"],
)
def test_a_call_to_the_reader_on_a_line_of_its_own_is_set_aside(line: str) -> None:
    assert found(f"{BODY}\n{line}\n{BODY}") == {line: "call to the reader"}


@pytest.mark.parametrize("line", ["Share prices fall in Quillton", "Watch makers leave", "Share-price rules change"])
def test_a_headline_that_starts_like_a_call_stays(line: str) -> None:
    assert found(f"{BODY}\n{line}\n{BODY}") == {}


def test_a_menu_before_the_first_paragraph_is_set_aside() -> None:
    menu = ["Home", "News", "Sport", "Weather", "My account"]
    assert found("\n".join([*menu, BODY])) == dict.fromkeys(menu, "menu")


def test_a_headline_and_its_deck_are_no_menu() -> None:
    assert found(f"Bridge closes\nQuillton\nToday\n{BODY}") == {}


def test_a_byline_names_people_in_capitals() -> None:
    assert found(f"By Mira Quell and Tom Harrow\n{BODY}") == {"By Mira Quell and Tom Harrow": "byline"}
    assert found(f"By the river all is calm\n{BODY}") == {}


@pytest.mark.parametrize(
    ("start", "agency"),
    [
        ("QUILLTON (Newswire) - ", "(Newswire) -"),
        ("QUILLTON, 3. Mai (nwa) – ", "(nwa) –"),
        ("(NW) — ", "(NW) —"),
        ("Quillton (NWN)", "(NWN)"),
        ("القاهرة (الأنباء) - ", "(الأنباء) -"),
    ],
)
def test_a_dateline_loses_its_agency_and_keeps_its_place(start: str, agency: str) -> None:
    assert found(start + BODY) == {agency: "agency line"}


def test_an_abbreviation_in_brackets_is_no_dateline() -> None:
    assert found("The Quillton Weather Office (QWO) said it would rain for all of the week.\n" + BODY) == {}


@pytest.mark.parametrize(
    "end",
    [
        " (nwa)",
        "\n(Reporting by Mira Quell; Editing by Tom Harrow)",
        "\nReporting by Mira Quell; Editing by Tom Harrow",
    ],
)
def test_the_agency_and_its_staff_after_the_last_sentence_are_set_aside(end: str) -> None:
    assert found(BODY + end) == {end.strip(): "agency line"}


def test_a_sentence_in_brackets_at_the_end_stays() -> None:
    assert found(BODY + "\n(The mayor could not be reached.)") == {}


def test_the_title_at_the_start_of_the_text_is_set_aside() -> None:
    assert found(f"Bridge at Quillton closes\n{BODY}", "Bridge at Quillton closes") == {
        "Bridge at Quillton closes": "title repeated"
    }


def test_a_sentence_that_starts_like_the_title_stays_whole() -> None:
    text = f"Bridge at Quillton closes for repairs, the mayor of the town said.\n{BODY}"
    assert found(text, "Bridge at Quillton closes") == {}


def test_a_start_that_is_said_twice_loses_one_copy() -> None:
    title = "Bridge at Quillton closes"
    marks = list(furniture(split_page(f"{title} {title} The mayor said it on Monday.")))
    assert [(mark.start, mark.end) for mark in marks] == [(0, len(title))]


def test_a_page_without_prose_is_left_as_it_is() -> None:
    assert found("Results\nHarrow 2 Quillton 1\nShare\nBrook 0 Mill 0\nRead more...") == {}
