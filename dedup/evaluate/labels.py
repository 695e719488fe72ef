"""Files people keep labels in -> labels: a list of articles and their stories, or the labelled articles themselves."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from dedup.errors import InputError
from dedup.read.compression import DamagedError, LimitError, open_file, uncompressed_name
from dedup.read.decode import NotTextError, decode
from dedup.read.fields import Fields, looks_like_article
from dedup.read.files import read_records
from dedup.read.folders import list_files
from dedup.read.labels import STORY_NAMES, label_in
from dedup.read.locations import InputFile
from dedup.read.records import Record
from dedup.read.spreadsheet import unguarded
from dedup.settings import Settings

_TABLES: Final = (".csv", ".tsv")
_DELIMITERS: Final = ",;\t|"
_OF_A_RUN: Final = {"article", "story", "copies", "role"}
"""Columns that tell the `articles.csv` of a run, which is a list of articles, though it has titles as articles have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The story an article is on, and all that can tell which article is meant."""

    story: str
    article: str = ""
    """The location that a list of labels names."""
    location: str = ""
    """Where the label was read, if it stands in the article itself."""
    id: str = ""

    @property
    def name(self) -> str:
        """What to call the article."""
        return self.article or self.location or self.id


def read_label_list(path: Path) -> list[Label]:
    """Return the labels in the file or folder at `path`, in order; records without a label are left out.

    It is a CSV or JSON-lines file with an `article` or `id`, and a `story` or `label`, for each article, such as the
    `articles.csv` of another run; or articles that carry a field `story` or `label` themselves.

    Raises:
        InputError: where `path` does not exist, cannot be read or has no labels.
    """
    files, _ = list_files([path])
    if not path.is_dir() and (rows := _table(path)) is not None:
        labels = [label for row in rows if (label := _label(row, ""))]
    else:
        labels = [label for file in files for label in _of_records(file)]
    if not labels:
        raise InputError(
            f"{path} has no labels: name a CSV or JSON-lines file with `article` or `id` and `story` or `label`, "
            "or articles with a field `story` or `label`"
        )
    return labels


def _table(path: Path) -> list[dict[str, str]] | None:
    """Return the rows of a CSV file with a column of labels and one that says which articles are meant, else None."""
    if Path(uncompressed_name(path.name)).suffix.lower() not in _TABLES:
        return None
    try:
        with open_file(path, Settings.max_ratio) as stream:
            text = decode(stream.read())
    except (OSError, NotTextError, DamagedError, LimitError) as error:
        raise InputError(f"the labels in {path} cannot be read: {error}") from error
    csv.field_size_limit(1 << 30)  # a data set that holds its labels has whole articles in its rows
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, restval="")
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    names = set(rows.fieldnames)
    is_list = names.intersection(STORY_NAMES) and names.intersection(("article", "id"))
    return list(rows) if is_list and (names >= _OF_A_RUN or not _is_article(dict.fromkeys(names, "any"))) else None


def _of_records(file: InputFile) -> Iterator[Label]:
    for location, record in read_records(file.path, location=file.location):
        if isinstance(record, Record):
            # A list of labels has places of its own, which mean nothing; an article's place is its name.
            place = location if not record.number or _is_article(record.values) else ""
            if label := _label(record.values, place):
                yield label


def _is_article(values: Mapping[str, object]) -> bool:
    """Return whether `values` has a title or a text: under `article` it would be the location of one."""
    return looks_like_article({name: value for name, value in values.items() if name != "article"})


def _label(values: Mapping[str, object], location: str) -> Label | None:
    story = label_in(values)
    if not story:
        return None
    article = values.get("article")
    # The list may have been made of `articles.csv`.
    named = unguarded(article) if isinstance(article, str) and not location else ""
    return Label(story=story, article=named, location=location, id=unguarded(Fields(values).first("id")))
