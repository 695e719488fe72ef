from __future__ import annotations

from datetime import datetime, timezone

import pytest

from dedup.read import dates, days_in_words
from dedup.read.days_in_words import day_in_words

_OF = {days_in_words._PLAIN: "{} {}", days_in_words._WITH_DOT: "{}. {}", days_in_words._WITH_DE: "{} de {}"}


@pytest.mark.parametrize("language", range(len(days_in_words._LANGUAGES)))
def test_days_are_those_that_dateparser_tells(language: int, monkeypatch: pytest.MonkeyPatch) -> None:
    form, months, weekdays = days_in_words._LANGUAGES[language]
    days = ["5 {}", _OF[form].replace("{}", "28", 1)]
    texts = [f"{day.format(month)} {year}" for month in months for day, year in zip(days, (1998, 2031), strict=True)]
    # Also where it was another day of the week.
    texts += [f"{weekday}{comma} {days[1].format(months[4])} 2031" for weekday in weekdays for comma in ("", ",")]
    if form is days_in_words._WITH_DE:
        texts += [f"5 de {month} de 2031" for month in months]
    texts += [text.title() for text in texts[::5]] + [text.upper() for text in texts[::7]]
    told = list(map(day_in_words, texts))
    monkeypatch.setattr(dates, "day_in_words", lambda _: None)
    assert told == list(map(dates._day_in_any_language.__wrapped__, texts))
    assert None not in told


@pytest.mark.parametrize(
    "text",
    [
        *(
            "30 février 2031",
            "0 mars 2031",
            "5 mars 31",
            "5 mars 1731",
            "5 mars 2031 env.",
            "le 5 mars 2031",
            "5. mars 2031",
        ),
        *("5 de mai 2031", "jeudi 5 märz 2031", "mars 2031", "5 Mar 2031", "5 March 2031", "", "5  mars 2031"),
    ],
)
def test_anything_else_is_left_to_dateparser(text: str) -> None:
    assert day_in_words(text) is None


def test_clocks_are_added_to_days_in_words() -> None:
    assert dates.published("Donnerstag, 6. März 2031 14:20") == datetime(2031, 3, 6, 14, 20, tzinfo=timezone.utc)
