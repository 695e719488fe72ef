"""The passages of a text: its lines, and the sentences at its two ends."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from hashlib import blake2b

Span = tuple[int, int]
"""`text[start:end]`, in code points."""

SENTENCE_ENDS = frozenset(".!?。．！？؟۔।॥։።။៕…‥")
CUTS = ("...", "…", "‥", "….")
CLOSERS = "\"'”’»›)]}）」』】》〉“‘«\u200b\u200f\u200e "
# A text line this long is a paragraph however it ends: Thai and Lao end no sentence with a mark.
PARAGRAPH_CHARS = 200
SENTENCE_CHARS = 40
# A Chinese or Japanese character carries about as much as three Latin ones.
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
WIDE_WEIGHT = 3

# The part of lines that start in lower case: of 24,000 texts 97% have under 10%, and those wrapped around 40%.
WRAPPED_SHARE = 0.2

# Code points and sentences read at either end of a text.
EDGE_WINDOW = 1000
EDGE_SENTENCES = 6
_BREAK = re.compile(r"""[.!?]["'”’»)\]]*\s+|[。．！？]["”」』）]*\s*|[؟۔।॥։።။៕]["'”’»)\]]*\s*""")

# "... he said. (Reuters)": what agencies add after the last sentence.
TRAILING_BRACKET = re.compile(r"\s*[(（\[][^()（）\[\]]{2,200}[)）\]]\s*$")

_DIGIT = re.compile(r"\d")
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_PREFIX_CHARS = 24


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

    def passages(self) -> list[Span]:
        """Return every passage, the lines first."""
        return self.lines + self.opening + self.closing


def split_page(text: str) -> Page:
    """Return the page of `text`."""
    lines = _unwrap(text, split_lines(text))
    if not lines:
        return Page(text, [], [], [])
    return Page(text, lines, _opening(text, lines[0]), _closing(text, lines[-1]))


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


def _unwrap(text: str, lines: list[Span]) -> list[Span]:
    """Return paragraphs for lines that were wrapped: told by how many go on in the middle of a sentence.

    White space between lines that holds no blank line is then no boundary. In scripts without capitals nothing
    tells a wrapped line from a paragraph, and the lines are kept.
    """
    if sum(text[start].islower() for start, _ in lines) < WRAPPED_SHARE * len(lines):
        return lines
    paragraphs = lines[:1]
    for start, end in lines[1:]:
        last_start, last_end = paragraphs[-1]
        if len(text[last_end:start].splitlines()) > 2:
            paragraphs.append((start, end))
        else:
            paragraphs[-1] = (last_start, end)
    return paragraphs


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


def _opening(text: str, line: Span) -> list[Span]:
    start, end = line
    sentences = split_sentences(text, start, min(end, start + EDGE_WINDOW))
    # The last one may be cut by the window or be the line's end: it is never an opening.
    return sentences[:-1][:EDGE_SENTENCES]


def _closing(text: str, line: Span) -> list[Span]:
    start, end = line
    sentences = split_sentences(text, max(start, end - EDGE_WINDOW), end)
    return sentences[1:][: -EDGE_SENTENCES - 1 : -1]


def fingerprint(passage: str) -> int:
    """Return 64 bits that are equal for passages equal but for case, digits and white space.

    >>> fingerprint("Page 1  of 20") == fingerprint("PAGE 7 of 31")
    True
    """
    return int.from_bytes(blake2b(_fold(" ".join(passage.split())), digest_size=8).digest(), "little")


def prefix_fingerprint(passage: str) -> int:
    """Return 32 bits that are equal wherever `fingerprint` is equal, and sometimes elsewhere.

    Reads the start alone: over 316,000 lines it takes a quarter of the time, and all but a few lines need no more.
    """
    start = passage[:_PREFIX_CHARS]
    if "  " in start or not start.isprintable():  # white space other than single spaces is not printable
        start = " ".join(passage.split(maxsplit=_PREFIX_CHARS)[:_PREFIX_CHARS])[:_PREFIX_CHARS]
    return zlib.crc32(_fold(start))


def _fold(passage: str) -> bytes:
    folded = passage.casefold()
    if not folded.isascii():
        folded = _DIGIT.sub("0", folded)
    return folded.encode("utf-8", "surrogatepass").translate(_ZEROS)


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
    """Whether `passage` reads as a paragraph: a sentence of some length, or very long; and not broken off."""
    if passage[-1:] == "." and len(passage) >= SENTENCE_CHARS and passage[-2] not in ".… ":
        return True  # the common case, told without the scans below
    if is_cut(passage):
        return False
    if len(passage) >= PARAGRAPH_CHARS:
        return True
    if len(passage) < SENTENCE_CHARS and weight(passage) < SENTENCE_CHARS:
        return False
    return ends_sentence(passage) or ends_sentence(TRAILING_BRACKET.sub("", passage))
