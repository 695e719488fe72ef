"""Groups of copies -> which articles to keep, and in favour of which the others are dropped.

Only copies are dropped, each in favour of an article it was verified against: where A copies B and B copies C, but A
does not copy C, neither of A and C is dropped for the other. Excerpts are kept: what surrounds them differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dedup.article import Article
from dedup.cluster.rules import Rule
from dedup.cluster.sentences import all_stand_in, sentence_hashes, word_hashes
from dedup.matches import VERDICTS, Matches, Verdict
from dedup.records import Copies, Decision, Source, Spans
from dedup.settings import Settings


def decide(
    articles: Sequence[Article],
    spans: Spans,
    copies: Sequence[Copies],
    matches: Matches,
    sources: Mapping[int, Source],
    settings: Settings,
) -> dict[int, Decision]:
    """Return article -> whether it is kept, for every member of `copies`, by `settings.keep`.

    With `settings.lossless` a copy is dropped only where every sentence of it, the furniture of its page and its
    title aside, stands in the one kept.
    """
    rule = Rule(articles, spans, sources, settings)
    texts = _Texts(copies, matches)
    decisions: dict[int, Decision] = {}
    for group in copies:
        kept = _Kept(articles, spans, texts, settings.lossless)
        for number in rule.ranked(group.articles):
            decisions[number] = kept.decide(number, rule, len(group.articles))
    return decisions


@dataclass
class _Kept:
    """The articles kept of one group so far."""

    articles: Sequence[Article]
    spans: Spans
    texts: _Texts
    lossless: bool
    of_text: dict[int, int] = field(default_factory=dict)
    words: dict[int, bytes] = field(default_factory=dict)
    first: int = -1

    def decide(self, number: int, rule: Rule, n_copies: int) -> Decision:
        """Return the decision on the next best article of the group."""
        copied = [(verdict, self.of_text[text]) for text, verdict in self.texts.like(number) if text in self.of_text]
        held = [pair for pair in copied if not self.lossless or self._holds_all_of(number, *pair)]
        if held:
            verdict, other = min(held, key=lambda pair: (pair[1] != self.first, pair[0].code, pair[1]))
            to = "to" if verdict == Verdict.IDENTICAL else "of"
            return Decision(
                other, f"{verdict.value} {to} the {rule.says(other) if other == self.first else 'copy kept'}"
            )
        self.of_text[self.texts.of(number)] = number
        if copied:
            return Decision(None, "holds a sentence that the copy kept does not hold")
        if self.first >= 0:
            return Decision(None, "no verified copy of the one kept, only of other copies")
        self.first = number
        return Decision(None, f"{rule.says(number)} (of {n_copies})")

    def _holds_all_of(self, number: int, verdict: Verdict, kept: int) -> bool:
        if verdict == Verdict.IDENTICAL:
            return True
        if kept not in self.words:
            self.words[kept] = word_hashes(self.articles[kept].text)
        return all_stand_in(sentence_hashes(self.articles[number], self.spans, number), self.words[kept])


class _Texts:
    """Which texts of a group were verified to copy each other, identical articles being one text."""

    def __init__(self, copies: Sequence[Copies], matches: Matches) -> None:
        group_of = {number: place for place, group in enumerate(copies) for number in group.articles}
        self._text_of = {number: number for number in group_of}
        rows = np.flatnonzero(matches.verdict <= Verdict.REPRINT.code).tolist()
        found = ((int(matches.left[row]), int(matches.right[row]), VERDICTS[matches.verdict[row]]) for row in rows)
        pairs = [pair for pair in found if group_of.get(pair[0], -1) == group_of.get(pair[1], -2)]
        for left, right, verdict in pairs:
            if verdict == Verdict.IDENTICAL:  # the first of identical articles is paired with each of the others
                self._text_of[right] = min(self._text_of[right], left)
        self._like: dict[int, dict[int, Verdict]] = {}
        for left, right, verdict in pairs:
            if verdict != Verdict.IDENTICAL:
                a, b = self._text_of[left], self._text_of[right]
                self._like.setdefault(a, {})[b] = self._like.setdefault(b, {})[a] = verdict

    def of(self, number: int) -> int:
        """Return the text of an article."""
        return self._text_of[number]

    def like(self, number: int) -> Iterator[tuple[int, Verdict]]:
        """Yield every text of the group that the article copies, its own first."""
        text = self._text_of[number]
        yield text, Verdict.IDENTICAL
        yield from self._like.get(text, {}).items()
