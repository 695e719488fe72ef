"""Comparison -> text for a terminal: the verdict in a sentence, then the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

from dedup.article import Article
from dedup.comparison import Comparison, Sentence
from dedup.report.meanings import MEASURES, RULED_OUT, SENTENCES
from dedup.report.story_text import TITLE_LINES
from dedup.report.terminal import columns, cut, cut_start, pad, wrap
from dedup.report.wording import UNKNOWN_OUTLET, counted, headline, moment

TOP = 10
"""Reasons, passages, sentences and terms shown; the JSON form has all of them."""
PASSAGE_LINES = 3


def comparison_text(comparison: Comparison, *, width: int) -> str:
    """Return the verdict and the evidence, at most `width` columns wide."""
    verdict = comparison.match.verdict if comparison.match else None
    sentence = SENTENCES[verdict] if verdict else RULED_OUT[comparison.ruled_out]
    lines = [click.style(line, bold=True) for line in wrap(sentence, width)]
    for side, article in (("A", comparison.left), ("B", comparison.right)):
        lines += ["", *_article(side, article, width)]
    for heading, section in (
        ("Measures", _measures(comparison, width)),
        (f"Reasons{_of(len(comparison.reasons))}, with their log-odds", _reasons(comparison, width)),
        (f"Shared passages{_of(len(comparison.passages))}, longest first", _passages(comparison, width)),
        (f"Only in A{_of(len(comparison.only_left))}", _sentences(comparison.only_left, width)),
        (f"Only in B{_of(len(comparison.only_right))}", _sentences(comparison.only_right, width)),
        (
            f"Terms that weigh most{_of(len(comparison.terms))}, with their part of the cosine",
            _terms(comparison, width),
        ),
    ):
        lines += ["", *(click.style(line, bold=True) for line in wrap(heading, width)), *section]
    return "\n".join(lines) + "\n"


def _of(total: int) -> str:
    return f" ({TOP} of {total:,})" if total > TOP else ""


def _article(side: str, article: Article, width: int) -> Iterator[str]:
    room = width - 3
    head, *rest = wrap(headline(article), room, TITLE_LINES)
    yield f"{side}  {click.style(head, bold=True)}"
    for line in rest:
        yield f"   {click.style(line, bold=True)}"
    when = moment(article.published) if article.published else "no date"
    yield "   " + cut(f"{article.outlet or UNKNOWN_OUTLET}, {when}", room)
    yield "   " + cut_start(article.location, room)


def _measures(comparison: Comparison, width: int) -> Iterator[str]:
    column = max(map(len, MEASURES))
    for name, meaning in MEASURES.items():
        value = getattr(comparison, name)
        first, *rest = wrap(meaning, width - column - 10)
        yield f"  {name:<{column}}  {value:.2f}  {first}"
        yield from (" " * (column + 10) + line for line in rest)


def _reasons(comparison: Comparison, width: int) -> Iterator[str]:
    for reason in comparison.reasons[:TOP]:
        first, *rest = wrap(reason.words, width - 10)
        yield f"  {reason.log_odds:>+6.2f}  {first}"
        yield from (" " * 10 + line for line in rest)
    if not comparison.reasons:
        yield "  none"


def _passages(comparison: Comparison, width: int) -> Iterator[str]:
    """Yield the passages as A and as B has them, side by side."""
    room = (width - 5) // 2
    for passage in comparison.passages[:TOP]:
        label = f"A {passage.left_start:,}-{passage.left_end:,}, {counted(passage.n_words, 'word')}"
        in_right = f"B {passage.right_start:,}-{passage.right_end:,}"
        yield f"  {pad(cut(label, room), room)} | {cut(in_right, room)}"
        sides = (
            wrap(comparison.left.text[passage.left_start : passage.left_end], room, PASSAGE_LINES),
            wrap(comparison.right.text[passage.right_start : passage.right_end], room, PASSAGE_LINES),
        )
        for one, other in zip_longest(*sides, fillvalue=""):
            yield f"  {pad(one, room)} | {other}".rstrip()
    if not comparison.passages:
        yield "  none"


def _sentences(sentences: Sequence[Sentence], width: int) -> Iterator[str]:
    for sentence in sentences[:TOP]:
        first, *rest = wrap(sentence.text, width - 4, PASSAGE_LINES)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)
    if not sentences:
        yield "  none"


def _terms(comparison: Comparison, width: int) -> Iterator[str]:
    shown = comparison.terms[:TOP]
    column = max((columns(cut(term.term, width - 8)) for term in shown), default=0)
    for term in shown:
        yield f"  {pad(cut(term.term, width - 8), column)}  {term.cosine_share:.2f}"
    if not shown:
        yield "  none"
