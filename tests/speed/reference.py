"""`python tests/speed/reference.py FILE OUT`: copies and stories by a script over datasketch and scikit-learn.

What `dedup` is measured against: the two libraries it stands on, used as their documentation does and as well as a
script of a page allows. Copies: the word 5-shingles of each text go into a MinHash with `update_batch`, `MinHashLSH`
proposes pairs, and the estimate decides. Stories: `TfidfVectorizer` without the commonest and the rarest words, and the
sparse product of its rows in chunks, from a cosine of 0.3 on. Pairs are written as CSV.

It finds less than `dedup`: no reprints, no excerpts, no passages, no groups; it knows nothing of titles, dates and
furniture, and its threshold on the cosine does not travel. FILE is JSON lines with `text`, gzipped or not.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import orjson
from datasketch import MinHash, MinHashLSH
from sklearn.feature_extraction.text import TfidfVectorizer

MIN_JACCARD: Final = 0.8
MIN_COSINE: Final = 0.3
_SHINGLE: Final = 5
_CHUNK: Final = 1000
_WORD: Final = re.compile(r"\w+")


def read_texts(path: Path) -> list[str]:
    """Return the field `text` of each line."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:
        return [orjson.loads(line)["text"] for line in file]


def near_duplicates(texts: list[str]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs with an estimated Jaccard of `MIN_JACCARD`, each once."""
    lsh = MinHashLSH(threshold=MIN_JACCARD, num_perm=128)
    signatures: list[MinHash] = []
    for right, text in enumerate(texts):
        words = _WORD.findall(text.lower())
        shingles = {" ".join(words[k : k + _SHINGLE]).encode() for k in range(max(len(words) - _SHINGLE + 1, 1))}
        signature = MinHash(num_perm=128)
        signature.update_batch(list(shingles))
        for left in lsh.query(signature):
            jaccard = signature.jaccard(signatures[left])
            if jaccard >= MIN_JACCARD:
                yield left, right, jaccard
        lsh.insert(right, signature)
        signatures.append(signature)


def same_story(texts: list[str]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs with a TF-IDF cosine of `MIN_COSINE`, each once."""
    rows = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.5).fit_transform(texts)
    columns = rows.T.tocsr()
    for start in range(0, rows.shape[0], _CHUNK):
        product = (rows[start : start + _CHUNK] @ columns).tocoo()
        near = (product.data >= MIN_COSINE) & (product.col > product.row + start)
        left, right, cosine = product.row[near] + start, product.col[near], product.data[near]
        yield from zip(left.tolist(), right.tolist(), cosine.tolist(), strict=True)


@click.command(help=__doc__)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def main(file: Path, out: Path) -> None:
    texts = read_texts(file)
    with out.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["left", "right", "kind", "value"])
        for kind, pairs in (("near-duplicate", near_duplicates(texts)), ("same story", same_story(texts))):
            writer.writerows((left, right, kind, round(value, 4)) for left, right, value in pairs)


if __name__ == "__main__":
    main()
