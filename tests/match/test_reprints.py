from __future__ import annotations

from random import Random

import pytest

from dedup.article import Article
from dedup.cluster.copies import group_copies
from dedup.matches import Match, Verdict
from dedup.pipeline import scan_articles
from dedup.records import Report
from dedup.settings import Settings
from tests.copies.damage import Damage, misread, reprint
from tests.match.builders import invented_words
from tests.matched import matches


def text(seed: int, n_sentences: int = 12) -> str:
    random = Random(seed)
    return " ".join(
        " ".join(invented_words(random, 15, vocabulary=4000)).capitalize() + "." for _ in range(n_sentences)
    )


def scanned(*bodies: str, settings: Settings | None = None) -> Report:
    return scan_articles([Article(text=body, location=str(k)) for k, body in enumerate(bodies)], settings)


def verdicts(report: Report) -> dict[tuple[int, int], str]:
    return {(match.left, match.right): match.verdict.value for match in report.matches}


def test_damaged_and_mixed_texts_are_reprints() -> None:
    for seed in range(10):
        damaged = reprint(text(seed), text(100 + seed), Random(seed), Damage())
        report = scanned(text(seed), damaged, text(200 + seed))
        assert verdicts(report)[0, 1] == "reprint"
        assert report.matches[0].jaccard < 0.5


def test_reprint_of_identical_texts_is_one_of_each() -> None:
    damaged = misread(text(1), Random(1), wrong=0.04)
    assert verdicts(scanned(text(1), damaged, text(1))) == {(0, 1): "reprint", (0, 2): "identical", (1, 2): "reprint"}


def test_little_damage_is_a_near_duplicate() -> None:
    assert verdicts(scanned(text(1), text(1).replace(text(1).split()[9], "melon", 1)))[0, 1] == "near-duplicate"


def counted(sentences: list[str], mark: str) -> str:
    """Return sentences of 15 words, each with its number before it."""
    return "\n".join(f"{mark.format(number)} {sentence}" for number, sentence in enumerate(sentences, 1))


@pytest.mark.parametrize("mark", ["{}.", "[{}]", "14:{:02}"])
def test_a_text_whose_paragraphs_are_counted_is_a_reprint(mark: str) -> None:
    sentences = [f"{sentence}." for sentence in text(1, 20).split(".")[:-1]]
    assert verdicts(scanned("\n".join(sentences), counted(sentences, mark)))[0, 1] == "reprint"


def test_texts_that_both_have_numbers_of_their_own_are_no_reprint() -> None:
    sentences = [f"{sentence}." for sentence in text(1, 20).split(".")[:-1]]
    other = counted(sentences, "14:{:02}")
    assert verdicts(scanned(counted(sentences[:10], "{}.") + "\n".join(sentences[10:]), other)).get((0, 1)) != "reprint"


def test_least_coverage_is_a_setting() -> None:
    half_new = f"{text(1)} {text(2, 8)}"
    assert verdicts(scanned(text(1), half_new))[0, 1] == "reprint"
    assert verdicts(scanned(text(1), half_new, settings=Settings(min_coverage=0.7)))[0, 1] == "excerpt"


def test_reprints_are_grouped_with_the_text_and_the_weakest_link_is_their_jaccard() -> None:
    report = scanned(text(1), misread(text(1), Random(1), wrong=0.04), text(1))
    (group,) = report.copies
    assert group.articles == (0, 1, 2)
    (weakest,) = [m for m in report.matches if (m.left, m.right) == (group.weakest.left, group.weakest.right)]
    assert group.weakest.strength == weakest.jaccard < 0.8


def test_two_texts_are_not_joined_through_a_third() -> None:
    # 1 holds all of 0 and of 2, which have nothing in common.
    report = scanned(text(1), f"{text(1)} {text(2)}", text(2))
    found = verdicts(report)
    assert found[0, 1] == found[1, 2] == "reprint"
    assert found.get((0, 2)) not in ("identical", "near-duplicate", "reprint")
    (group,) = report.copies
    assert group.articles == (0, 1)


def test_identical_articles_stay_together_where_only_the_first_was_compared_with_another_text() -> None:
    pairs = [
        Match(0, 1, Verdict.IDENTICAL, 1.0, 1.0, 1.0, 1.0),
        Match(0, 2, Verdict.IDENTICAL, 1.0, 1.0, 1.0, 1.0),
        Match(0, 3, Verdict.NEAR_DUPLICATE, 0.9, 1.0, 1.0, 1.0),
        Match(3, 4, Verdict.IDENTICAL, 1.0, 1.0, 1.0, 1.0),
        Match(3, 5, Verdict.IDENTICAL, 1.0, 1.0, 1.0, 1.0),
        Match(3, 6, Verdict.IDENTICAL, 1.0, 1.0, 1.0, 1.0),
    ]
    (group,) = group_copies([Article(text="")] * 7, matches(*pairs))
    assert group.articles == tuple(range(7))
    assert group.weakest.strength == 0.9


def table(n_changed: int) -> str:
    """Return a table of prices of which so many are others."""
    names = invented_words(Random(5), 60, vocabulary=4000)
    prices = [f"{60 + 3 * row}75" if row < n_changed else f"{100 + 7 * row}25" for row in range(60)]
    return "\n".join(f"{name} closing at {price}" for name, price in zip(names, prices, strict=True))


def test_a_corrected_table_is_a_reprint_and_one_filled_in_anew_is_not() -> None:
    settings = Settings(min_jaccard=0.95, min_containment=1.0)
    assert verdicts(scanned(table(0), table(3), settings=settings))[0, 1] == "reprint"
    assert verdicts(scanned(table(0), table(4), settings=settings)).get((0, 1)) != "reprint"
