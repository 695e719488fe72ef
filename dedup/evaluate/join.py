"""Labels and the articles of a run -> which article each label is for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from dedup.errors import InputError
from dedup.evaluate.labels import Label
from dedup.evaluate.run import RunArticle


def join(labels: Iterable[Label], articles: Sequence[RunArticle]) -> dict[str, str]:
    """Return the story of each labelled article by its location in the run, or by its own name if it is not there.

    An article is found by its location, where one path is the end of the other (a folder may have been scanned from
    elsewhere), and else by its id.

    Raises:
        InputError: where a label could be for several articles, or an article has two labels.
    """
    places = _Places(articles)
    story_of: dict[str, str] = {}
    for label in labels:
        article = places.find(label)
        name = article.location if article else label.name
        if story_of.setdefault(name, label.story) != label.story:
            raise InputError(f"{name} has two labels: {story_of[name]} and {label.story}; leave one")
    return story_of


class _Places:
    """The articles of a run by the ends of their paths, and by id."""

    def __init__(self, articles: Iterable[RunArticle]) -> None:
        self._whole: dict[str, list[RunArticle]] = {}
        self._ends: dict[str, list[RunArticle]] = {}
        self._ids: dict[str, list[RunArticle]] = {}
        for article in articles:
            whole, *ends = _ends(article.location)
            self._whole.setdefault(whole, []).append(article)
            for end in (whole, *ends):
                self._ends.setdefault(end, []).append(article)
            if article.id:
                self._ids.setdefault(article.id, []).append(article)

    def find(self, label: Label) -> RunArticle | None:
        """Return the article that a label is for, if the run has it; `InputError` where it could be for several."""
        place = label.article or label.location
        found = self._at(place) if place else []
        if not label.article:
            # Two files of one name are not one file: what the articles call themselves decides.
            found = [article for article in found if not (label.id and article.id) or label.id == article.id]
        found = found or self._ids.get(label.id, [])
        if len(found) > 1:
            raise InputError(
                f"the label of {label.name} could be for {found[0].location} or {found[1].location}: "
                "give longer paths, or labels with the locations of articles.csv"
            )
        return found[0] if found else None

    def _at(self, place: str) -> list[RunArticle]:
        """Return the articles whose path is `place`, else those whose path ends so, else whose path is its end."""
        whole, *ends = _ends(place)
        if found := self._whole.get(whole) or self._ends.get(whole):
            return found
        return next((self._whole[end] for end in ends if end in self._whole), [])


def _ends(location: str) -> Iterator[str]:
    """Yield a path without leading dots, and then what is left of it folder by folder.

    >>> list(_ends("../news/harbour/ferry.jsonl#2"))
    ['news/harbour/ferry.jsonl#2', 'harbour/ferry.jsonl#2', 'ferry.jsonl#2']
    """
    path = posixpath.normpath(location).lstrip("/")
    while path.startswith("../"):
        path = path[3:]
    while path:
        yield path
        path = path.partition("/")[2]
