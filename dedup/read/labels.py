"""The labels that articles of a training or evaluation set carry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dedup.read.files import read_records
from dedup.read.folders import list_files
from dedup.read.records import Record

STORY_NAMES = ("story", "label")
"""The fields that may name the story, best first."""


def read_labels(path: Path) -> dict[str, str]:
    """Return location -> label, from the field `story` or else `label` of each record of a file or folder.

    Locations are those `read_folders([path], ...)` gives the same records; a record without a label is left out.

    Raises:
        InputError: where `path` does not exist.
    """
    labels: dict[str, str] = {}
    for file in list_files([path])[0]:
        for location, record in read_records(file.path, location=file.location):
            if isinstance(record, Record) and (label := label_in(record.values)):
                labels[location] = label
    return labels


def label_in(values: Mapping[str, object]) -> str:
    """Return the label among the values of a record; "" where it has none.

    >>> label_in({"title": "Ferries are back", "label": 7})
    '7'
    """
    return next((str(values[name]) for name in STORY_NAMES if values.get(name) is not None), "")
