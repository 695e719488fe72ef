from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.clean.furniture import AGENCIES, LABELS, LISTS, REPEATS, TITLES, furniture
from dedup.clean.labels import BYLINE_WORDS, CALL_WORDS, CREDIT_NOUNS, CREDIT_WORDS

from .cut import cut, split_page
from .invented import LETTERS, sentence, story

BODY = story("latin", "body")
LINES = st.one_of(
    st.sampled_from(
        [
            *("Home", "Sport", "News 24", "", "Much is said and then it breaks off...", "„So war es“…", "12:30"),
            *(
                "By Mira Quell",
                "von Anna Berg und Ola",
                "文：水木",
                "記者 Ito",
                "Foto: dpa",
                "[ Photo credit AFP",
                "图：新华社",
            ),
            *("© 2020 Quill", "(c) Quill", "The mayorImage copyright PA", "The mill | Foto: M", "Der Turm (Bild: dpa)"),
            *(
                "Read more",
                "[Lesen Sie auch: mehr]",
                "相关阅读",
                "İmage: x",
                "Foﬆo: x",
                "\u212auva: Q",
                "pilgrIMAGE CAPTION x",
            ),
            *(
                "The end came late. (nwa)",
                "It was said; so it was. (Reuters)",
                "Reporting by A B; Editing by C D",
                ")",
                "雨。）",
            ),
            *(
                "London (CNN)The minister went to the house on Monday again.",
                "(AP) — The bridge closed on Monday again, he said.",
                "London (CNN) The minister (who is it?) went （so they said）－ to the house.",
            ),
            *(
                "القاهرة (الأنباء) - افتتح العمدة الجسر يوم الاثنين في المدينة.",
                "天地人山水火木金土日月星雨雪风云花草鸟鱼。",
                "St. Im (AP) - x",
            ),
            *("The bridge to Quillton closes The bridge to Quillton closes on Monday.",),
        ]
    ),
    st.text(max_size=60),
    st.integers(0, 9).map(lambda n: sentence("latin", str(n))),
    st.lists(
        st.sampled_from([*CREDIT_WORDS, *CALL_WORDS, *BYLINE_WORDS, *CREDIT_NOUNS, *" :：/|©(（[.…A1_"]), max_size=5
    ).map("".join),
)


def assert_nothing_is_missed(text: str, title: str = "") -> None:
    page, cuts = split_page(text), cut([text], [title])
    assert list(furniture(page, title, int(cuts.rules[0]))) == list(furniture(page, title))


@given(st.lists(LINES, max_size=9).map("\n".join))
@settings(max_examples=400)
def test_rules_that_cannot_fire_find_nothing(text: str) -> None:
    assert_nothing_is_missed(text)


@given(st.lists(LINES, max_size=9).map("\n".join), st.integers(0, 40), st.sampled_from(["", " ", "x"]))
@settings(max_examples=100)
def test_every_page_that_starts_with_its_title_is_a_suspect(text: str, n_chars: int, before: str) -> None:
    assert_nothing_is_missed(before + text, text.lstrip()[:n_chars])


@pytest.mark.parametrize("title", ["Bridge to Quillton closes", "橋が閉鎖された"])
def test_a_title_at_the_start_of_the_text_makes_a_suspect(title: str) -> None:
    texts = [f"\n{title}\n{BODY}", f"{title[:-1]}\n{BODY}", title, f"{BODY}\n{title}"]
    assert cut(texts, [title] * 4).rules.tolist() == [TITLES, 0, 0, 0]
    assert cut(texts[:1], [title[:4]]).rules.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"{BODY}\nReporting by A B; Editing by C D", AGENCIES),
        (f"{BODY} Reporting by A B; Editing by C D", AGENCIES),
        (f"{BODY} (Reuters)", AGENCIES),
        (f"{BODY}\nOne is cut...\nTwo is cut...\nThree is cut...", LISTS),
        (f"Home\nNews\nSport\nQuay\nMap\n{BODY}", LISTS),
        (f"{BODY}\nPhoto\u017f: Mira", LABELS),
        (f"{BODY}\nAnother line\nAnother line\n{BODY}", REPEATS),
        (f"Quay Mill Dock Weir Lock Pier Mole Boom (AP) - {BODY}", AGENCIES),
        (f"(CNN) {BODY}", AGENCIES),
        (f"The bridge to Quillton The bridge to Quillton closes. {BODY}", TITLES),
        (f"{BODY}\nThe old mill (/Foto: Mira", LABELS),
        (f"{BODY}\n(c) Mira", LABELS),
        (f"{BODY}\nThe mayorImage copyright PA", LABELS),
    ],
)
def test_every_shape_makes_a_suspect_by_itself(text: str, rule: int) -> None:
    assert list(furniture(split_page(text), rules=rule))
    assert cut([text]).rules.tolist() == [rule]


def test_letters_of_which_the_folded_form_is_longer_are_left_to_the_patterns() -> None:
    assert cut([f"{BODY}\nHeﬀe", f"{BODY}\nHeffe"]).rules.tolist() == [LABELS, 0]


@pytest.mark.parametrize("word", [*CREDIT_WORDS, *CALL_WORDS, *BYLINE_WORDS])
def test_every_label_makes_a_suspect(word: str) -> None:
    for line in (f"{word}: Mira", f"[{word.upper()}: Mira]", f"{word} Mira"):
        assert_nothing_is_missed(f"{line}\n{BODY}")


@pytest.mark.parametrize("script", LETTERS)
def test_plain_news_is_no_suspect(script: str) -> None:
    headings = ["The way to the bridge", "Byron and the image of a party"] if script == "latin" else []
    assert cut(["\n".join([story(script, "a"), *headings, story(script, "b")])]).rules.tolist() == [0]


def test_a_page_without_a_paragraph_is_no_suspect() -> None:
    assert cut(["Home\nSport\nRead more", "", "\n"]).rules.tolist() == [0] * 3


def test_a_bracket_that_neither_a_dash_nor_a_letter_follows_is_no_dateline() -> None:
    said = "The minister went to the house on Monday again; so it was said."
    assert cut([f"London (CNN) {said}", f"London (CNN) - {said}"]).rules.tolist() == [0, AGENCIES]
