from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.clean.furniture import furniture
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


@given(st.lists(LINES, max_size=9).map("\n".join))
@settings(max_examples=400)
def test_every_page_with_furniture_is_a_suspect(text: str) -> None:
    if list(furniture(split_page(text))):
        assert cut([text]).suspect.tolist() == [True]


@given(st.lists(LINES, max_size=9).map("\n".join), st.integers(0, 40), st.sampled_from(["", " ", "x"]))
@settings(max_examples=100)
def test_every_page_that_starts_with_its_title_is_a_suspect(text: str, n_chars: int, before: str) -> None:
    title = text.lstrip()[:n_chars]
    if list(furniture(split_page(before + text), title)):
        assert cut([before + text], [title]).suspect.tolist() == [True]


@pytest.mark.parametrize("title", ["Bridge to Quillton closes", "橋が閉鎖された"])
def test_a_title_at_the_start_of_the_text_makes_a_suspect(title: str) -> None:
    texts = [f"\n{title}\n{BODY}", f"{title[:-1]}\n{BODY}", title, f"{BODY}\n{title}"]
    assert cut(texts, [title] * 4).suspect.tolist() == [True, False, False, False]
    assert cut(texts[:1], [title[:4]]).suspect.tolist() == [False]


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\nReporting by A B; Editing by C D",
        f"{BODY} Reporting by A B; Editing by C D",
        f"{BODY} (Reuters)",
        f"{BODY}\nOne is cut...\nTwo is cut...\nThree is cut...",
        f"Home\nNews\nSport\nQuay\nMap\n{BODY}",
        f"{BODY}\nPhoto\u017f: Mira",
        f"{BODY}\nAnother line\nAnother line\n{BODY}",
        f"{'Quil ' * 8}(AP) - {BODY}",
        f"(CNN) {BODY}",
        f"The bridge to Quillton The bridge to Quillton closes. {BODY}",
        f"{BODY}\nThe old mill (/Foto: Mira",
        f"{BODY}\n(c) Mira",
        f"{BODY}\nThe mayorImage copyright PA",
    ],
)
def test_every_shape_makes_a_suspect_by_itself(text: str) -> None:
    assert list(furniture(split_page(text)))
    assert cut([text]).suspect.tolist() == [True]


def test_letters_of_which_the_folded_form_is_longer_are_left_to_the_patterns() -> None:
    assert cut([f"{BODY}\nHeﬀe", f"{BODY}\nHeffe"]).suspect.tolist() == [True, False]


@pytest.mark.parametrize("word", [*CREDIT_WORDS, *CALL_WORDS, *BYLINE_WORDS])
def test_every_label_makes_a_suspect(word: str) -> None:
    for line in (f"{word}: Mira", f"[{word.upper()}: Mira]", f"{word} Mira"):
        text = f"{line}\n{BODY}"
        if list(furniture(split_page(text))):
            assert cut([text]).suspect.tolist() == [True]


@pytest.mark.parametrize("script", LETTERS)
def test_plain_news_is_no_suspect(script: str) -> None:
    headings = ["The way to the bridge", "Byron and the image of a party"] if script == "latin" else []
    assert cut(["\n".join([story(script, "a"), *headings, story(script, "b")])]).suspect.tolist() == [False]


def test_a_page_without_a_paragraph_is_no_suspect() -> None:
    assert cut(["Home\nSport\nRead more", "", "\n"]).suspect.tolist() == [False] * 3
