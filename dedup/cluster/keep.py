"""Groups of copies -> which articles to keep, and in favour of which the others are dropped.

Only copies are dropped, each in favour of an article that it was verified against: where A copies B and B copies C, but
A does not copy C, neither of A and C is dropped for the other. Excerpts are kept: the texts around them differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dedup.article import Article
from dedup.cluster.rules import Rule
from dedup.cluster.sentences import all_stand_in, sentence_hashes, word_hashes
from dedup.cluster.texts import CopiedTexts
from dedup.matches import Matches, Verdict
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
    texts = CopiedTexts.of(matches)
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
    texts: CopiedTexts
    lossless: bool
    of_text: dict[int, int] = field(default_factory=dict)
    words: dict[int, bytes] = field(default_factory=dict)
    first: int = -1

    def decide(self, number: int, rule: Rule, n_copies: int) -> Decision:
        """Return the decision on the next best article of the group."""
        others = self.texts.copied_by(number)
        copied = [(verdict, self.of_text[text]) for text, verdict in others if text in self.of_text]
        held = [pair for pair in copied if not self.lossless or self._holds_all_of(number, *pair)]
        if held:
            verdict, other = min(held, key=lambda pair: (pair[1] != self.first, pair[0].code, pair[1]))
            to = "to" if verdict == Verdict.IDENTICAL else "of"
            return Decision(
                other, f"{verdict.value} {to} the {rule.says(other) if other == self.first else 'copy kept'}"
            )
        self.of_text[self.texts.of_article[number]] = number
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
