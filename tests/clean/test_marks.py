from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dedup.clean.marks import Marking, Marks
from dedup.clean.pages import hash_passages
from dedup.clean.passages import Span

from .cut import cut

TEXTS = st.text(st.sampled_from("ab7 \n\u2003天"), max_size=20)
SPANS = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda span: (span[0], span[0] + span[1]))


@st.composite
def marked(draw: st.DrawFn) -> list[tuple[str, list[Span]]]:
    """Return texts, each with spans of it that neither begin nor end in white space, as furniture has them."""
    found = []
    for text in draw(st.lists(TEXTS, max_size=5)):
        spans = draw(st.lists(SPANS, max_size=5))
        found.append((text, [span for span in spans if is_passage(text, *span)]))
    return found


def is_passage(text: str, start: int, end: int) -> bool:
    return end <= len(text) and text[start:end].strip() == text[start:end]


def disjoint(spans: list[Span]) -> list[Span]:
    chosen: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen


def gaps(text: str, spans: list[Span]) -> Iterator[Span]:
    position = 0
    for start, end in [*spans, (len(text), len(text))]:
        if start > position and not text[position:start].isspace():
            yield position, start
        position = end


def marks_of(found: list[tuple[str, list[Span]]]) -> Marks:
    marking = Marking()
    for number, (text, spans) in enumerate(found):
        if spans:
            marking.add([(number, text, spans)], "recurs")
    return marking.marks().disjoint()


@given(marked())
def test_of_marks_that_overlap_the_first_and_longest_stays(found: list[tuple[str, list[Span]]]) -> None:
    marks = marks_of(found)
    marks = marks.where(marks.end > marks.start)
    of_article = {number: disjoint(spans) for number, (_, spans) in enumerate(found)}
    assert list(zip(marks.article.tolist(), marks.start.tolist(), marks.end.tolist(), strict=True)) == [
        (number, *span) for number, spans in of_article.items() for span in spans
    ]
    passages = [found[number][0][start:end] for number, spans in of_article.items() for start, end in spans]
    assert marks.hashes.tolist() == hash_passages(passages).tolist()


@given(marked())
def test_gaps_are_what_is_between_marks_but_for_white_space(found: list[tuple[str, list[Span]]]) -> None:
    left = marks_of(found).gaps(np.array([len(text) for text, _ in found], np.int32))
    assert list(zip(*(column.tolist() for column in left), strict=True)) == [
        (number, *gap) for number, (text, spans) in enumerate(found) if spans for gap in gaps(text, disjoint(spans))
    ]


def test_passages_of_cuts_are_marked_as_spans_of_texts_are() -> None:
    texts = ["Menu\n\n One. Two.  Three. \n", "", " Menu \nOne. Two. Three.", "Two"]
    cuts, by_passage, by_span = cut(texts), Marking(), Marking()
    places = np.array([0, 1, 3, 4, 5, 6, 8])
    by_passage.add_passages(cuts, places, np.array([7, 3, 5, 4], np.int32), "recurs")
    of_page = np.searchsorted(cuts.bounds, places, side="right") - 1
    for page, number in ((0, 7), (2, 5), (3, 4)):
        by_span.add([(number, texts[page], cuts.spans(places[of_page == page]))], "recurs")
    for one, other in zip(columns(by_passage), columns(by_span), strict=True):
        assert one.tolist() == other.tolist()


def columns(marking: Marking) -> list[NDArray[np.int32]]:
    marks = marking.marks().disjoint()
    return [getattr(marks, field.name) for field in fields(marks)]


def test_of_equal_marks_the_first_reason_stays() -> None:
    marking = Marking()
    marking.add([(0, "Menu. Text.", [(0, 5)])], "recurs")
    marking.add([(0, "Menu. Text.", [(0, 5)])], "menu")
    assert [marking.reasons[reason] for reason in marking.marks().disjoint().reason] == ["recurs"]


def test_marks_made_elsewhere_are_taken_with_their_reasons() -> None:
    marking, other = Marking(), Marking()
    marking.add([(0, "Menu. Text.", [(0, 5)])], "menu")
    other.add([(7, "Text. Photo: X", [(6, 14)])], "credit")
    other.add([(3, "Menu. Other.", [(0, 5)])], "menu")
    marking.take(other)
    marking.take(Marking())
    marks = marking.marks().disjoint()
    marks = marks.where(marks.end > marks.start)
    assert marks.article.tolist() == [0, 3, 7]
    assert [marking.reasons[reason] for reason in marks.reason] == ["menu", "menu", "credit"]
    assert (marks.start.tolist(), marks.end.tolist()) == ([0, 0, 6], [5, 5, 14])
    assert marks.hashes.tolist() == hash_passages(["Menu.", "Menu.", "Photo: X"]).tolist()
