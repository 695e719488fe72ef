"""A seeded generator of what becomes of a text that others print: reprints with known truth, and excerpts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

_SENTENCE = re.compile(r"(?<=[.!?।。！？])\s*|\n+")

MISREAD = {
    "e": "c",
    "c": "e",
    "l": "1",
    "i": "l",
    "o": "0",
    "h": "b",
    "n": "u",
    "u": "n",
    "m": "rn",
    "s": "5",
    "t": "f",
}
"""What a scanner takes a letter for; other letters are taken for a neighbour in the alphabet."""

RESTYLED = {
    '"': "\u00bb",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": "\u00ab",
    "'": "\u2019",
    "\u2019": "'",
    "-": "\u2011",
    "\u2013": "--",
    " ": "\u00a0",
    "\u2026": "...",
    "fi": "\ufb01",
    "fl": "\ufb02",
}
"""How another outlet's house style, or another program, writes the same characters."""


@dataclass(frozen=True)
class Damage:
    wrong: float = 0.03
    """Part of the characters that are wrong."""
    dropped: float = 0.15
    """Part of the sentences that are gone."""
    moved: float = 0.2
    """Part of the sentences that stand elsewhere."""
    new: float = 0.3
    """Part of the resulting text that is new."""
    merged: float = 0.0
    """Part of the sentences that are joined to the one before them by a comma, or a word, in place of the full stop."""
    restyled: bool = False
    """Whether quotes, dashes, spaces and ligatures are other characters than in the original."""


def sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]


def reprint(text: str, foreign: str, random: Random, damage: Damage) -> str:
    """Return `text` cut, rearranged, mixed with words of `foreign` and scanned badly."""
    kept = sentences(text)
    for _ in range(int(damage.dropped * len(kept))):
        kept.pop(random.randrange(len(kept)))
    for _ in range(round(damage.moved * len(kept))):
        kept.insert(random.randrange(len(kept)), kept.pop(random.randrange(len(kept))))
    room = round(damage.new / (1 - damage.new) * sum(map(len, kept)))
    for sentence in sentences(foreign[:room]):
        kept.insert(random.randrange(len(kept) + 1), sentence)
    text = misread(merge(kept, random, damage.merged), random, damage.wrong)
    return restyle(text) if damage.restyled else text


def merge(kept: list[str], random: Random, part: float) -> str:
    """Return the sentences in a row, a part of them run into the one before."""
    text = kept[0] if kept else ""
    for sentence in kept[1:]:
        if random.random() < part:
            text = text.rstrip(".!?\u3002") + f", {sentence[:1].lower()}{sentence[1:]}"
        else:
            text = f"{text} {sentence}"
    return text


def restyle(text: str) -> str:
    """Return `text` with every character of `RESTYLED` replaced, and its accents written as marks of their own."""
    for character, other in RESTYLED.items():
        text = text.replace(character, other)
    return unicodedata.normalize("NFD", text)


def misread(text: str, random: Random, wrong: float) -> str:
    """Return `text` with a part of its characters replaced, dropped, doubled or split, as by OCR."""
    return "".join(_misread(character, random) if random.random() < wrong else character for character in text)


def _misread(character: str, random: Random) -> str:
    kind = random.random()
    if kind < 0.1:
        return ""
    if kind < 0.15:
        return character + " "
    if kind < 0.2:
        return character * 2
    return MISREAD.get(character, chr(ord(character) + 1) if character.isalpha() else character)


def set_into(item: str, host: str, random: Random) -> str:
    """Return `host` with `item` between two of its sentences."""
    parts = sentences(host)
    place = random.randrange(len(parts) + 1)
    return " ".join([*parts[:place], item, *parts[place:]])
