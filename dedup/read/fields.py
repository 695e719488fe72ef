"""The values of a record -> the fields of an article, whatever names and forms they have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from dedup.read.dates import published
from dedup.read.field_names import NAMES, field_of, plain_name
from dedup.read.values import first_text, page_url, paragraphs, paragraphs_of_html, scalar, scalar_text

# Mappings that wrap the article's own values, as Elasticsearch, the Guardian, AP and webz.io do; searched in turn.
# Spelled as they are: Elasticsearch's `_source` is an envelope, everyone else's `source` is an outlet.
ENVELOPES = ("_source", "article", "fields", "item", "thread", "extra", "attributes")
_ENVELOPES = frozenset(ENVELOPES)
# As `str()` of Python writes a list of names.
_LIST_AS_TEXT = re.compile(r"""\s*\[(?:(?:, ?)?(?:'[^']*'|"[^"]*"))+\]\s*""")
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")


def fields_of_names(pairs: Sequence[str]) -> dict[str, str]:
    """Return name -> field of `Settings.map`.

    >>> fields_of_names(["title=headline_text"])
    {'headline_text': 'title'}
    """
    return {name: field for field, name in map(split_pair, pairs)}


def apply_map(values: Mapping[str, object], pairs: Sequence[str]) -> Mapping[str, object]:
    """Return `values` with those that `Settings.map` names in place of all else that might be their field.

    A name is that of a value, or a path into nested objects. Of several names for a field the first that has more than
    an empty value counts.

    >>> apply_map({"title": "no", "meta": {"top": "Ferries are back"}}, ["title=head", "title=meta.top"])
    {'meta': {'top': 'Ferries are back'}, 'title': 'Ferries are back'}
    """
    given: dict[str, object] = {}
    for field, name in map(split_pair, pairs):
        value = _at(values, name)
        if value is not None and not given.get(field):
            given[field] = value
    return {**{name: value for name, value in values.items() if field_of(str(name)) not in given}, **given}


def pairs_in(values: Mapping[str, object], pairs: Sequence[str]) -> frozenset[str]:
    """Return those of `Settings.map` whose names `values` have.

    >>> pairs_in({"meta": {"top": ""}}, ["title=head", "title=meta.top"])
    frozenset({'title=meta.top'})
    """
    return frozenset(pair for pair in pairs if _at(values, split_pair(pair)[1]) is not None)


def split_pair(pair: str) -> tuple[str, str]:
    """Return the field and the name of a pair of `Settings.map`.

    >>> split_pair("title=headline_text")
    ('title', 'headline_text')
    """
    field, _, name = pair.partition("=")
    return field, name


def _at(values: Mapping[str, object], path: str) -> object:
    if path in values:
        return values[path]
    first, _, rest = path.partition(".")
    inner = values.get(first)
    return _at(inner, rest) if rest and isinstance(inner, Mapping) else None


def looks_like_article(values: Mapping[str, object]) -> bool:
    """Return whether `values` has a title or a body, itself or in an envelope."""
    return any(_has(layer, ("title", "text")) for layer in _layers(values))


def has_title(values: Mapping[str, object]) -> bool:
    """Return whether `values` has a title of its own."""
    return _has(values, ("title",))


def has_body(values: Mapping[str, object]) -> bool:
    """Return whether `values` has a body of its own."""
    return _has(values, ("text",))


def _has(values: Mapping[str, object], fields: tuple[str, ...]) -> bool:
    return any(field_of(str(name)) in fields and value for name, value in values.items())


def _layers(values: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return `values` and what it wraps."""
    if _ENVELOPES.isdisjoint(values):
        return [values]
    return [values, *(layer for layer in map(values.get, ENVELOPES) if isinstance(layer, Mapping))]


_Layer = tuple[str, ...]
"""The names in one layer, as the record spells them."""
_AsText = Callable[[Any], str]
"""Turns a value into text; "" where it cannot be a value of the field."""
_Place = tuple[int, str, _AsText]
"""Where a record may hold a value of a field: the layer, the name, and what turns the value into text."""


def _known(names: _Layer) -> _Layer:
    """Return those of `names` that are in the table."""
    return tuple([name for name in names if field_of(str(name))])


def _spelt(layer: _Layer) -> dict[str, list[str]]:
    """Return plain name -> the names that are spelt so but for case and punctuation, in their order."""
    spelt: dict[str, list[str]] = defaultdict(list)
    for name in layer:
        spelt[plain_name(str(name))].append(name)
    return spelt


# The records of a file hardly differ in their names: to look each of them up took a third of reading JSON lines.
@lru_cache(maxsize=1024)
def _places(*layers: _Layer) -> dict[str, tuple[_Place, ...]]:
    """Return field -> where records with these names may hold it, best first."""
    return _places_of_known(*map(_known, layers))


@lru_cache(maxsize=1024)
def _places_of_known(*layers: _Layer) -> dict[str, tuple[_Place, ...]]:
    spelt = list(enumerate(map(_spelt, layers)))
    return {
        field: tuple(
            (i, spelling, _as_text(field, name)) for name in names for i, its in spelt for spelling in its.get(name, ())
        )
        for field, names in NAMES.items()
    }


class Fields:
    """The values of one record, found by field; where it has none, those of the `others` count."""

    __slots__ = ("_layers", "_places")

    def __init__(self, values: Mapping[str, object], *others: Mapping[str, object]) -> None:
        self._layers = _layers(values)
        for other in others:
            self._layers += _layers(other)
        self._places = _places(*map(tuple, self._layers))

    def first(self, field: str) -> str:
        """Return the first value of a field that gives text, best name first; "" where none does."""
        for layer, name, as_text in self._places[field]:
            value = self._layers[layer][name]
            if value and (text := as_text(value)):
                return text
        return ""

    def published(self) -> date | None:
        """Return the date of publication by the best value that tells one."""
        for layer, name, _ in self._places["published"]:
            if found := published(scalar(self._layers[layer][name])):
                return found
        return None


def _as_text(field: str, name: str) -> _AsText:
    """Return what turns the value of a field into text; `name` is the plain name under which it was found."""
    as_text = _AS_TEXT.get(field, scalar_text)
    return paragraphs_of_html if as_text is paragraphs and name.endswith("html") else as_text


def _on_one_line(value: object) -> str:
    return " ".join(first_text(value).split())


def _outlet_name(value: object) -> str:
    return _outlet_called(scalar_text(value))


# A corpus has few outlets.
@lru_cache(maxsize=1 << 14)
def _outlet_called(text: str) -> str:
    """Return the name of an outlet on one line; "" of the address of a page, or a number."""
    return _name(text)


def _name(value: object) -> str:
    """Return a name on one line; "" of an address or a number, as WordPress gives for an author."""
    name = _on_one_line(value)
    return "" if page_url(name) or name.isdecimal() else name


def _names_joined(value: object) -> str:
    if isinstance(value, str) and _LIST_AS_TEXT.fullmatch(value):
        value = ["".join(quoted) for quoted in _QUOTED.findall(value)]
    return ", ".join(filter(None, map(_name, value))) if isinstance(value, list) else _name(value)


def _url(value: object) -> str:
    return page_url(first_text(value))


def _text_as_it_is(value: object) -> str:
    return value if isinstance(value, str) else ""


_AS_TEXT: Mapping[str, _AsText] = {
    "title": _on_one_line,
    "text": paragraphs,
    "page": _text_as_it_is,
    "summary": paragraphs,
    "outlet": _outlet_name,
    "url": _url,
    "author": _names_joined,
}
"""What turns the values of each field into text; other fields are taken as they are."""
