"""What a page says of its own article beside showing it: its lead, its authors, its whole text for search engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dedup.read.json_ld import NESTING_KEYS
from dedup.read.values import first_text, is_sentence, page_url, text_of_markup

_DESCRIPTIONS = "//meta[@name='description' or @property='og:description']/@content"
_BYLINES = "//meta[@name='author' or @property='author' or @property='article:author' or @name='byl']/@content"
_LEADS = ("p", "div", "h2", "h3", "h4", "span", "strong", "b", "section")
_MIN_DESCRIPTION = 40
# Descriptions are cut off after 150 characters or so; leads are not.
_N_SAME = 60
_MAX_TIMES = 2
_MAX_NOTICE = 300  # characters
# Of 45 real pages one lost 84% of its text to trafilatura's fast mode; no other has an `articleBody` longer than 1.1
# times what was found.
_MIN_TIMES = 1.5
_MAX_DEPTH = 3
# NewsArticle, OpinionNewsArticle, LiveBlogPosting, Report ...
_ARTICLES = ("Article", "Posting", "Report")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What is to be read of a page before trafilatura takes its tree apart; all may be empty."""

    description: str
    """Its `description`, on one line."""
    lead: str
    """The paragraph it shows that begins as its description does, on one line."""
    body: str
    """The longest `articleBody` of its JSON-LD, with those of a live blog's updates."""
    times: tuple[str, ...]
    """Each `datePublished` of its JSON-LD; of 34 real pages 9 tell the hour nowhere else."""
    notices: frozenset[str]
    """What it says where scripts do not run, on one line each; no article, which would be longer."""
    authors: tuple[str, ...]
    """Persons and organisations that its JSON-LD, and after them its metadata, name as authors; each on one line."""

    def description_is_all(self, text: str, title: str) -> bool:
        """Return whether the page has a description, and `text` no sentence, as where scripts would show the article.

        Its title and what it says where scripts do not run are as long as sentences, but do not count.
        """
        if not self.description:
            return False
        passed_over = {title, *self.notices}
        lines = (" ".join(line.split()) for line in text.split("\n"))
        return not any(is_sentence(line) for line in lines if line not in passed_over)

    def complete(self, text: str, title: str) -> str:
        """Return `text` with the lead where it lacks it, and the body in its place where that is far longer.

        Of 45 real pages trafilatura leaves out the lead of 9; it stands below the title, where that is in the text.
        Where trafilatura itself took the body, it made one line of it.
        """
        if len(self.body) > _MIN_TIMES * len(text) or self.body.split() == text.split():
            text = self.body
        if not text or not self.lead or self.lead[:_N_SAME] in " ".join(text.split()):
            return text
        first, end, rest = text.partition("\n")
        return f"{first}{end}{self.lead}\n{rest}" if first.strip() == title.strip() else f"{self.lead}\n{text}"


def own_words(tree: Any, documents: Sequence[Any]) -> OwnWords:
    """Return what the page of an lxml `tree` says of its article; `documents` are its JSON-LD."""
    told = (" ".join(str(text).split()) for text in tree.xpath(_DESCRIPTIONS))
    description = next((text for text in told if len(text) >= _MIN_DESCRIPTION), "")
    objects = [each for document in documents for each in _objects(document, 0)]
    objects.sort(key=_is_article, reverse=True)
    bodies = map(_body, objects)
    times = (time for each in objects if isinstance(time := each.get("datePublished"), str))
    authors = next(filter(None, (tuple(_names(each.get("author"), 0)) for each in objects)), ())
    bylines = _names([str(byline) for byline in tree.xpath(_BYLINES)], 0)
    body = max(bodies, key=len, default="")
    lead = _lead(tree, description)
    return OwnWords(description, lead, body, tuple(times), _notices(tree), (*authors, *bylines))


def _notices(tree: Any) -> frozenset[str]:
    texts = (" ".join(element.text_content().split()) for element in tree.iter("noscript"))
    return frozenset(text for text in texts if len(text) <= _MAX_NOTICE)


def _lead(tree: Any, description: str) -> str:
    start = description.rstrip(" .…")[:_N_SAME]
    if not start:
        return ""
    shown = [element for element in tree.iter(*_LEADS) if _start_of(element).startswith(start)]
    texts = (" ".join("".join(element.itertext()).split()) for element in shown)
    return min((text for text in texts if len(text) <= _MAX_TIMES * len(description)), key=len, default="")


def _start_of(element: Any) -> str:
    """Return the first characters of an element on one line; reading all of many long ones would take long."""
    parts: list[str] = []
    n_chars = 0
    for part in element.itertext():
        parts.append(part)
        n_chars += len(part.strip())
        if n_chars > _N_SAME:
            break
    return " ".join("".join(parts).split())


def _names(value: object, depth: int) -> Iterator[str]:
    """Yield the names in a value of JSON-LD: a name, an object that has one, or a list of these; no addresses."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _names(item, depth + 1)
    elif isinstance(value, dict):
        yield from _names(value.get("name"), depth + 1)
    elif isinstance(value, str) and any(map(str.isalpha, value)) and not page_url(value):
        yield " ".join(first_text(value).split())


def _is_article(each: dict[str, Any]) -> bool:
    """Return whether an object of JSON-LD is an article of some kind, not a video or person told of too."""
    kinds = each.get("@type")
    return any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _body(each: dict[str, Any]) -> str:
    """Return the `articleBody` of an object of JSON-LD, and those of its updates that are not in it, in their order."""
    updates = each.get("liveBlogUpdate")
    parts = [each, *(updates if isinstance(updates, list) else [updates])]
    told = (part.get("articleBody") for part in parts if isinstance(part, dict))
    first, *others = (body if isinstance(body, str) else "" for body in told)
    return "\n".join(map(text_of_markup, [first, *(body for body in others if body not in first)])).strip()


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects at the top, in a list, in `@graph`, or what a page is about."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in NESTING_KEYS:
            yield from _objects(value.get(key), depth + 1)
