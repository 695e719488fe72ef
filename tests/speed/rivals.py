"""`python tests/speed/rivals.py NAME FILE`: groups of near-duplicates, by a program that `dedup` is compared with.

Each is used as its documentation does, in the fastest way it offers, on word 5-shingles, with 128 permutations in 16
bands (a pair at the threshold is proposed with a probability of 0.95; `dedup` takes 18 x 7, 0.99). What it proposes is
verified on the shingles, and verified pairs are joined. The rivals are no dependencies of `dedup`
but installed in an environment of their own, see `tests.speed`. So nothing of `dedup` is imported here but where it is
measured.

Prints one line of JSON: seconds from the texts to the groups, the number of groups, and of texts in them.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

NUM_PERM, BANDS, ROWS = 128, 16, 8
MIN_JACCARD = 0.8
SHINGLE = 5
SEED = 42
WARM_UP_TEXTS = 50
WORD = re.compile(r"[^\W_]+")

Pairs = Iterable[tuple[int, int]]
Groups = Sequence[Sequence[int]]


def shingles(text: str) -> set[str]:
    """Return the word 5-shingles of a text; all its words where there are fewer."""
    words = WORD.findall(text.lower())
    return {" ".join(words[k : k + SHINGLE]) for k in range(max(len(words) - SHINGLE + 1, 1))}


def verified_groups(texts: Sequence[str], pairs: Pairs) -> Groups:
    """Return the groups of two or more that pairs with a Jaccard of `MIN_JACCARD` make.

    >>> verified_groups(["a b c d e f", "x", "A b c d e f.", "y"], [(2, 0), (1, 3)])
    [[0, 2]]
    """
    made = cache(lambda i: shingles(texts[i]))
    first = list(range(len(texts)))

    def root(i: int) -> int:
        while first[i] != i:
            first[i] = i = first[first[i]]
        return i

    for left, right in {(min(pair), max(pair)) for pair in pairs}:
        if left != right and root(left) != root(right):
            shared = len(made(left) & made(right))
            if shared >= MIN_JACCARD * (len(made(left)) + len(made(right)) - shared):
                low, high = sorted((root(left), root(right)))
                first[high] = low
    groups = defaultdict(list)
    for i in range(len(texts)):
        groups[root(i)].append(i)
    return [group for group in groups.values() if len(group) > 1]


def dedup(texts: Sequence[str]) -> Groups:
    """Return the groups of `dedup.NearDuplicates`; furniture is set aside, and reprints are among them."""
    return _dedup(texts, boilerplate=True)


def dedup_whole(texts: Sequence[str]) -> Groups:
    """Return the groups of `dedup.NearDuplicates` for whole texts, which is what the others compare."""
    return _dedup(texts, boilerplate=False)


def _dedup(texts: Sequence[str], *, boilerplate: bool) -> Groups:
    from dedup import NearDuplicates

    groups = defaultdict(list)
    found = NearDuplicates(min_jaccard=MIN_JACCARD, boilerplate=boilerplate).fit(texts)
    for i, label in enumerate(found.labels_.tolist()):
        groups[label].append(i)
    return [group for group in groups.values() if len(group) > 1]


def rensa(texts: Sequence[str]) -> Groups:
    """Return the groups of rensa's full-set `RMinHash`, fed one text at a time with tokens made in Python."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=MIN_JACCARD, num_perm=NUM_PERM, num_bands=BANDS)
    pairs = []
    for i, text in enumerate(texts):
        sketch = RMinHash(num_perm=NUM_PERM, seed=SEED)
        sketch.update(list(shingles(text)))
        pairs += [(j, i) for j in lsh.query(sketch)]
        lsh.insert(i, sketch)
    return verified_groups(texts, pairs)


def rensa_batch(texts: Sequence[str]) -> Groups:
    """Return the groups of rensa's full-set `RMinHash` by its batch interface: a matrix of digests."""
    from rensa import RMinHash, RMinHashLSH

    matrix = RMinHash.digest_matrix_from_token_sets([list(shingles(text)) for text in texts], NUM_PERM, SEED)
    lsh = RMinHashLSH(threshold=MIN_JACCARD, num_perm=NUM_PERM, num_bands=BANDS)
    flags = lsh.insert_matrix_and_query_duplicate_flags(matrix)
    # Flags say which texts have a candidate, not which one: these alone are signed again and asked for.
    flagged = [i for i, has_candidate in enumerate(flags) if has_candidate]
    sketches = RMinHash.from_token_sets([list(shingles(texts[i])) for i in flagged], NUM_PERM, SEED)
    found = zip(flagged, lsh.query_all(sketches), strict=True)
    return verified_groups(texts, ((i, j) for i, candidates in found for j in candidates))


def gaoya(texts: Sequence[str]) -> Groups:
    """Return the groups of gaoya, which makes the shingles itself and works on all cores."""
    from gaoya.minhash import MinHashStringIndex

    # It filters by its estimate, which misses pairs at the threshold: from 0.6 on, the shingles decide.
    index = MinHashStringIndex(32, 0.6, BANDS, ROWS, None, "word", True, (SHINGLE, SHINGLE), "vec")
    index.par_bulk_insert_docs(list(range(len(texts))), list(texts))
    found = enumerate(index.par_bulk_query(list(texts)))
    return verified_groups(texts, ((i, j) for i, candidates in found for j in candidates))


def fastsketchlsh(texts: Sequence[str]) -> Groups:
    """Return the groups of FastSketchLSH, by its batch interface on all cores."""
    from FastSketchLSH import LSH, FastSimilaritySketch

    matrix = FastSimilaritySketch(size=NUM_PERM, seed=SEED).batch([list(shingles(text)) for text in texts])
    lsh = LSH(num_perm=NUM_PERM, num_bands=BANDS)
    lsh.insert(matrix)
    return verified_groups(texts, ((i, j) for i, candidates in enumerate(lsh.query(matrix)) for j in candidates))


def text_dedup(texts: Sequence[str]) -> Groups:
    """Return the groups of text-dedup's MinHash: its signatures and bands, on all cores, without its files."""
    import numpy as np
    from text_dedup.minhash import SIGNATURE_COLUMN

    random = np.random.RandomState(SEED)
    prime = np.uint64((1 << 61) - 1)
    permutations = (
        random.randint(1, prime, size=NUM_PERM, dtype=np.uint64),
        random.randint(0, prime, size=NUM_PERM, dtype=np.uint64),
    )
    tables: list[dict[bytes, list[int]]] = [defaultdict(list) for _ in range(BANDS)]
    with multiprocessing.get_context("fork").Pool(initializer=_set_permutations, initargs=(permutations,)) as pool:
        for i, row in enumerate(pool.imap(_text_dedup_signature, texts, chunksize=100)):
            for table, band in zip(tables, row[SIGNATURE_COLUMN], strict=True):
                table[band].append(i)
    pairs = ((i, group[0]) for table in tables for group in table.values() for i in group[1:])
    return verified_groups(texts, pairs)


_permutations: Any = None


def _set_permutations(permutations: Any) -> None:
    global _permutations
    _permutations = permutations


def _text_dedup_signature(text: str) -> Any:
    import numpy as np
    from text_dedup.minhash import embed_func, xxh3_32hash

    return embed_func(
        text, 0, num_perm=NUM_PERM, ngram_size=SHINGLE, min_length=SHINGLE,
        hashranges=[(band * ROWS, (band + 1) * ROWS) for band in range(BANDS)], permutations=_permutations,
        hash_func=xxh3_32hash, dtype=np.uint64, max_hash=np.uint32((1 << 32) - 1),
        modulo_prime=np.uint64((1 << 61) - 1),
    )  # fmt: skip


def semhash(texts: Sequence[str]) -> Groups:
    """Return the groups of semhash with the model it takes by default, fetched where it is not there."""
    from semhash import SemHash

    place: dict[str, int] = {}
    for i, text in enumerate(texts):
        place.setdefault(text, i)
    found = SemHash.from_records(records=list(texts)).self_deduplicate()
    pairs = [(place[each.record], place[other]) for each in found.filtered for other, _ in each.duplicates]
    return verified_groups(texts, [*pairs, *((i, place[text]) for i, text in enumerate(texts))])


RIVALS: dict[str, Callable[[Sequence[str]], Groups]] = {
    "dedup": dedup,
    "dedup-whole": dedup_whole,
    "rensa": rensa,
    "rensa-batch": rensa_batch,
    "gaoya": gaoya,
    "fastsketchlsh": fastsketchlsh,
    "text-dedup": text_dedup,
    "semhash": semhash,
}


def main(name: str, path: str) -> None:
    """Read the texts, run `name` on a few so that nothing is loaded or compiled later, and on all."""
    with Path(path).open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    find = RIVALS[name]
    find(texts[:WARM_UP_TEXTS])
    start = time.perf_counter()
    groups = find(texts)
    seconds = time.perf_counter() - start
    found = {"seconds": seconds, "groups": len(groups), "texts": sum(map(len, groups))}
    sys.stdout.write(json.dumps(found) + os.linesep)


if __name__ == "__main__":
    main(*sys.argv[1:])
