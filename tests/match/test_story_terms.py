from __future__ import annotations

from dedup.pipeline import scan_articles
from dedup.records import Article, Report


def report_on(*texts: str, language: str = "en") -> Report:
    return scan_articles([Article(text=text, language=language, location=f"{i}") for i, text in enumerate(texts)])


FERRY = (
    "The ferry Lady Isolde ran aground off Marrow Point on Saturday. All 214 aboard were safe, the harbour board said.",
    "Passengers of the Lady Isolde spent a night on Marrow Point after the ferry ran aground; the harbour board opened "
    "a school hall for them.",
    "Why did the Lady Isolde run aground? The light on Marrow Point was dark, and the ferry had no pilot, says the "
    "harbour board.",
)


def test_a_story_names_what_its_articles_have_in_common() -> None:
    (story,) = report_on(*FERRY).stories
    assert {"Isolde", "Marrow", "aground"} <= set(story.terms)
    assert not {"the", "The", "said", "school", "214"} & set(story.terms)


def test_an_article_alone_has_no_terms() -> None:
    (story,) = report_on(FERRY[0]).stories
    assert story.terms == ()


def test_terms_are_found_in_scripts_without_spaces() -> None:
    (story,) = report_on(
        "汐見港に迷い込んだクジラが三日ぶりに外海へ出た。漁協が見守りを続けていた。",
        "迷いクジラが汐見港から外海へ。漁協の見守りは三日に及んだ。",
        language="ja",
    ).stories
    assert any("クジ" in term or "ジラ" in term for term in story.terms)
