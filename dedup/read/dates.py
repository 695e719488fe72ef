"""What a record says of its date -> a `datetime` with its zone, a bare `date`, or nothing: no part is ever invented."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil import parser  # type: ignore[import-untyped]

from dedup.read.days_in_words import day_in_words

# No newspaper is older. There is no upper limit from the clock: results must not depend on the day of the run.
FIRST_YEAR, LAST_YEAR = 1800, 2100

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
# Year first is year, month, day wherever it is written, also `2024-6-8` and `2024/06/18`.
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?")
_STARTS_WITH_YEAR = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)")
# With dots the day comes first, in all countries that write dates so; with slashes it depends on the country.
_DOTTED = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}(?!\d)")
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")
_MONTHS = 12
_ISO_WEEK = re.compile(r"\d{4}-?W\d")
_ISO_TIME = re.compile(
    r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:T|\s+|(?=\d{6}Z?$))(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?",
    re.I,
)
# The form most data sets write, which is read in a third of the time.
_UTC = re.compile(r"(\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):\d\d:\d\d)(?:Z|\+00:00)?", re.A)
# What Java adds, `[Europe/Berlin]`, and JavaScript, `(Central European Standard Time)`, both behind the zone; and the
# name before an offset: dateutil takes `GMT+02:00` for two hours *behind*.
_ZONE_NOTES = re.compile(r"\[[\w/+-]+\]$|(?<=[+-]\d{4})\s*\([^()]*\)$|\b(?:GMT|UTC)(?=[+-]\d)")
# Java may name the zone alone, without the offset it has on that day.
_NAMED_ZONE = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\[(\w+/[\w/+-]+)\]", re.A)
# As ASP.NET writes milliseconds; the offset is that of its clock, and not added.
_ASP_NET = re.compile(r"\\?/Date\((-?\d{1,13})([+-][01]\d[0-5]\d)?\)\\?/", re.A)
# Mails and feeds once had years of two digits. The day of the week tells the century: in the next it is another.
_RFC_822 = re.compile(r"([A-Z][a-z]{2}), (\d{1,2}) ([A-Z][a-z]{2}) (\d{2})(?= \d)", re.A)
_CENTURIES = ("20", "19")
# As Excel and Oracle write days. Both take years up to 29 for those of this century, and from 50 on for the last; of
# those between, which Excel takes for the last and Oracle for this, none is known.
_EXCEL_DAY = re.compile(r"^(\d{1,2}-[A-Za-z]{3})-(?:([0-2]\d)|([5-9]\d))(?![\w-])", re.A)
# What the standard library's parser of mails reads without a loss.
_RFC2822 = re.compile(
    r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{1,2}:\d\d(:\d\d)?( (GMT|UTC?|Z|[ECMP][SD]T|[+-]\d\d:?\d\d))?",
    re.A,
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Of an offset with a colon the standard library's parser of mails takes the first half for a clock of UTC.
COLON_OF_OFFSET = re.compile(r"(?<=[+-]\d\d):(?=\d\d$)")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
_CLOCK = re.compile(r"[\s,T]*\b(\d{1,2}):(\d{2})(?::(\d{2}))?\b")
_HALF_DAY = re.compile(r"\b[ap]\.?m\b\.?|上午|下午|午前|午後|오전|오후", re.I)
# The longest date in words, with its day of the week, zone and clock; longer texts are sentences.
_MAX_LENGTH = 60
# Months have three letters or more in the Latin alphabet; in others, one may do.
_MONTH = re.compile(r"[A-Za-z]{3}|(?=[^\x00-\x7f])[^\W\d_]")
_FIGURES = re.compile(r"\d+")
_MIN_FIGURES = 2
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.I)
# Epochs from 1973 on; below that a number is more likely a year or a compact date.
_FIRST_EPOCH_S = 1e8
_FIRST_EPOCH_MS = 1e11
# The zones RFC 2822 defines, and the two of central Europe; other letters mean different zones in different countries.
_ZONES_H = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2}
# Two fillers that share no part: what differs between the results was not in the text.
_FILLERS = (datetime(2004, 1, 1, 1), datetime(2008, 2, 2, 2))


def published(value: object) -> date | None:
    """Return the date and, where it is known, the time that `value` gives; None where it is unknown or unclear.

    Midnight sharp without a zone or in UTC is taken as a bare date: data sets write an unknown hour so. Numbers are
    seconds or milliseconds since 1970, or YYYYMMDD with or without HHMM or HHMMSS: what reads as a day and minute of
    1800 to 2099 is not taken for milliseconds, which would be of some day between September 1975 and August 1976. A
    date that reads differently with day, month or a two-digit year in another place is unclear, but for `6.7.2024`,
    which has the day first wherever it is written, and `6-Jul-24`, as Excel writes it.

    >>> published("2024-06-18T00:00:00Z")
    datetime.date(2024, 6, 18)
    >>> published("18 June 2024 14:20 EST").isoformat()
    '2024-06-18T14:20:00-05:00'
    >>> published("06/07/2024"), published("June 2024"), published("18 June 20")
    (None, None, None)
    """
    if isinstance(value, str):
        # These are read as fast as they are looked up, and hardly repeat: they would drive all others out of the cache.
        match = _UTC.fullmatch(value)
        return _from_utc(match[1]) if match else _from_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value))
    return None


def day_is_first(texts: Iterable[str]) -> bool | None:
    """Return whether dates such as `03/04/2031` in one table have the day first; None where none of `texts` tells.

    Of one with a number above 12 the order is plain. Where they tell both orders, none is told.

    >>> day_is_first(["03/04/2031", "25/04/2031 10:00"]), day_is_first(["03/04/2031"])
    (True, None)
    """
    pairs = [(int(match[1]) > _MONTHS, int(match[2]) > _MONTHS) for text in texts if (match := _SLASHED.match(text))]
    orders = {first for first, second in pairs if first != second}
    return orders.pop() if len(orders) == 1 else None


def year_first(text: str, *, day_first: bool) -> str:
    """Return a text with the year first where it begins with a date that has the year last, between slashes.

    >>> year_first("03/04/2031 10:00", day_first=True), year_first("3 April", day_first=True)
    ('2031-04-03 10:00', '3 April')
    """
    form = r"\3-\2-\1" if day_first else r"\3-\1-\2"
    return _SLASHED.sub(form, text, count=1) if _SLASHED.match(text) else text


def _from_number(number: float) -> date | None:
    if not math.isfinite(number):
        return None
    if number == int(number) and (found := _compact(str(int(number)))):
        return found
    if not _FIRST_EPOCH_S <= abs(number) < _FIRST_EPOCH_MS * 100:
        return None
    seconds = number / 1000 if abs(number) >= _FIRST_EPOCH_MS else number
    return _plausible(datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds))


# Data sets of daily news repeat few date strings many times.
@lru_cache(maxsize=1 << 14)
def _from_text(text: str) -> date | None:
    text = " ".join(text.split())
    if match := _UTC.fullmatch(text):
        return _from_utc(match[1])
    if not text.isascii():
        text = "".join(str(int(c)) if c.isdecimal() else c for c in text).translate(_HYPHENS)
    if match := _NAMED_ZONE.fullmatch(text):
        return _in_zone(_from_text(match[1]), match[2])
    if match := _ASP_NET.fullmatch(text):
        return _from_milliseconds(int(match[1]), _zone(match[2]))
    if match := _ISO_TIME.fullmatch(text) or _ISO_TIME.fullmatch(text := _ZONE_NOTES.sub("", text)):
        return _from_iso(match)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return _from_number(float(text)) if len(text) < 20 else None
    if match := _YEAR_FIRST.fullmatch(text):
        return _compact(f"{match[1]}{match[3]:0>2}{match[4]:0>2}")
    text = _RFC_822.sub(_with_century, text)
    text = _EXCEL_DAY.sub(_with_whole_year, text)
    # Two-digit years would be completed by the clock of the run; dateutil takes the number of a week for a day.
    if not _YEAR.search(text) or _ISO_WEEK.match(text):
        return None
    return _from_rfc2822(text) or _from_words(text)


def _compact(digits: str) -> date | None:
    match = _COMPACT.fullmatch(digits)
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part]
    try:
        return _plausible(datetime(*parts) if match[4] else date(*parts))  # type: ignore[arg-type]
    except ValueError:
        return None


def _from_utc(text: str) -> date | None:
    try:
        return _plausible(datetime.fromisoformat(f"{text}+00:00"))
    except ValueError:
        return None


def _from_iso(match: re.Match[str]) -> date | None:
    year, month, day, hour, minute, second = map(int, match.groups("0")[:6])
    ends_day = (hour, minute, second) == (24, 0, 0)  # as ISO 8601 may write midnight
    try:
        found = datetime(year, month, day, 0 if ends_day else hour, minute, second, tzinfo=_zone(match[7]))
        return _plausible(found + timedelta(days=ends_day))
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return timezone.utc
    digits = text[1:].replace(":", "").ljust(4, "0")
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _in_zone(found: date | None, name: str) -> date | None:
    """Return when clocks in the zone `name` show what `found` has in UTC; only its day where there is no such zone."""
    if not isinstance(found, datetime):
        return found
    try:
        offset = found.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except (KeyError, ValueError, OSError):  # no such zone; not a name of one; a folder of the tables
        return found.date()
    return found.replace(tzinfo=timezone(offset)) if offset is not None else found.date()


def _from_milliseconds(number: int, zone: tzinfo | None) -> date | None:
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=number)
    return _plausible(moment.astimezone(zone or timezone.utc))


def _with_century(match: re.Match[str]) -> str:
    """Return the day with all four digits of its year; as it is where it fell on that day of the week in no century."""
    weekday, *day, year = match.groups()
    for century in _CENTURIES:
        whole = f"{weekday}, {' '.join(day)} {century}{year}"
        found = _from_rfc2822(f"{whole} 00:00:00")
        if found and _WEEKDAYS[found.weekday()] == weekday:
            return whole
    return match[0]


def _with_whole_year(match: re.Match[str]) -> str:
    day, of_this_century, of_last = match.groups()
    return f"{day}-20{of_this_century}" if of_this_century else f"{day}-19{of_last}"


def _from_rfc2822(text: str) -> date | None:
    # The standard parser also takes `2024-06-18 ...` apart wrongly, takes hours of unknown zones for those of UTC, and
    # ignores what follows an hour, such as PM.
    if not _RFC2822.fullmatch(text):
        return None
    try:
        return _plausible(parsedate_to_datetime(COLON_OF_OFFSET.sub("", text)))
    except (ValueError, TypeError):
        return None


def _from_words(text: str) -> date | None:
    """Return what dateutil reads, if day and month in either order read the same; else what dateparser does.

    Behind a year comes the month, and between dots before one too.
    """
    text = _ORDINAL.sub(r"\1", text)
    unknown_zones: set[str] = set()

    def zone(name: str | None, offset_s: int | None) -> tzinfo | None:
        if offset_s is not None:
            return timezone(timedelta(seconds=offset_s))
        if name in _ZONES_H:
            return timezone(timedelta(hours=_ZONES_H[name]))
        if name is not None:
            unknown_zones.add(name)
        return None

    readings = set()
    orders = (False,) if _STARTS_WITH_YEAR.match(text) else (True,) if _DOTTED.search(text) else (False, True)
    try:
        for filler in _FILLERS:
            for day_first in orders:
                readings.add(parser.parse(text, default=filler, dayfirst=day_first, tzinfos=zone))
    except (ValueError, OverflowError, TypeError):
        return _from_any_language(text)
    if len({reading.date() for reading in readings}) > 1:
        return None
    if len(readings) > 1 or unknown_zones:
        return _plausible(readings.pop().date())
    return _plausible(readings.pop())


def _from_any_language(text: str) -> date | None:
    """Return what dateparser reads: it knows the months of 200 languages, but takes 10 ms for each new text.

    The clock is cut off first, so that its cache holds days, of which a corpus has few. Whether an hour is before or
    after noon cannot be seen from figures alone, and then stays unknown.
    """
    clock = _CLOCK.search(text)
    day = _day_in_any_language(_HALF_DAY.sub("", _CLOCK.sub("", text, count=1)).strip(" ,-|"))
    if day is None or clock is None or _HALF_DAY.search(text):
        return _plausible(day.date()) if day else None
    try:
        hour, minute, second = (int(part or 0) for part in clock.groups())
        return _plausible(day.replace(hour=hour, minute=minute, second=second))
    except ValueError:
        return None


@lru_cache(maxsize=1 << 14)
def _day_in_any_language(text: str) -> datetime | None:
    """Return the day at midnight, in the zone the text names if it names one.

    A word for the month, and figures for year and day, are required first: to find that a text is no date in any
    language, dateparser loads all of them, which takes 1.6 s; the months of French or German take 0.2 s.
    """
    if match := _YEAR_FIRST.fullmatch(text):  # in figures, where noon had to be cut off
        day = _compact(f"{match[1]}{match[3]:0>2}{match[4]:0>2}")
        return datetime.combine(day, time(0)) if day else None
    if found := day_in_words(text):
        return found
    if len(text) > _MAX_LENGTH or not _MONTH.search(text) or len(_FIGURES.findall(text)) < _MIN_FIGURES:
        return None
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]

    # The absolute parser alone: "yesterday" depends on the clock. Nor may one text's language decide on the next.
    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}
    if _DOTTED.search(text):
        settings["DATE_ORDER"] = "DMY"
    data = DateDataParser(try_previous_locales=False, settings=settings).get_date_data(text)
    # Without a word of another language it takes figures for American ones, "05/02/2031 (GMT)" too.
    if data.date_obj is None or (data.locale == "en" and _reads_either_way(text)):
        return None
    moment: datetime = data.date_obj
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _reads_either_way(text: str) -> bool:
    """Return whether day and month, in figures before the year, could be swapped.

    >>> [_reads_either_way(text) for text in ("05/02/2031 (GMT)", "25/02/2031 (GMT)", "05/05/2031", "5 Feb 2031")]
    [True, False, False, False]
    """
    match = _YEAR_LAST.search(text)
    return match is not None and match[1] != match[3] and max(int(match[1]), int(match[3])) <= _MONTHS


def _plausible(found: date) -> date | None:
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        return None
    if not isinstance(found, datetime):
        return found
    is_midnight = not (found.hour or found.minute or found.second or found.microsecond)
    if is_midnight and found.utcoffset() in (None, timedelta(0)):
        return found.date()
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
