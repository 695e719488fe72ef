"""What the compiled code of `dedup.clean` must come to, in plain Python, a text at a time."""

from __future__ import annotations

import re
from itertools import pairwise

from dedup.clean.cutting import EDGE_SENTENCES, EDGE_WINDOW, WRAPPED_SHARE
from dedup.clean.passages import Page, Span, fold, is_prose, split_lines, split_sentences


def split_pages(texts: list[str]) -> list[Page]:
    """Return the pages of `texts`."""
    return [
        Page(
            text,
            *parts,
            prose=[number for number, (start, end) in enumerate(parts[0]) if is_prose(text[start:end])],
            repeats=any(text[s:e].startswith(text[a:b]) for (a, b), (s, e) in pairwise(parts[0])),
        )
        for text, parts in zip(texts, map(_split, texts), strict=True)
    ]


def passages(page: Page) -> list[Span]:
    """Return every passage, the lines first."""
    return page.lines + page.opening + page.closing


def inks(page: Page) -> list[int]:
    """Return for each passage where what follows it is no white space; the text's length where nothing does."""
    n = len(page.text)
    return [next((at for at in range(end, n) if not page.text[at].isspace()), n) for _, end in passages(page)]


def count_pages(texts: list[str]) -> list[list[int]]:
    """Return for each passage of each page the pages that have it, a line apart from a sentence."""
    of_pages = [
        [(plain(page.text[start:end]), number < len(page.lines)) for number, (start, end) in enumerate(passages(page))]
        for page in split_pages(texts)
    ]
    return [[sum(passage in other for other in of_pages) for passage in own] for own in of_pages]


def recurring(texts: list[str], least: int) -> dict[tuple[str, bool], dict[int, list[Span]]]:
    """Return passage and whether it is a line -> page -> where it stands, for those that `least` pages have."""
    found: dict[tuple[str, bool], dict[int, list[Span]]] = {}
    for index, page in enumerate(split_pages(texts)):
        for span in passages(page):
            key = plain(page.text[slice(*span)]), span in page.lines
            found.setdefault(key, {}).setdefault(index, []).append(span)
    return {key: places for key, places in found.items() if len(places) >= least}


def plain(passage: str) -> str:
    """Return what passages that are equal but for case, digits and white space have in common."""
    return fold(" ".join(passage.split())).decode("utf-8", "surrogatepass")


def stands_at(text: str, place: int, words: list[str], whole: bool) -> bool:
    """Whether one of `words` stands at `text[place]`, in letters that patterns take for its own where case is ignored.

    With `whole`, one that no letter or digit follows.
    """
    after = r"(?!\w)" if whole else ""
    return any(re.compile(re.escape(word) + after, re.IGNORECASE).match(text, place) for word in words)


def _split(text: str) -> tuple[list[Span], list[Span], list[Span]]:
    lines = _unwrap(text, split_lines(text))
    return (lines, _opening(text, lines[0]), _closing(text, lines[-1])) if lines else ([], [], [])


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


def _opening(text: str, line: Span) -> list[Span]:
    start, end = line
    sentences = split_sentences(text, start, min(end, start + EDGE_WINDOW))
    # The last one may be cut by the window or be the line's end: it is never an opening.
    return sentences[:-1][:EDGE_SENTENCES]


def _closing(text: str, line: Span) -> list[Span]:
    start, end = line
    sentences = split_sentences(text, max(start, end - EDGE_WINDOW), end)
    return sentences[1:][: -EDGE_SENTENCES - 1 : -1]
