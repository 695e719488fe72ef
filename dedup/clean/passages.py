"""The passages of a text, and what tells them apart: their words, their weight, and whether they are prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dedup.machine.texts import ENCODING

Span = tuple[int, int]
"""`text[start:end]`, in code points."""

SENTENCE_ENDS = frozenset(".!?。．！？؟۔।॥։።။៕…‥")
CLOSERS = "\"'”’»›)]}）」』】》〉“‘«\u200b\u200f\u200e "
CUTS = ("...", "…", "‥", "….")
# A text line this long is a paragraph however it ends: Thai and Lao end no sentence with a mark.
PARAGRAPH_CHARS = 200
SENTENCE_CHARS = 40
# A Chinese or Japanese character carries about as much as three Latin ones.
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
WIDE_WEIGHT = 3


_BREAK = re.compile(r"""[.!?]["'”’»)\]]*\s+|[。．！？]["”」』）]*\s*|[؟۔।॥։።။៕]["'”’»)\]]*\s*""")

BRACKETS = ")）]"
# "... he said. (Reuters)": what agencies add after the last sentence.
TRAILING_BRACKET = re.compile(r"\s*[(（\[][^()（）\[\]]{2,200}[)）\]]\s*$")

_DIGIT = re.compile(r"\d")
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_ASCII = bytes(range(128))
# Other characters of a text: of each, the whole text is searched. Of more, as in Greek, `str.casefold` is quicker.
_MAX_OTHERS = 16


@dataclass(frozen=True, slots=True)
class Page:
    """One text, cut into passages; every span is free of outer white space."""

    text: str
    lines: list[Span]
    """The lines that are not blank."""
    opening: list[Span]
    """The first sentences of the first line, where that has several."""
    closing: list[Span]
    """The last sentences of the last line, last first, where that has several."""
    prose: list[int]
    """The numbers of the lines that are paragraphs, see `is_prose`."""
    repeats: bool
    """Whether a line starts with all of the line before it."""


def split_lines(text: str) -> list[Span]:
    r"""Return the lines of `text` that are not blank.

    >>> split_lines("Menu\n\n  News of the day.\n")
    [(0, 4), (8, 24)]
    """
    spans = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + (len(line) - len(line.lstrip()) if line[0].isspace() else 0)
            spans.append((start, start + len(stripped)))
        position += len(line)
    return spans


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of `text[start:end]`: roughly, for an abbreviation ends one too.

    >>> split_sentences("It rained. 雨が降った。また明日。", 0, 20)
    [(0, 10), (11, 17), (17, 20)]
    """
    spans = []
    for match in _BREAK.finditer(text, start, end):
        spans.append((start, start + len(text[start : match.end()].rstrip())))
        start = match.end()
    if start < end:
        spans.append((start, end))
    return spans


def fold(passage: str) -> bytes:
    """Return, as UTF-8, what passages are compared by: case and digits do not count.

    >>> fold("Page 31 of ٣")
    b'page 00 of 0'
    """
    folded = passage.casefold()
    if not folded.isascii():
        folded = _DIGIT.sub("0", folded)
    return folded.encode("utf-8", "surrogatepass").translate(_ZEROS)


def casefolded(text: str) -> str:
    """Return `text.casefold()`, without its four times slower look-up of each character where one is not ASCII.

    >>> casefolded("“Straße” und ÄPFEL")
    '“strasse” und äpfel'
    """
    if text.isascii():
        return text.lower()
    data = text.encode(*ENCODING)
    others = set(data.translate(None, _ASCII).decode(*ENCODING))
    if len(others) > _MAX_OTHERS:
        return text.casefold()
    folded = data.lower().decode(*ENCODING)  # of bytes, ASCII alone is lowered
    for character in others:
        if (form := character.casefold()) != character:
            folded = folded.replace(character, form)
    return folded


def weight(passage: str) -> int:
    """Return the length of `passage` in characters, those of scripts without spaces counted `WIDE_WEIGHT` times."""
    if passage.isascii():
        return len(passage)
    return len(passage) + (WIDE_WEIGHT - 1) * len(WIDE.findall(passage))


def is_cut(passage: str) -> bool:
    """Whether `passage` breaks off, as teasers do.

    >>> is_cut("The minister said on Mon..."), is_cut("He left [...]"), is_cut("He left.")
    (True, True, False)
    """
    return passage.rstrip(CLOSERS).endswith(CUTS)


def ends_sentence(passage: str) -> bool:
    """Whether `passage` ends as a sentence does, in any script, closing quotes and brackets aside."""
    return passage[-1:] in SENTENCE_ENDS or passage.rstrip(CLOSERS)[-1:] in SENTENCE_ENDS


def is_prose(passage: str) -> bool:
    """Whether `passage` reads as a paragraph: a sentence of some length, or very long; and not broken off.

    Like those of a `Page`, it is free of outer white space.
    """
    if passage[-1:] == "." and len(passage) >= SENTENCE_CHARS and passage[-2] not in ".… ":
        return True  # the common case, told without the scans below
    if is_cut(passage):
        return False
    if len(passage) >= PARAGRAPH_CHARS:
        return True
    if len(passage) < SENTENCE_CHARS and weight(passage) < SENTENCE_CHARS:
        return False
    return ends_sentence(passage) or (passage[-1] in BRACKETS and ends_sentence(TRAILING_BRACKET.sub("", passage)))
