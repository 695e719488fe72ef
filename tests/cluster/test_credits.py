from __future__ import annotations

import pytest

from dedup.article import Article
from dedup.cluster.credits import credited

BODY = "The ferry ran aground off Marrow Point on Saturday, and all of its passengers were taken ashore by boats."
LONG = " ".join([BODY] * 9)


def names(text: str, outlet: str = "Harbour Post", **outlets: str) -> set[str]:
    return set(credited(Article(text=text, outlet=outlet), outlets))


@pytest.mark.parametrize(
    ("start", "agency"),
    [
        ("MARROW (Reuters) - ", "Reuters"),
        ("MARROW, May 3 (AP) — ", "AP"),
        ("Marrow (dpa/lno) - ", "dpa"),
        ("(Agence France-Presse) - ", "AFP"),
        ("МЭРРОУ, 3 мая. /ТАСС/. ", "TASS"),
        ("МЭРРОУ, 3 мая - РИА Новости. ", "RIA Novosti"),
        ("【マロー共同】", "Kyodo"),
        ("［マロー　３日　ロイター］ - ", "Reuters"),
        ("[マロー 3日 ロイター] - ", "Reuters"),
        ("新华社马罗5月3日电 ", "Xinhua"),
        ("（新华社马罗电）", "Xinhua"),
        ("【マロー共同】3日午前、", "Kyodo"),
        ("(마로=연합뉴스) ", "Yonhap"),
        ("مارو (رويترز) - ", "Reuters"),
        ("BERLIN taz/dpa | ", "dpa"),
        ("Von dpa\n", "dpa"),
        ("By Ann Example and Bo Example, Associated Press\n", "AP"),
        ("Par AFP\n", "AFP"),
        ("Source : AFP\n", "AFP"),
        ("Источник: Интерфакс\n", "Interfax"),
    ],
)
def test_an_agency_is_credited_at_the_start(start: str, agency: str) -> None:
    assert names(start + LONG) == {agency}


@pytest.mark.parametrize(
    ("byline", "agencies"),
    [
        ("AFP", {"AFP"}),
        ("Agence France-Presse", {"AFP"}),
        ("Associated Press, Ann Example", {"AP"}),
        ("Ann Example; Bo Example, Reuters", {"Reuters"}),
        ("Ann Example | dpa", {"dpa"}),
        ("By Ann Example and AFP", {"AFP"}),
        ("Agence France-Presse in Marrow", {"AFP"}),
        ("Ann Example in Marrow, AP à Paris", {"AP"}),
        ("Reuters Staff", {"Reuters"}),
        ("Dpa, Lnw", {"dpa"}),
        ("时事 中新社", {"CNS"}),
        ("Агентство ТАСС", {"TASS"}),
        ("Ann Example, AP News", {"AP"}),
        ("Reuters Deutschland", {"Reuters"}),
        ("TASS Russian News Agency", {"TASS"}),
        ("Ann Example, ČTK", {"ČTK"}),
        ("MTI", {"MTI"}),
        ("भाषा", {"PTI"}),
        ("the sallow courier", {"Sallow Courier"}),
        ("Antara Example", set()),
        ("Harbour Post", set()),
        ("", set()),
    ],
)
def test_the_byline_credits_whom_it_names(byline: str, agencies: set[str]) -> None:
    article = Article(text=LONG, outlet="Harbour Post", author=byline)
    outlets = {"sallow courier": "Sallow Courier", "harbour post": "Harbour Post"}
    assert credited(article, outlets) == agencies


@pytest.mark.parametrize(
    ("end", "agencies"),
    [
        (" (dpa)", {"dpa"}),
        (" (mit dpa)", {"dpa"}),
        (" (AFP, dpa, Tsp)", {"AFP", "dpa"}),
        (" (Ann Example, dpa)", {"dpa"}),
        (" dpa/AFP/Tsp", {"AFP", "dpa"}),
        ("\nQuelle: dpa", {"dpa"}),
        ("\n来源：新华社", {"Xinhua"}),
        ("\nForrás: MTI", {"MTI"}),
        ("\n© dpa-infocom, dpa:310503-99-12345/2", {"dpa"}),
        (" (Reporting by Ann Example; Editing by Bo Example)", {"Reuters"}),
        ("\nCopyright 2031 The Associated Press. All rights reserved. This may not be published.", {"AP"}),
    ],
)
def test_agencies_are_credited_at_the_end(end: str, agencies: set[str]) -> None:
    assert names(LONG + end) == agencies


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "",
        f"The captain told Reuters that it was dark. {LONG}",
        f"{LONG} It was dark, the captain told the Deutsche Presse-Agentur (dpa).",
        f"Die Deutsche Presse-Agentur (dpa) meldet das. {LONG}",
        f"{LONG}\nFoto: dpa",
        f"{LONG}\n사진=연합뉴스",
        f"{LONG}\nImage copyright AFP",
        f"{LONG} (pa)",
        f"{LONG}\nReuters said so.",
        f"The Ministry of Tides and Inlets (MTI) has been told. {LONG}",
        f"{LONG}\nSent to MTI",
        f"हिन्दी भाषा\n{LONG}",
        f"भाषा\n{LONG}",
        f"{LONG} Shares of Thomson Reuters rose by two points.",
    ],
)
def test_an_agency_in_running_text_or_under_a_picture_is_no_credit(text: str) -> None:
    assert names(text) == set()


def test_an_outlet_does_not_credit_itself() -> None:
    assert names(f"MARROW (Reuters) - {LONG}", outlet="Reuters") == set()
    assert names(f"MARROW (Reuters) - {LONG}", outlet="www.reuters.com") == set()
    called = {"Agenzia ANSA": "ANSA", "dpa international": "dpa", "Xinhua News Agency": "Xinhua", "Xinhuanet": "Xinhua"}
    for outlet, agency in called.items():
        assert names(f"MARROW ({agency}) - {LONG}", outlet=outlet) == set()


def test_outlets_of_other_copies_are_looked_for_too() -> None:
    assert names(f"{LONG} (Quay)", quay="The Quay") == {"The Quay"}
    assert names(f"{LONG} (Quay)") == set()
