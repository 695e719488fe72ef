from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from dedup.article import Article
from dedup.match.alignment import IN_BLOCKS, MATCHED, NUMBERS, NUMBERS_MATCHED, SIDE, WORDS, _extend, align
from dedup.match.pairs import Pairs
from dedup.match.reprints import align_pairs
from dedup.match.words import read_words
from dedup.records import Spans
from tests.copies.damage import misread
from tests.match.builders import invented_words

PAIR = Pairs(np.array([0], np.int32), np.array([1], np.int32))


def sides(left: str, right: str) -> np.ndarray:
    articles = [Article(text=left), Article(text=right)]
    words = read_words(articles, Spans.whole(articles), np.array([0, 1], np.int32), with_shapes=True)
    result = align(words, np.array([0]), np.array([1]))
    return np.asarray(result).reshape(2, SIDE)


def covered(left: str, right: str) -> float:
    articles = [Article(text=left), Article(text=right)]
    return float(align_pairs(articles, Spans.whole(articles), PAIR).coverage[0])


def text(seed: int, n: int = 120) -> str:
    return " ".join(invented_words(Random(seed), n, vocabulary=4000))


def test_a_text_covers_itself() -> None:
    assert (sides(text(1), text(1))[:, [IN_BLOCKS, MATCHED, WORDS]] == 120).all()
    assert covered(text(1), text(1)) == 1.0


def test_two_texts_cover_nothing_of_each_other() -> None:
    assert not sides(text(1), text(2))[:, IN_BLOCKS].any()


def test_an_empty_text_covers_nothing() -> None:
    assert covered("", text(1)) == covered("", "") == 0.0


def test_moved_sentences_are_covered() -> None:
    words = text(1).split()
    moved = " ".join([*words[80:], *words[40:80], *words[:40]])
    assert covered(" ".join(words), moved) == 1.0


def test_misread_characters_are_tolerated() -> None:
    assert covered(text(1), misread(text(1), Random(1), wrong=0.05)) > 0.9


def test_coverage_is_that_of_the_side_with_less() -> None:
    assert covered(text(1, 80), text(1, 80) + " " + text(2, 80)) == pytest.approx(0.5, abs=0.02)


def test_characters_of_scripts_without_spaces_count_half() -> None:
    scripted = "".join(chr(0x4E00 + Random(3).randrange(2000) * 0 + k * 7 % 2000) for k in range(200))
    assert (sides(scripted, scripted)[:, IN_BLOCKS] == 100).all()
    damaged = "".join("口" if k % 30 == 29 else character for k, character in enumerate(scripted))
    assert covered(scripted, damaged) > 0.9


def test_forms_filled_with_other_numbers_are_no_reprint() -> None:
    def form(random: Random) -> str:
        parts = [f"the price of {name} on the exchange closed at {random.randrange(10, 9999)} crowns" for name in names]
        return ". ".join(parts)

    names = [" ".join(invented_words(Random(k), 1)) for k in range(20)]
    left, right = form(Random(1)), form(Random(2))
    side = sides(left, right)[0]
    assert side[IN_BLOCKS] > 0.5 * side[WORDS]
    assert side[NUMBERS_MATCHED] < 0.2 * side[NUMBERS]
    assert covered(left, right) == 0.0


def test_a_single_corrected_number_is_still_a_reprint() -> None:
    left = " ".join([*text(1).split(), "killed 14 people and hurt 30", *text(2).split()])
    assert covered(left, left.replace("14", "15")) > 0.9


def plain_extend(
    same: np.ndarray, i: int, j: int, step: int, reach: int = 4, skipped: float = 1.0, drop: float = 4.0
) -> list[tuple[int, int]]:
    """Return the matched words from (i, j) on; `same` (n, n2) says which words are free, and equal or alike."""

    def is_same(x: int, y: int) -> bool:
        return 0 <= x < len(same) and 0 <= y < same.shape[1] and bool(same[x, y])

    path: list[tuple[int, int]] = []
    score, best, n_best = 0.0, 0.0, 0
    skips = sorted(((a, b) for a in range(reach + 1) for b in range(reach + 1)), key=lambda skip: (sum(skip), skip[0]))
    while True:
        for a, b in skips:
            x, y = i + step * a, j + step * b
            if is_same(x, y) and (a + b == 0 or is_same(x + step, y + step)):
                break
        else:
            return path[:n_best]
        score += 1.0 - skipped * max(a, b)
        path.append((x, y))
        i, j = x + step, y + step
        if score <= best - drop:
            return path[:n_best]
        if score > best:
            best, n_best = score, len(path)


@given(st.randoms(use_true_random=False), st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, -1]))
@run(max_examples=300)
def test_extensions_are_those_of_plain_loops(random: Random, n: int, n2: int, step: int) -> None:
    words = np.array([random.randrange(12) for _ in range(n + n2)], np.uint64)
    shapes = np.array([0, *(random.getrandbits(6) for _ in range(11))], np.uint64)[words.astype(int)]
    busy = np.array([random.random() < 0.1 for _ in range(n + n2)], np.uint8)
    n_bits = np.array([value.bit_count() for value in range(64)])
    common, either = (n_bits[of(shapes[:n, None], shapes[n:]).astype(int)] for of in (np.bitwise_and, np.bitwise_or))
    same = (words[:n, None] == words[n:]) | ((common > 0) & (common >= 0.4 * either))
    same &= (busy[:n, None] == 0) & (busy[n:] == 0)
    start = 0 if step > 0 else -1  # beyond the text only in the direction of the step, as behind a seed or before it
    i, j = start + random.randrange(n + 1), start + random.randrange(n2 + 1)
    path, path2 = np.empty((2, n + n2), np.int64)
    left, right = (words[:n], shapes[:n], busy[:n]), (words[n:], shapes[n:], busy[n:])
    found = _extend(*left, i, *right, j, step, path, path2)
    assert [*zip(path[:found].tolist(), path2[:found].tolist(), strict=True)] == plain_extend(same, i, j, step)
