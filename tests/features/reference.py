"""What `dedup.features` must come to, in plain Python, a character at a time: slow, and easy to check by eye."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dedup.article import Article
from dedup.features.kernel import LEAD_WORDS

Key = tuple[tuple[str, tuple[str, ...]], ...]
"""What a word is compared by: its letters, each with the marks on it in no order."""

SENTENCE_ENDS: Final = ".!?…\n。।"
SPACE_FREE: Final = (
    *((0x0E00, 0x0E7F), (0x0E80, 0x0EFF)),  # Thai, Lao
    *((0x3005, 0x3007), (0x3041, 0x30FF), (0x3400, 0x9FFF), (0xFF66, 0xFF9F)),  # kana and Chinese characters
)
HANGUL: Final = (
    *((0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97C)),  # letters that make syllables
    *((0xAC00, 0xD7FB), (0xFFA0, 0xFFDC)),  # syllables, letters of half width
)
WITHIN_SYLLABLE: Final = ((0x1160, 0x11FF), (0xD7B0, 0xD7FB))


@dataclass(frozen=True)
class Word:
    """One token, and where it stands."""

    key: Key
    start: int
    end: int
    is_number: bool
    is_capital: bool
    is_first_of_sentence: bool
    is_character: bool
    is_joined: bool


@dataclass(frozen=True)
class Term:
    """One row of the term counts."""

    key: tuple[Key, ...]
    count: int
    in_title: bool
    in_lead: bool
    is_name: bool
    is_number: bool
    is_pair: bool


def words(text: str) -> list[Word]:
    """Return the tokens of `text`."""
    found: list[Word] = []
    piece: list[int] = []
    joined, first_of_sentence = False, True

    def close() -> None:
        nonlocal piece, first_of_sentence
        if piece:
            found.append(_word(text, piece, first_of_sentence, joined))
            piece, first_of_sentence = [], False

    for i, character in enumerate(text):
        category = unicodedata.category(character)
        if category in ("Cf", "Cs") or character == "ـ":
            continue
        if category[0] not in "LNM":
            close()
            joined = False
            first_of_sentence = first_of_sentence or character in SENTENCE_ENDS
        elif category[0] == "M" or any(low <= ord(character) <= high for low, high in WITHIN_SYLLABLE):
            if piece:
                piece.append(i)
        else:
            if piece and _stand_apart(text[piece[0]], character):
                close()
                joined = True
            piece.append(i)
    close()
    return found


def _stand_apart(first: str, other: str) -> bool:
    return _is_space_free(first) or _is_space_free(other) or _is_hangul(first) != _is_hangul(other)


def _is_hangul(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" and any(low <= ord(character) <= high for low, high in HANGUL)


def _word(text: str, piece: list[int], first_of_sentence: bool, joined: bool) -> Word:
    characters = [text[i] for i in piece]
    return Word(
        key=_key(characters),
        start=piece[0],
        end=piece[-1] + 1,
        is_number=all(unicodedata.category(character)[0] == "N" for character in characters),
        is_capital=unicodedata.category(characters[0]) in ("Lu", "Lt"),
        is_first_of_sentence=first_of_sentence,
        is_character=_is_space_free(characters[0]),
        is_joined=joined,
    )


def _is_space_free(character: str) -> bool:
    return unicodedata.category(character)[0] != "N" and any(low <= ord(character) <= high for low, high in SPACE_FREE)


def _key(characters: list[str]) -> Key:
    letters: list[tuple[str, list[str]]] = []
    for before, character in zip(["", *characters], characters, strict=False):
        if before in ("I", "i") and character == "\u0307":
            continue
        for folded in _fold(character):
            if unicodedata.category(folded)[0] == "M" and letters:
                letters[-1][1].append(folded)
            else:
                letters.append((folded, []))
    return tuple((letter, tuple(sorted(marks))) for letter, marks in letters)


def _fold(character: str) -> str:
    if character == "İ":
        return "i"
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LNM")


def shingles(text: str, size: int) -> set[tuple[Key, ...]]:
    """Return every run of `size` words; a shorter text is one shingle, an empty one has none."""
    keys = [word.key for word in words(text)]
    return {tuple(keys[start : start + size]) for start in range(max(len(keys) - size + 1, min(len(keys), 1)))}


def jaccard(left: str, right: str, size: int) -> float:
    """Return the shingles two texts share, of all they have."""
    one, other = shingles(left, size), shingles(right, size)
    return len(one & other) / len(one | other) if one | other else 0.0


def terms(article: Article) -> list[Term]:
    """Return the terms of an article in the order they first occur."""
    title = words(article.title)
    tokens = title + words(article.text)
    rows: dict[tuple[Key, ...], list[int]] = {}
    for i in range(len(tokens)):
        for key in _terms_at(tokens, i, len(title), article.language):
            rows.setdefault(key, []).append(i)
    return [_term(key, places, tokens, len(title)) for key, places in rows.items()]


def _terms_at(tokens: Sequence[Word], i: int, n_title: int, language: str) -> list[tuple[Key, ...]]:
    """Return the terms that begin at a token: the word, or the pair it makes with the next."""
    token = tokens[i]
    pair: list[tuple[Key, ...]] = [(token.key, tokens[i + 1].key)] if _is_pair(tokens, i, n_title, language) else []
    if not token.is_character:
        return [(token.key,), *pair]
    return pair or ([] if _is_pair(tokens, i - 1, n_title, language) else [(token.key,)])


def _is_pair(tokens: Sequence[Word], i: int, n_title: int, language: str) -> bool:
    if not 0 <= i < len(tokens) - 1 or i + 1 == n_title:
        return False
    one, other = tokens[i], tokens[i + 1]
    if one.is_character:
        return other.is_character and other.is_joined
    return language == "vi" and not other.is_character and not other.is_first_of_sentence


def _term(key: tuple[Key, ...], places: list[int], tokens: Sequence[Word], n_title: int) -> Term:
    return Term(
        key=key,
        count=len(places),
        is_name=any(i >= n_title and tokens[i].is_capital and not tokens[i].is_first_of_sentence for i in places),
        in_title=places[0] < n_title,
        in_lead=places[0] < n_title + LEAD_WORDS,
        is_number=len(key) == 1 and any(tokens[i].is_number for i in places),
        is_pair=len(key) == 2,
    )
