"""Labelled articles -> a story model: folders of many sizes are drawn from them, and it is fitted to their pairs."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from dedup.article import Article
from dedup.clean import stubs, too_short
from dedup.errors import InputError
from dedup.match.model import StoryModel
from dedup.match.training import LabelledPairs, fit_model
from dedup.pipeline import measure
from dedup.read import read_folders, read_labels
from dedup.settings import Settings
from dedup.stages import Progress, no_progress

FOLDERS: Final = {12: 6, 40: 5, 120: 3, 400: 2, 1200: 1}
"""Smaller folders made of the stories of each labelled file: about how many articles, and how many such folders.

The chance that two articles share a story falls as a folder grows; a model that sees only whole data sets cannot know.
"""

# What a list of labels has in its column `article`, which other files call their texts: where an article is.
_LOCATION: Final = re.compile(r"[^\n]+\.[A-Za-z0-9]{1,8}(#\d+)?|[!-~]+")


def train(files: Sequence[Path], settings: Settings | None = None, progress: Progress = no_progress) -> StoryModel:
    """Return a story model made of files whose records carry a `story` or `label` field.

    The same files give the same model in any order: they are taken by their names, and of one name by their content.
    Raises `InputError` where a file has no labels, or no story of two articles, and where all files together have no
    pair to compare that is on one story, or none that is not.
    """
    settings = settings or Settings()
    made: list[tuple[dict[str, object], list[LabelledPairs]]] = []
    for done, path in enumerate(files, 1):
        articles, labels = read_labelled(path, settings)
        folders = [*labelled_folders(articles, labels, settings)]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        n_stories = len(set(labels))
        source = {"file": path.name, "sha256": digest, "articles": len(articles), "stories": n_stories}
        made.append((source, folders))
        progress("train", done, len(files))
    made.sort(key=lambda each: (each[0]["file"], each[0]["sha256"]))
    folders = [folder for _, of_file in made for folder in of_file]
    kinds = {bool(kind) for folder in folders for kind in np.unique(folder.same_story)}
    for kind, of_kind in ((True, "of one story"), (False, "of two stories")):
        if kind not in kinds:
            raise InputError(f"no two articles {of_kind} have words in common: label more articles, and more stories")
    return fit_model(folders, {"files": [source for source, _ in made], "folders": len(folders)})


def read_labelled(path: Path, settings: Settings) -> tuple[list[Article], list[str]]:
    """Return the articles of one file that a scan compares and that have a label, and their labels.

    Raises `InputError` where no two share one, or where the file is a list of labels that only names its articles.
    """
    articles, _ = read_folders([path], settings)
    if all(_LOCATION.fullmatch(article.text) for article in articles):
        told = "name the articles themselves, each with its text and a field `story` or `label`"
        raise InputError(f"{path} says where articles are, such as {articles[0].text}, and has no texts: {told}")
    articles, _ = too_short(articles, settings)
    articles, _ = stubs(articles)
    label_of = read_labels(path)
    labelled = [article for article in articles if label_of.get(article.location)]
    labels = [label_of[article.location] for article in labelled]
    if len(set(labels)) == len(labels):
        raise InputError(f"{path} has no two articles of one story: records need a field `story` or `label`")
    return labelled, labels


def labelled_folders(articles: Sequence[Article], labels: Sequence[str], settings: Settings) -> Iterator[LabelledPairs]:
    """Yield the candidate pairs of all the articles, and of smaller folders of whole stories taken from them."""
    yield _measure(articles, labels, settings)
    for size, n_folders in FOLDERS.items():
        if size < 0.7 * len(articles):
            for seed in range(n_folders):
                kept = whole_stories(labels, size, seed)
                yield _measure([articles[i] for i in kept], [labels[i] for i in kept], settings)


def _measure(articles: Sequence[Article], labels: Sequence[str], settings: Settings) -> LabelledPairs:
    measured = measure(articles, settings, min_best=0.0)
    label = np.unique(np.array(labels), return_inverse=True)[1]
    same_story = label[measured.pairs.left] == label[measured.pairs.right]
    return LabelledPairs(len(articles), measured.pairs, measured.values, same_story)


def whole_stories(labels: Sequence[str], size: int, seed: int) -> list[int]:
    """Return the articles of whole stories drawn at random until there are at least `size`, ascending."""
    members: dict[str, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        members[label].append(i)
    kept: list[int] = []
    for story in np.random.default_rng(seed).permutation(sorted(members)):
        if len(kept) >= size:
            break
        kept += members[str(story)]
    return sorted(kept)
