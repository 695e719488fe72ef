from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import permutations

import numpy as np
import pytest

from dedup.article import Article
from dedup.cluster.parallel import find_sources
from dedup.features.extract import extract_features
from dedup.matches import Matches, Verdict
from dedup.records import Confidence, Copies, Source, Spans
from dedup.settings import Settings
from tests.matched import matches

from .builders import at, group, pair

HIGH, MEDIUM, LOW = Confidence
BODY = (
    "The ferry Lady Isolde ran aground off Marrow Point shortly after nine on Saturday evening. "
    "Nobody was hurt, the harbour board said, and the passengers were taken ashore by fishing boats."
)
MORE = " Captain Idris Falk said that the light on the point had been dark when the ship came round."


def sources_of(articles: Sequence[Article], copies: Sequence[Copies], found: Matches) -> dict[int, Source]:
    spans = Spans.whole(articles)
    return find_sources(articles, spans, extract_features(articles, spans, Settings()), copies, found, Settings())


def source_of(*articles: Article) -> Source:
    members = tuple(range(len(articles)))
    return sources_of(articles, [group(*members)], matches())[0]


def found(source: Source) -> tuple[int | None, str, Confidence | None]:
    return source.article, source.outlet, source.confidence


def copy(outlet: str = "", published: date | None = None, text: str = BODY) -> Article:
    return Article(text=text, outlet=outlet, published=published)


# Credits


def test_a_credited_agencys_own_article_is_the_source() -> None:
    text = f"MARROW (Reuters) - {BODY}"
    source = source_of(copy("Harbour Post", at(10), text), copy("reuters.com", at(9), text))
    assert found(source) == (1, "Reuters", HIGH)
    assert source.reason == "1 of 2 copies credits Reuters, and this is its own article"


def test_an_agency_and_its_domain_are_one_source() -> None:
    text = f"{BODY}\nThis report of Reuters is on reuters.com and may be shared."
    assert found(source_of(copy("Harbour Post", None, text), copy("reuters.com"))) == (1, "Reuters", MEDIUM)


def test_an_agency_that_was_not_read_is_named() -> None:
    text = f"{BODY} (dpa)"
    articles = [copy("Harbour Post", at(9), text), copy("Tidewater", at(10), f"{BODY} (AFP/dpa)"), copy("Quay", at(8))]
    assert found(source_of(*articles)) == (None, "dpa", MEDIUM)
    assert found(source_of(articles[0], articles[0])) == (None, "dpa", HIGH)


def test_an_agency_that_nobody_has_heard_of_is_known_by_its_dateline() -> None:
    copies = copy("Harbour Post", at(10), f"MARROW (Examplewire) - {BODY}"), copy("Examplewire", at(9), BODY)
    assert found(source_of(*copies)) == (1, "Examplewire", HIGH)


@pytest.mark.parametrize(
    ("name", "outlet", "url"),
    [
        ("WQRL", "wqrl.com", ""),
        ("Wqrl", "wqrl.com", ""),
        ("WQRL", "wqrlnews.com", ""),
        ("WQRL", "Channel Nine", "http://www.wqrlnews.com/town/ferry"),
    ],
)
def test_a_broadcaster_in_a_dateline_is_the_copy_of_its_site(name: str, outlet: str, url: str) -> None:
    text = f"MARROW, Tenn. ({name}) - {BODY}"
    source = source_of(copy("harbourpost.com", None, text), Article(text=text, outlet=outlet, url=url))
    assert found(source) == (1, outlet, HIGH)
    assert source.reason == f"1 of 2 copies credits {outlet}, and this is its own article"


def test_a_name_in_a_dateline_is_not_that_of_each_site_that_begins_so() -> None:
    text = f"MARROW, Tenn. (Post) - {BODY}"
    assert found(source_of(copy("harbour.com", None, text), copy("postmagazine.com")))[:2] == (None, "Post")


@pytest.mark.parametrize(
    ("notice", "outlet"),
    [
        ("Copyright 2031 WQRL (Marrow Broadcasting). All rights reserved.", "wqrl.com"),
        ("© 2031 WQ Action News 5", "wqactionnews5.com"),
        ("From Tide Magazine Norway.", "tide-magazine-norway.com"),
    ],
)
def test_a_site_is_credited_by_its_name_in_words(notice: str, outlet: str) -> None:
    others = copy("harbourpost.com", None, f"{BODY}\n{notice}"), copy("tide-magazine.com")
    assert found(source_of(*others, copy(outlet)))[:2] == (2, outlet)


@pytest.mark.parametrize(
    ("ends", "outlet"),
    [
        ("Copyright 2031 WQRL. All rights reserved.", "wqr.com"),
        ("© 2031 Boston Globe Media Partners", "boston.com"),
        ("© Bild: Ann Example", "bild.de"),
        ("The crew cut the sun sail down.", "sun-sail.com"),
    ],
)
def test_a_site_whose_name_is_but_part_of_what_is_credited_is_not(ends: str, outlet: str) -> None:
    source = source_of(copy(outlet), copy("harbourpost.com", None, f"{BODY}\n{ends}"))
    assert "article" not in source.reason


def test_a_broadcaster_whose_site_has_none_of_the_copies_is_named() -> None:
    text = f"MARROW, Tenn. (WQRL) - {BODY}"
    assert found(source_of(copy("harbourpost.com", None, text), copy("wqr.com"))) == (None, "WQRL", MEDIUM)


def test_what_a_broadcaster_says_of_itself_is_no_credit() -> None:
    text = f"MARROW, Tenn. (WQRL) - {BODY}"
    source = source_of(copy("wqrl.com", None, text), copy("wqrl.com", None, f"{text}\nMore soon."))
    assert "no copy credits another outlet" in source.reason


def test_copies_that_credit_two_agencies_alike_leave_the_source_unknown() -> None:
    source = source_of(copy("Harbour Post", at(9), f"{BODY} (AFP)"), copy("Tidewater", at(10), f"{BODY} (dpa)"))
    assert found(source) == (None, "", None)
    assert source.reason == "the copies credit AFP and dpa alike"


def test_of_two_agencies_credited_alike_the_one_whose_article_was_read_is_the_source() -> None:
    source = source_of(copy("Harbour Post", None, f"{BODY} (AFP, dpa)"), copy("AFP", None, BODY))
    assert found(source) == (1, "AFP", MEDIUM)


def test_an_agency_that_the_credited_outlet_credits_is_the_source() -> None:
    echo = copy("Quay Echo", at(9), f"MARROW (AP) - {BODY}")
    blogs = [copy(name, at(11), f"{BODY}\nSource: Quay Echo") for name in ("Tidewater", "Pier Blog")]
    source = source_of(echo, *blogs, copy("Associated Press", at(8)))
    assert found(source) == (3, "AP", MEDIUM)
    assert source.reason == "2 of 4 copies credit Quay Echo, which credits AP, and this is its own article"
    assert found(source_of(echo, *blogs)) == (None, "AP", MEDIUM)


def test_a_copy_dated_before_the_credited_article_lowers_the_confidence() -> None:
    source = source_of(copy("Harbour Post", at(8), f"{BODY} (AP)"), copy("apnews.com", at(9)))
    assert found(source) == (1, "AP", MEDIUM)


def test_two_copies_of_one_hour_before_the_credited_article_lower_the_confidence() -> None:
    early = copy("Harbour Post", at(8), f"{BODY} (AP)"), copy("Tidewater", at(8), f"{BODY} (AP)")
    assert found(source_of(*early, copy("apnews.com", at(9)))) == (2, "AP", MEDIUM)
    assert found(source_of(copy("Quay", at(8)), copy("Tidewater", at(8)), copy("AP", at(9)))) == (2, "AP", LOW)


def test_of_an_agencys_versions_an_early_one_is_the_source_where_two_are_of_one_hour() -> None:
    versions = copy("apnews.com", at(9)), copy("apnews.com", at(8)), copy("apnews.com", at(8))
    assert found(source_of(*versions, copy("Tidewater", at(10), f"{BODY} (AP)"))) == (1, "AP", HIGH)


def test_an_agencys_article_that_nobody_credits_is_the_likely_source() -> None:
    assert found(source_of(copy("Harbour Post"), copy("Reuters"))) == (1, "Reuters", MEDIUM)
    assert found(source_of(copy("Harbour Post", at(9)), copy("Reuters", at(8)))) == (1, "Reuters", HIGH)
    assert found(source_of(copy("Harbour Post", at(8)), copy("Reuters", at(9)))) == (1, "Reuters", LOW)


def test_a_line_that_only_one_copy_has_and_that_names_the_other_is_a_credit() -> None:
    reprint = f"{BODY}\nThis report was first in the Harbour Post, to which thanks are due.\nBooks by our authors"
    source = source_of(copy("Tidewater", at(8), reprint), copy("Harbour Post", at(7)))
    assert found(source) == (1, "Harbour Post", HIGH)


def test_a_mention_that_no_date_confirms_is_less_certain_than_a_credit() -> None:
    reprint = f"{BODY}\nThis report was first in the Harbour Post, to which thanks are due."
    assert found(source_of(copy("Tidewater", None, reprint), copy("Harbour Post"))) == (1, "Harbour Post", MEDIUM)
    credit = f"{BODY}\nSource: Harbour Post"
    assert found(source_of(copy("Tidewater", None, credit), copy("Harbour Post"))) == (1, "Harbour Post", HIGH)


@pytest.mark.parametrize(
    ("lead", "outlet"),
    [
        ("The metro was closed for two hours.", "Metro"),
        ("Тяжёлый труд спасателей длился всю ночь.", "Труд"),
        ("Todo el país espera noticias.", "El País"),
    ],
)
def test_a_word_of_the_language_does_not_name_the_outlet_that_is_called_so(lead: str, outlet: str) -> None:
    day = date(2031, 5, 3)
    source = source_of(copy("Tidewater", day, f"{lead}\n{BODY}"), copy(outlet, day))
    assert source.article != 1


def test_an_outlet_named_in_all_copies_is_no_credit() -> None:
    text = f"{BODY}\nThe captain said so to the Harbour Post."
    assert found(source_of(copy("Tidewater", at(8), text), copy("Harbour Post", at(9), text))) == (0, "Tidewater", LOW)


def test_a_first_copy_that_credits_an_unnamed_agency_is_not_the_source() -> None:
    source = source_of(copy("Tidewater", at(8), f"Von unserer Agentur\n{BODY}"), copy("Harbour Post", at(9)))
    assert found(source) == (None, "", None)


@pytest.mark.parametrize("published", [(None, None), (at(18), at(9))])
@pytest.mark.parametrize("start", ["BOSTON — ", "By Ann Example, Boston\n", "The ferry is from the port in Boston.\n"])
def test_a_town_is_no_credit_to_the_domain_that_is_called_like_it(
    start: str, published: tuple[datetime | None, datetime | None]
) -> None:
    source = source_of(copy("boston.com", published[0]), copy("Tidewater", published[1], start + BODY))
    assert source.article != 0
    assert source.confidence is not HIGH


# Dates


@pytest.mark.parametrize(
    ("published", "first"),
    [
        ((at(9), at(8), at(10)), 1),
        ((at(9), at(10), datetime(2031, 5, 3, 10, tzinfo=timezone(timedelta(hours=3)))), 2),
        ((date(2031, 5, 4), date(2031, 5, 5), date(2031, 5, 3)), 2),
        ((at(9), at(9), at(9)), None),
        ((date(2031, 5, 3), date(2031, 5, 3), date(2031, 5, 4)), None),
        ((at(9), date(2031, 5, 3), at(12)), None),  # may be the hour before
        ((at(9, day=1), date(2031, 5, 3), at(12)), 0),
        ((at(2, day=4), date(2031, 5, 3), at(12, day=9)), None),  # where it is published, it may still be the 3rd
    ],
)
def test_the_source_is_the_copy_certainly_published_first(published: tuple[date, ...], first: int | None) -> None:
    source = source_of(*[copy(f"Outlet {number}", when) for number, when in enumerate(published)])
    assert source.article == first
    assert (source.confidence is None) == (first is None)


def test_a_page_and_its_mobile_version_do_not_hide_that_their_outlet_was_first() -> None:
    versions = copy("Quay", at(9)), copy("Quay", at(9))
    assert found(source_of(*versions, copy("Tidewater", at(10)))) == (0, "Quay", LOW)
    assert found(source_of(*versions, copy("Tidewater", at(8)))) == (2, "Tidewater", LOW)
    assert source_of(*versions).article is None
    assert source_of(copy("", at(9)), copy("", at(9)), copy("Tidewater", at(10))).article is None


def test_copies_without_a_date_lower_the_confidence() -> None:
    assert found(source_of(copy("Harbour Post", at(9)), copy("Harbour Post"), copy("Harbour Post", at(10)))) == (
        *(0, "Harbour Post"),
        LOW,
    )


def test_the_first_of_one_outlets_versions_is_more_certain_than_that_of_two_outlets() -> None:
    longer = BODY + MORE
    assert source_of(copy("Quay", at(9)), copy("Quay", at(10), longer)).confidence == MEDIUM
    assert source_of(copy("Quay", at(9)), copy("Tidewater", at(10), longer)).confidence == LOW


def test_a_first_copy_that_holds_the_others_is_more_certain() -> None:
    assert found(source_of(copy("Quay", at(10)), copy("Tidewater", at(9), BODY + MORE))) == (1, "Tidewater", MEDIUM)


# Containment


def test_without_dates_the_copy_that_holds_the_others_is_the_source() -> None:
    assert found(source_of(copy("Quay"), copy("Tidewater", None, BODY + MORE))) == (1, "Tidewater", LOW)


def test_a_copy_that_is_later_than_another_is_not_the_source_for_holding_it() -> None:
    day = date(2031, 5, 3)
    articles = copy("Quay", day), copy("Tidewater", day), copy("Harbour Post", date(2031, 5, 4), BODY + MORE)
    assert source_of(*articles).article is None


def test_unknown_is_an_answer_with_its_reason() -> None:
    source = source_of(copy("Quay"), copy("Tidewater"))
    assert found(source) == (None, "", None)
    assert source.reason == "no copy has a date, and no copy credits another outlet"


def test_an_agencys_article_that_is_longer_than_the_copies_is_their_source() -> None:
    text = f"MARROW (Reuters) - {BODY}"
    articles = (copy("Quay", at(9), text), copy("Tidewater", at(10), text), copy("Reuters", at(8), text + 3 * MORE))
    held = [pair(number, 2, Verdict.EXCERPT) for number in (0, 1)]
    source = sources_of(articles, [group(0, 1)], matches(*held))[0]
    assert found(source) == (2, "Reuters", HIGH)
    assert source.reason == "all 2 copies credit Reuters, whose own article is longer"


# Excerpts


def source_of_excerpt(part: Article, whole: Article) -> Source:
    articles = (part, whole)
    return sources_of(articles, [], matches(pair(0, 1, Verdict.EXCERPT)))[0]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (copy("Quay", at(9)), copy("Tidewater", at(8), BODY + MORE), (1, "Tidewater", LOW)),
        (copy("Quay", at(8)), copy("Tidewater", at(9), BODY + MORE), (0, "Quay", LOW)),
        (copy("Quay", at(8)), copy("Quay", at(9), BODY + MORE), (0, "Quay", MEDIUM)),
        (copy("Quay"), copy("Tidewater", at(9), BODY + MORE), (None, "", None)),
        (copy("Quay", at(8), f"{BODY} (AFP)"), copy("Tidewater", at(9), BODY + MORE), (None, "AFP", MEDIUM)),
        (copy("dpa"), copy("Tidewater", None, BODY + MORE), (0, "dpa", MEDIUM)),
        (copy("dpa"), copy("Tidewater", None, f"{BODY}{MORE} (dpa)"), (0, "dpa", HIGH)),
        (copy("Quay", at(8), f"{BODY} (Tidewater)"), copy("Tidewater", at(9), BODY + MORE), (1, "Tidewater", HIGH)),
        (copy("Quay", at(8), f"MARROW (WQRL) - {BODY}"), copy("wqrl.com", at(9), BODY + MORE), (1, "wqrl.com", HIGH)),
        (copy("wqrl.com", at(8), f"MARROW (WQRL) - {BODY}"), copy("Quay", at(9), BODY + MORE), (0, "wqrl.com", LOW)),
    ],
)
def test_the_source_of_an_excerpt(part: Article, whole: Article, expected: tuple[int | None, str, Confidence]) -> None:
    assert found(source_of_excerpt(part, whole)) == expected


def test_an_excerpt_of_a_copy_has_the_source_of_the_copies() -> None:
    longer = BODY + MORE
    articles = (copy("Quay", at(12)), copy("Tidewater", at(11), longer), copy("Harbour Post", at(10), longer))
    sources = sources_of(articles, [group(1, 2)], matches(pair(0, 1, Verdict.EXCERPT)))
    assert sources[0].article == 2


def test_which_is_the_excerpt_goes_by_what_is_compared_and_not_by_the_furniture() -> None:
    teasers = "\nMore from Quay: harbour fees, ferry times, tide tables, weather, letters, sports and what is on." * 3
    articles = (copy("Quay", at(9), BODY + teasers), copy("Tidewater", at(8), BODY + MORE))
    n_teasers = np.array([len(teasers), 0], np.int32)
    whole = Spans.whole(articles)
    spans = Spans(whole.bounds, whole.start, whole.end - n_teasers)
    features = extract_features(articles, spans, Settings())
    sources = find_sources(articles, spans, features, [], matches(pair(0, 1, Verdict.EXCERPT)), Settings())
    assert {part: found(source) for part, source in sources.items()} == {0: (1, "Tidewater", LOW)}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_source_of_nested_excerpts_does_not_depend_on_their_order(order: tuple[int, ...]) -> None:
    nested = [copy("Quay", at(12)), copy("Harbour Post", at(11), BODY + MORE)]
    nested.append(copy("Tidewater", at(10), f"{BODY}{MORE} The board has ordered an inquiry, and divers went down."))
    place = [order.index(number) for number in range(3)]
    held = sorted((min(place[part], place[part + 1]), max(place[part], place[part + 1])) for part in (0, 1))
    pairs = [pair(left, right, Verdict.EXCERPT) for left, right in held]
    sources = sources_of([nested[number] for number in order], [], matches(*pairs))
    assert [sources[place[number]].article for number in (0, 1)] == [place[2], place[2]]
