"""Articles that are none: paywall stubs, consent walls, "enable JavaScript", error pages, galleries of captions.

Two of them from one site would be the same text, so they must go before anything is compared. Three things that hold in
every language give them away, and a table of words helps only with the second:

- recurrence: one short text under three or more titles that have nothing to do with it or with one another;
- shape: hardly a word outside sentences that tell the reader what to do with a site;
- shape: lines that count pictures or credit them, and little else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.clean.screening import MIN_CREDITS, MIN_PICTURES, Screened, screen
from dedup.clean.wall_words import ACTS, BARE_ERRORS, BROWSER, CREDITS, ERRORS, MAX_CREDIT, READ_ON, THINGS
from dedup.machine.memory import lean
from dedup.records import Skipped

WALL, STUB, GALLERY = "wall or error page", "paywall stub", "gallery"
# Most such texts are walls, but not all: a collection may have one filler under many headlines.
RECURRING = "no text of its own"

# Of 6 walls among 52,400 real articles the longest has 1,166 characters; a longer text has something else to say.
_MAX_CHARS = 1500
_MAX_GALLERY_CHARS = 20_000
# Below a sentence: what stands around a wall's sentences, such as a name and a copyright line.
_MAX_WORDS_LEFT = 15
# A paywall leaves a lead; a text that ends in an offer after more than that is an article.
_MAX_WORDS_OF_LEAD = 60
_MAX_BESIDE_ERROR = 2
_MAX_LAST = 3
_MIN_TITLES = 3
_MAX_CAPTION_WORDS = 40
_MAX_SHOWN = 80

# Shorter words, such as "the", are shared by any two texts; of a script without spaces one piece says much.
_MIN_TELLING = 4
_START = 5

_SENTENCE_END = re.compile(r"[.!?。！？؟।\n]+\s*")
# Four letters of a script without spaces say about as much as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\uac00-\ud7af]{1,4}|[^\W\d_]+")
# Which letters of such a script make a word is not known: each two neighbours may.
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff"
_SPACED_WORD, _NEIGHBOURS = re.compile(rf"[^\W\d_{_UNSPACED}]+"), re.compile(rf"(?=([{_UNSPACED}]{{2}}))")
_COUNTER = re.compile(r"\W*(\d{1,3})\s*(?:/|of|von|de|di|sur|из|av|af|van|z|／)\s*(\d{1,3})\W*", re.I)


@lean()
def stubs(articles: Sequence[Article]) -> tuple[list[Article], list[Skipped]]:
    """Return the articles that are articles, and the others as skipped."""
    lengths = [article.n_chars for article in articles]
    screened = _screened(articles, np.array(lengths, np.int64))
    found = _recurring(articles, lengths, screened)
    for index in np.flatnonzero(screened.tells | screened.pictures).tolist():
        article = articles[index]
        why = found.get(index) or (_wall(article) if screened.tells[index] else None)
        why = why or (_gallery(article) if screened.pictures[index] else None)
        if why:
            found[index] = why
    skipped = [Skipped(articles[index].location, *found[index]) for index in sorted(found)]
    return [article for index, article in enumerate(articles) if index not in found], skipped


def _screened(articles: Sequence[Article], lengths: NDArray[np.int64]) -> Screened:
    """Return what screening finds: of its title where an article has no text, and nothing of long texts."""
    texts, titles = np.flatnonzero((lengths > 0) & (lengths <= _MAX_GALLERY_CHARS)), np.flatnonzero(lengths == 0)
    screened = Screened.nothing(len(articles))
    screened.put(texts, screen([articles[index] for index in texts.tolist()], _MAX_CHARS))
    screened.put(titles, screen([Article(text=articles[index].title) for index in titles.tolist()], _MAX_CHARS))
    return screened


def _recurring(articles: Sequence[Article], lengths: Sequence[int], screened: Screened) -> dict[int, tuple[str, str]]:
    """Return the articles whose short text stands under titles that share no word with it nor with one another."""
    short = [i for i, n_chars in enumerate(lengths) if 0 < n_chars <= _MAX_CHARS and articles[i].title]
    _, place, n_texts = np.unique(screened.words[short], return_inverse=True, return_counts=True)
    groups: dict[str, list[int]] = defaultdict(list)
    for number in np.flatnonzero(n_texts[place] >= _MIN_TITLES).tolist():
        groups[" ".join(articles[short[number]].text.casefold().split())].append(short[number])
    found: dict[int, tuple[str, str]] = {}
    for members in groups.values():
        if len(members) < _MIN_TITLES:
            continue
        text = _shared_words(articles[members[0]].text)
        titles = {frozenset(_shared_words(articles[index].title)) for index in members}
        if _n_unlike(titles) >= _MIN_TITLES and all(len(title & text) <= len(title) / 4 for title in titles):
            shown = " ".join(articles[members[0]].text.split())[:_MAX_SHOWN]
            detail = f"the same text stands under {len(titles)} unlike titles: {shown}"
            found.update((index, (RECURRING, detail)) for index in members)
    return found


def _n_unlike(titles: set[frozenset[str]]) -> int:
    """Return how many of the titles share at most a quarter of their words with each other one counted."""
    chosen: list[frozenset[str]] = []
    for title in sorted(titles, key=sorted):
        if title and all(len(title & other) <= min(len(title), len(other)) / 4 for other in chosen):
            chosen.append(title)
    return len(chosen)


def _shared_words(text: str) -> set[str]:
    """Return what texts on one matter share: words, and in scripts without spaces every two neighbouring letters."""
    folded = text.casefold()
    return {*_SPACED_WORD.findall(folded), *_NEIGHBOURS.findall(folded)}


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _wall(article: Article) -> tuple[str, str] | None:
    """Return the reason to skip a short text with little outside of sentences about the site itself.

    A report on cookies or subscriptions differs by its title, which says what the text says; the stub before a paywall
    shows by its last sentences, which say that there is more to read.
    """
    text = article.text or article.title
    told = [sentence for sentence in _SENTENCE_END.split(text) if sentence]
    about_site = _about_site(told)
    n_words = [len(_WORD.findall(sentence)) for sentence in told]
    n_left = sum(n_words) - sum(n_words[number] for number in about_site)
    if not about_site:
        return None
    shown = told[about_site[0]][:_MAX_SHOWN].strip()
    is_cut_off = len(told) - about_site[-1] <= _MAX_LAST and n_left <= _MAX_WORDS_OF_LEAD and READ_ON.search(text)
    if is_cut_off and (n_left or not BROWSER.search(text)):  # "enable JavaScript to continue" is no offer
        return STUB, f"cut off after {n_left} words: {shown}"
    if n_left <= min(_MAX_WORDS_LEFT, sum(n_words) / 2) and not _is_about_title(article, text):
        return WALL, f"tells the reader what to do: {shown}"
    return None


def _about_site(sentences: Sequence[str]) -> list[int]:
    """Return which sentences name a thing of the site and what to do about it, alone or with a neighbour."""
    things = [{match.start() for match in THINGS.finditer(sentence)} for sentence in sentences]
    acts = [{match.start() for match in ACTS.finditer(sentence)} for sentence in sentences]
    found = []
    for number, sentence in enumerate(sentences):
        thing, act = things[number], acts[number]
        near = slice(max(0, number - 1), number + 2)
        if thing and act:
            about_site = len(thing | act) > 1  # "subscribe" is both, but one word says nothing
        else:
            about_site = bool((thing and any(acts[near])) or (act and any(things[near])))
        if about_site or _is_error(sentence):
            found.append(number)
    return found


def _is_error(sentence: str) -> bool:
    if ERRORS.search(sentence):
        return True
    bare = BARE_ERRORS.search(sentence)
    return bool(bare) and len(_WORD.findall(BARE_ERRORS.sub("", sentence))) <= _MAX_BESIDE_ERROR


def _is_about_title(article: Article, text: str) -> bool:
    if not article.n_chars or _about_site([article.title]):
        return False
    return len(_starts(article.title) & _starts(text)) >= 2


def _starts(text: str) -> set[str]:
    """Return the first letters of the longer words, since a word has many endings."""
    return {word[:_START] for word in _words(text) if len(word) >= _MIN_TELLING}


def _gallery(article: Article) -> tuple[str, str] | None:
    """Return the reason to skip a text whose lines count pictures, with short captions, or mostly credit them."""
    lines = [line for line in map(str.strip, article.text.split("\n")) if line]
    # Neither kind of line is both long and starts with a letter, as nearly all lines of news do.
    short = [line for line in lines if len(line) <= MAX_CREDIT or not line[0].isalpha()]
    if len(short) < MIN_PICTURES:
        return None
    counters = list(_counters(short))
    if _count_on(counters) and _has_words_for(article.text, len(counters)):
        return GALLERY, f"{len(counters)} pictures counted, such as {counters[0].string}"
    needed = max(MIN_PICTURES, MIN_CREDITS * len(lines))
    n_credits = sum(CREDITS.fullmatch(line) is not None for line in short) if len(short) >= needed else 0
    if n_credits < needed or not _has_words_for(article.text, n_credits):
        return None
    return GALLERY, f"{n_credits} of {len(lines)} lines credit a picture"


def _has_words_for(text: str, n_pictures: int) -> bool:
    """Whether `text` has no more words than captions of that many pictures have."""
    return len(_WORD.findall(text)) <= _MAX_CAPTION_WORDS * n_pictures


def _counters(lines: Sequence[str]) -> Iterator[re.Match[str]]:
    """Yield what is said by each line that counts: `3 / 24`, the first number no more than the second."""
    for line in lines:
        match = None if line[0].isalpha() else _COUNTER.fullmatch(line)
        if match and 0 < int(match[1]) <= int(match[2]):
            yield match


def _count_on(counters: Sequence[re.Match[str]]) -> bool:
    """Whether some count on one by one, as pictures are; scores and marks, such as `7 / 10`, do not."""
    numbers = list(dict.fromkeys((int(match[1]), int(match[2])) for match in counters))  # one may stand there twice
    runs = ([(first + step, total) for step in range(MIN_PICTURES)] for first, total in numbers)
    return any(numbers[k : k + MIN_PICTURES] == run for k, run in enumerate(runs))
