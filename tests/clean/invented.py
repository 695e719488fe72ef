"""Invented outlets: stories with nothing in common, and pages made of them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from dedup.article import Article
from dedup.records import SetAside, Spans

# Letters of one script each; Chinese and Japanese words stand without spaces between them.
LETTERS = {
    "latin": "abdegiklmnoprstuv",
    "cyrillic": "абвгдеиклмнопрст",
    "arabic": "ابتجحدرسشصعفقلمنهوي",
    "chinese": "天地人山水火木金土日月星雨雪风云花草鸟鱼马牛羊犬虎龙城国家市民会议长官法院学校车路桥",
    "japanese": "あいうえおかきくけこさしすせそ東西南北駅町村会社員新旧大小",
}
UNSPACED = ("chinese", "japanese")


def sentence(script: str, seed: str, n_words: int = 12) -> str:
    """Return a made-up sentence, the same for the same seed."""
    rng = random.Random(f"{script} {seed}")
    if script in UNSPACED:
        clauses = ["".join(rng.choices(LETTERS[script], k=7)) for _ in range(n_words // 2)]
        return "，".join(clauses) + "。"
    words = ["".join(rng.choices(LETTERS[script], k=rng.randint(3, 9))) for _ in range(n_words)]
    return " ".join(words).capitalize() + "."


def story(script: str, seed: str, n_paragraphs: int = 5) -> str:
    """Return the paragraphs of a made-up story, one a line."""
    return "\n".join(sentence(script, f"{seed}/{n}") for n in range(n_paragraphs))


def articles(texts: Sequence[str], outlet: str = "The Quillton Courier") -> list[Article]:
    return [Article(text=text, outlet=outlet, location=f"{outlet}/{n:03}.txt") for n, text in enumerate(texts)]


def kept(article: Article, spans: Spans, index: int) -> str:
    """Return what of the article's text is compared."""
    rows = range(spans.bounds[index], spans.bounds[index + 1])
    return "".join(article.text[spans.start[row] : spans.end[row]] for row in rows)


def passages(rows: Sequence[SetAside]) -> set[str]:
    return {row.passage for row in rows}
