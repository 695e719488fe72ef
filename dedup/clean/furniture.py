"""Furniture that one page alone gives away, by its structure: teasers, menus, credits, agency lines, repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dedup.clean.labels import BYLINE, CALL, CREDIT, CREDIT_AT_END
from dedup.clean.passages import (
    BRACKETS,
    CLOSERS,
    TRAILING_BRACKET,
    Page,
    Span,
    ends_sentence,
    is_cut,
    weight,
)

TEASERS = "list of teasers"
MENU = "menu"
REPEATED = "repeated on the page"
CREDIT_LINE = "image caption or credit"
CALL_LINE = "call to the reader"
BYLINE_LINE = "byline"
AGENCY = "agency line"
TITLE = "title repeated"

# Rules that `suspects` can rule out beforehand, one by one.
REPEATS: Final = 1
"""Lines that say again what the line before said; of these alone it is certain that there are some."""
LISTS: Final = 2
LABELS: Final = 4
TITLES: Final = 8
AGENCIES: Final = 16
EVERY_RULE: Final = REPEATS | LISTS | LABELS | TITLES | AGENCIES

# Two lines that break off may be lines of prose that trail away; three in a row at the end of a page are teasers.
MIN_TEASERS = 3
MAX_TEASER_WEIGHT = 300
MIN_MENU_LINES = 5
# A menu starts a page; a list further down, after a headline and a deck, may be the article's.
MENU_START = 3
MAX_MENU_WEIGHT = 30
MAX_MENU_WORDS = 3
MIN_CAPTIONS = 3
MAX_LABEL_WEIGHT = 60
MAX_CREDIT_WEIGHT = 160
MAX_AGENCY_WEIGHT = 200
MAX_BRACKET_WEIGHT = 100
MIN_TITLE_WEIGHT = 15
MAX_TITLE_CHARS = 300

# "LONDON (Reuters) - ", "القاهرة (رويترز) - ", "(AP) — ": the place stays, for it is news.
_DATELINE = re.compile(
    r"(?:[^.!?。:：;\"“”„«»()（）]|(?<=\d)\.){0,40}(?P<agency>[(（][^()（）,\d]{2,30}[)）]\s*[-–—―－]+)\s"
)
# "London (CNN)The minister", and the same with a space at the very start of the text.
_DATELINE_GLUED = re.compile(r"(?:[^.!?。:：;()]{0,30}(?P<agency>\([A-Z]{2,8}\))(?=\w)|(?P<first>\([A-Z]{2,8}\)))")
# What closes a quote in one language opens it in another. Lists have other dashes in front.
_QUOTES = "\"'”’»›」』“‘«"
_DIALOGUE = "—―"
_DIGIT = re.compile(r"\d")
_DURATION = re.compile(r"\s*\d{1,2}(?::\d\d){1,2}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text that is furniture, and how it was recognised."""

    start: int
    end: int
    reason: str


def furniture(page: Page, title: str = "", rules: int = EVERY_RULE) -> Iterator[Mark]:
    """Yield what is furniture of `page` by some of the rules, in no particular order; spans may overlap.

    A page without any paragraph of prose (a table, a list of results) is left as it is.
    """
    prose = page.prose
    if not prose:
        return
    if rules & (REPEATS | LISTS | LABELS):
        for number, reason in _of_lines(page, rules):
            start, end = page.lines[number]
            yield Mark(start, end, reason)
    if rules & TITLES:
        yield from _titles(page, title)
    if rules & AGENCIES:
        yield from _agency_lines(page, page.lines[prose[0]], page.lines[prose[-1]])


def _of_lines(page: Page, rules: int) -> Iterator[tuple[int, str]]:
    """Yield the number and the kind of each line that is furniture."""
    prose, body, repeats = page.prose, set(page.prose), rules & REPEATS and page.repeats
    other = [number for number in range(len(page.lines)) if number not in body]
    lines = [""] * len(page.lines)  # paragraphs are needed only where one may be repeated
    for number in range(len(lines)) if repeats else other:
        start, end = page.lines[number]
        lines[number] = page.text[start:end]
    if rules & LISTS:
        yield from _teasers(lines, prose[-1] + 1)
        yield from _menu(lines, prose[0])
    if rules & LABELS:
        yield from _bylines(lines, prose[0])
    if repeats:
        yield from _repeats(lines, body)
    if rules & LABELS:
        yield from _labelled(lines, other)


def _teasers(lines: list[str], tail: int) -> Iterator[tuple[int, str]]:
    """Yield the lines from several that break off behind the last paragraph, and their heading, to the end."""
    starts = range(tail, len(lines) - MIN_TEASERS + 1)
    first = next((n for n in starts if all(map(_is_teaser, lines[n : n + MIN_TEASERS]))), len(lines))
    if tail < first < len(lines) and weight(lines[first - 1]) <= MAX_LABEL_WEIGHT:
        first -= 1
    for number in range(first, len(lines)):
        yield number, TEASERS


def _is_teaser(line: str) -> bool:
    """Whether the line is short and breaks off, but not in speech: a quote that trails away is closed all the same."""
    return is_cut(line) and weight(line) <= MAX_TEASER_WEIGHT and not _is_speech(line)


def _is_speech(cut: str) -> bool:
    """Whether a line that breaks off ends in a closing quotation mark, or starts with the dash of a dialogue."""
    behind = cut[len(cut.rstrip(CLOSERS)) :]
    return cut[0] in _DIALOGUE or any(mark in behind for mark in _QUOTES)


def _menu(lines: list[str], body: int) -> Iterator[tuple[int, str]]:
    """Yield runs of lines of few words each before the first paragraph; a few short lines may be headlines."""
    run: list[int] = []
    for number in range(body + 1):
        line = lines[number]
        if number < body and _is_menu_item(line):
            run.append(number)
            continue
        if len(run) >= MIN_MENU_LINES and run[0] < MENU_START:
            yield from ((item, MENU) for item in run)
        run = []


def _is_menu_item(line: str) -> bool:
    return weight(line) <= MAX_MENU_WEIGHT and len(line.split()) <= MAX_MENU_WORDS and not ends_sentence(line)


def _bylines(lines: list[str], body: int) -> Iterator[tuple[int, str]]:
    """Yield short lines before the first paragraph that name a writer: a label, then capitalised words alone."""
    for number in range(body):
        line = lines[number]
        if weight(line) > MAX_LABEL_WEIGHT or ends_sentence(line):
            continue
        label = BYLINE.match(line.casefold())
        if label and _are_names(line[label.end() :]):
            yield number, BYLINE_LINE


def _are_names(words: str) -> bool:
    """Whether all words but the shortest ("and", "de") have a capital, where the script has any."""
    names = [word for word in words.split() if len(word) > MAX_MENU_WORDS]
    return bool(names) and not any(word[0].islower() or word[-1] in ":：" or word.isdigit() for word in names)


def _repeats(lines: list[str], body: set[int]) -> Iterator[tuple[int, str]]:
    """Yield lines that repeat the line before: all but the first, and that one too if it is a video's caption.

    A caption is recognised by standing there three times or more; one of them may carry the video's duration.
    """
    start = 0
    for number in range(1, len(lines) + 1):
        if number < len(lines) and _says_again(lines[number], lines[start]):
            continue
        is_caption = number - start >= MIN_CAPTIONS and start not in body
        for copy in range(start if is_caption else start + 1, number):
            yield copy, REPEATED
        start = number


def _says_again(line: str, before: str) -> bool:
    return line.startswith(before) and (len(line) == len(before) or bool(_DURATION.fullmatch(line, len(before))))


def _labelled(lines: list[str], numbers: list[int]) -> Iterator[tuple[int, str]]:
    """Yield short lines of their own, no sentences, that bear a label: image credits and calls to the reader."""
    for number in numbers:
        line = lines[number]
        if len(line) > MAX_CREDIT_WEIGHT or ends_sentence(line):
            continue
        folded = line.casefold()
        if CREDIT.match(folded) or (_may_end_in_credit(folded) and CREDIT_AT_END.search(folded)):
            yield number, CREDIT_LINE
        elif CALL.fullmatch(folded):
            yield number, CALL_LINE


def _may_end_in_credit(folded: str) -> bool:
    """Whether the line holds a sign that every match of `CREDIT_AT_END` has, and that is quicker to look for."""
    return "image c" in folded or "|" in folded or "(" in folded or "（" in folded or "/" in folded


def _titles(page: Page, title: str) -> Iterator[Mark]:
    """Yield the title at the start of the text, or a start that is repeated."""
    start, end = page.lines[0]
    if weight(title) >= MIN_TITLE_WEIGHT and page.text.startswith(title, start):
        after = start + len(title)
        rest = page.text[after:end]
        # A title in the same line may also be the start of its first sentence, which goes on in lower case.
        if not rest or (rest[0].isspace() and not rest.lstrip()[:1].islower()):
            yield Mark(start, after, TITLE)
            return
    again = page.text.find(page.text[start : start + MIN_TITLE_WEIGHT], start + 1, min(end, start + MAX_TITLE_CHARS))
    first = page.text[start:again].rstrip()
    if again > 0 and len(first) >= MIN_TITLE_WEIGHT and page.text.startswith(first, again):
        yield Mark(start, start + len(first), TITLE)


def _agency_lines(page: Page, first: Span, last: Span) -> Iterator[Mark]:
    """Yield the agency's name in a dateline, and the brackets or names of the staff after the last sentence."""
    text = page.text
    if dateline := _DATELINE.match(text, *first):
        yield Mark(*dateline.span("agency"), AGENCY)
    elif dateline := _DATELINE_GLUED.match(text, *first):
        yield Mark(*dateline.span("agency" if dateline["agency"] else "first"), AGENCY)
    for start, end in {last, page.lines[-1]}:
        window = max(start, end - MAX_AGENCY_WEIGHT)
        # Most lines end otherwise, and looking for a bracket all along the window takes longer than all else here.
        bracket = TRAILING_BRACKET.search(text, window, end) if text[end - 1] in BRACKETS else None
        if bracket and _ends_article(text[start : bracket.start()]) and _is_staff_bracket(bracket.group().strip()):
            yield Mark(end - len(bracket.group().lstrip()), end, AGENCY)
    start, end = page.closing[0] if page.closing else page.lines[-1]
    if _is_staff(text[start:end]):
        yield Mark(start, end, AGENCY)


def _ends_article(before: str) -> bool:
    return not before.strip() or ends_sentence(before.rstrip())


def _is_staff_bracket(passage: str) -> bool:
    """Whether a bracket after the last sentence is short or a list, and holds no sentence."""
    return not ends_sentence(passage) and (";" in passage or weight(passage) <= MAX_BRACKET_WEIGHT)


def _is_staff(passage: str) -> bool:
    """Whether `passage` is of the kind "Reporting by Name Name; Editing by Name Name": by capitals and semicolon."""
    if ";" not in passage or ends_sentence(passage) or weight(passage) > MAX_AGENCY_WEIGHT or _DIGIT.search(passage):
        return False
    words = passage.split()
    return 2 * sum(word[0].isupper() for word in words) >= len(words)
