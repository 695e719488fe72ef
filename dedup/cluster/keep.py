"""Groups of copies -> which articles to keep, and in favour of which the others are dropped.

Only copies are dropped, each in favour of an article that it was verified against: where A copies B and B copies C, but
A does not copy C, neither of A and C is dropped for the other. Excerpts are kept: the texts around them differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dedup.article import Article
from dedup.cluster.rules import Rule
from dedup.cluster.sentences import all_stand_in, sentence_hashes, word_hashes
from dedup.cluster.texts import CopiedTexts
from dedup.match.hubs import MIN_DEGREE
from dedup.match.pairs import Pairs
from dedup.matches import Matches, Verdict
from dedup.records import Copies, Decision, Source, Spans
from dedup.settings import Settings

Verify = Callable[[Pairs], NDArray[np.bool_]]
"""Tells which pairs are near-duplicates, (n_pairs,)."""


def decide(
    articles: Sequence[Article],
    spans: Spans,
    copies: Sequence[Copies],
    matches: Matches,
    sources: Mapping[int, Source],
    settings: Settings,
    verify: Verify,
) -> dict[int, Decision]:
    """Return article -> whether it is kept, for every member of `copies`, by `settings.keep`.

    With `settings.lossless` a copy is dropped only where every sentence of it, the furniture of its page and its
    title aside, stands in the one kept. In a large group most pairs may not be among the `matches`, see
    `dedup.match.hubs`: there `verify` is asked.
    """
    rule = Rule(articles, spans, sources, settings)
    texts = CopiedTexts.of(matches)
    decisions: dict[int, Decision] = {}
    for group in copies:
        kept = _Kept(articles, spans, texts, settings.lossless, verify, rule.ranked(group.articles))
        decisions.update((number, kept.decide(place, rule)) for place, number in enumerate(kept.ranked))
    return decisions


@dataclass
class _Kept:
    """The articles kept of one group so far."""

    articles: Sequence[Article]
    spans: Spans
    texts: CopiedTexts
    lossless: bool
    verify: Verify
    ranked: Sequence[int]
    """All articles of the group, the one to keep first."""
    of_text: dict[int, int] = field(default_factory=dict)
    near: dict[int, NDArray[np.bool_]] = field(default_factory=dict)
    """Article kept -> which of `ranked` are its near-duplicates; empty where all pairs are among the matches."""
    words: dict[int, bytes] = field(default_factory=dict)
    first: int = -1

    def decide(self, place: int, rule: Rule) -> Decision:
        """Return the decision on the next best article of the group."""
        number = self.ranked[place]
        others = self.texts.copied_by(number)
        copied = [(verdict, self.of_text[text]) for text, verdict in others if text in self.of_text]
        copied += [(Verdict.NEAR_DUPLICATE, kept) for kept, near in self.near.items() if near[place]]
        own = sentence_hashes(self.articles[number], self.spans, number) if self.lossless and copied else []
        held = [pair for pair in copied if pair[0] == Verdict.IDENTICAL or self._holds(pair[1], own)]
        if held:
            verdict, other = min(held, key=lambda pair: (pair[1] != self.first, pair[0].code, pair[1]))
            to = "to" if verdict == Verdict.IDENTICAL else "of"
            return Decision(
                other, f"{verdict.value} {to} the {rule.says(other) if other == self.first else 'copy kept'}"
            )
        self._keep(number)
        if copied:
            return Decision(None, "holds a sentence that the copy kept does not hold")
        if self.first >= 0:
            return Decision(None, "no verified copy of the one kept, only of other copies")
        self.first = number
        return Decision(None, f"{rule.says(number)} (of {len(self.ranked)})")

    def _keep(self, number: int) -> None:
        self.of_text[self.texts.of_article[number]] = number
        if len(self.ranked) > MIN_DEGREE:
            others = np.array(self.ranked, np.int32)
            self.near[number] = self.verify(Pairs(np.full_like(others, number), others))

    def _holds(self, kept: int, sentences: list[bytes]) -> bool:
        """Whether an article kept has all `sentences`; one that it has not comes first then: few others have it."""
        if sentences and kept not in self.words:
            self.words[kept] = word_hashes(self.articles[kept].text)
        for place, sentence in enumerate(sentences):
            if not all_stand_in([sentence], self.words[kept]):
                sentences.insert(0, sentences.pop(place))
                return False
        return True
