"""Days whose month is a word, in the languages in which press databases most often write them.

They are what dateparser would return. It knows 200 languages, and takes 0.4 s to get ready and 10 ms for each day.
"""

from __future__ import annotations

import re
from datetime import datetime

_YEAR = r"((?:19|20)[0-9]{2})"
_PLAIN = re.compile(rf"(?:(\S+?),? )?([0-9]{{1,2}}) (\w+) {_YEAR}")
_WITH_DOT = re.compile(rf"(?:(\S+?),? )?([0-9]{{1,2}})\.? (\w+) {_YEAR}")
_WITH_DE = re.compile(rf"(?:(\S+?),? )?([0-9]{{1,2}}) (?:de )?(\w+) (?:de )?{_YEAR}")

_NAMES = (
    (
        _WITH_DOT,  # German
        "januar februar märz april mai juni juli august september oktober november dezember",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    ),
    (
        _WITH_DE,  # Spanish
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
    ),
    (
        _PLAIN,  # French
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    ),
    (
        _PLAIN,  # Italian
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    ),
    (
        _PLAIN,  # Dutch
        "januari februari maart april mei juni juli augustus september oktober november december",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    ),
    (
        _WITH_DE,  # Portuguese
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    ),
)

# Of each language: its form, its months, and its days of the week.
_LANGUAGES = [(form, months.split(), weekdays.split()) for form, months, weekdays in _NAMES]


def day_in_words(text: str) -> datetime | None:
    """Return the day at midnight; None where `text` is anything else than a day in one of these forms.

    >>> day_in_words("Donnerstag, 6. März 2031"), day_in_words("6 de março de 2031") == day_in_words("6 mars 2031")
    (datetime.datetime(2031, 3, 6, 0, 0), True)
    """
    text = text.lower()
    for form, months, weekdays in _LANGUAGES:
        match = form.fullmatch(text)
        if match and match[3] in months and match[1] in (None, *weekdays):
            try:
                return datetime(int(match[4]), months.index(match[3]) + 1, int(match[2]))
            except ValueError:  # no such day
                return None
    return None
